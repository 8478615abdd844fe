# What pipelines and plugins rely on: taken from the program and the SDK, and compared with what was promised.
import json
import pathlib
import re
import subprocess


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def parameters(fields):
    """The parameters of a component by key, without their help; groups hold their own."""
    kept = ("type", "dimension", "unit", "minimum", "maximum", "choices", "required", "optional", "point",
            "renamed_from", "deprecated", "default")
    found = {}
    for field in fields:
        found[field["key"]] = {key: field[key] for key in kept if key in field}
        if field["type"] == "group":
            found[field["key"]]["parameters"] = parameters(field["parameters"])
    return found


def components(program):
    found = {}
    for component in json.loads(output(program, "describe", "--all", "--json"))["components"]:
        kept = ("point", "transform", "rasterizer", "by_default", "deprecated", "rules")
        found[component["id"]] = {key: component[key] for key in kept if key in component}
        found[component["id"]]["parameters"] = parameters(component["parameters"])
    return found


def exported(library, nm):
    """The SDK's own symbols, and the sizes of its tables of virtual functions.

    Templates of the standard library that a compiler chose to export are no part of the interface."""
    symbols, tables = [], {}
    for line in output(nm, "-DCS", "--defined-only", library).splitlines():
        _, size, kind, name = line.split(" ", 3)
        if name.startswith("vtable for cryocosm::"):
            tables[name.removeprefix("vtable for ")] = int(size, 16)
        elif name.startswith("cryocosm::") and kind == "T":
            symbols.append(name)
    return sorted(set(symbols)), tables


def name_of_library(library):
    """What plugins ask the loader for."""
    return re.search(r"SONAME.*\[(.*)\]", output("readelf", "-d", library))[1]


def present(program, library, sizes, headers, nm="nm"):
    """Everything that is promised, as it is now."""
    text = {path.name: path.read_text() for path in sorted(pathlib.Path(headers).glob("*.hpp"))}
    points = {}
    for header in text.values():
        points.update(re.findall(r'ExtensionPoint extends\{"(\w+)", (\d+)\}', header))
    symbols, tables = exported(library, nm)
    return {
        "version": re.search(r'CRYOCOSM_VERSION "(.*)"', text["export.hpp"])[1],
        "door": re.search(r'CRYOCOSM_DOOR_GENERATION "(.*)"', text["plugin.hpp"])[1],
        "library": name_of_library(library),
        "points": points,
        "codes": {name: int(code) for name, code in re.findall(r"^  (\w+) = (\d{4}),", text["error.hpp"], re.M)},
        "types": {name: int(size) for name, size in (line.rsplit(" ", 1) for line in output(sizes).splitlines())},
        "virtual_tables": tables,
        "symbols": symbols,
        "components": components(program),
    }


def is_narrower(old, new):
    below = new.get("minimum") is not None and (old.get("minimum") is None or new["minimum"] > old["minimum"])
    above = new.get("maximum") is not None and (old.get("maximum") is None or new["maximum"] < old["maximum"])
    return below or above


def range_text(field):
    ends = (field.get("minimum"), field.get("maximum"))
    return " to ".join("any" if end is None else f"{end:.12g}" for end in ends)


def broken_field(where, old, new):
    for fact in ("type", "dimension", "unit", "point"):
        if old.get(fact) != new.get(fact):
            yield f"{where}: the {fact} was '{old.get(fact)}' and is '{new.get(fact)}'"
    if is_narrower(old, new):
        yield f"{where}: the range was {range_text(old)} and is narrower, {range_text(new)}"
    if "choices" in new:
        if "choices" not in old:
            yield f"{where}: any text was allowed, now only {', '.join(new['choices'])}"
        for choice in old.get("choices", []):
            if choice not in new["choices"]:
                yield f"{where}: the choice '{choice}' is gone"
    if new["required"] and not old["required"]:
        yield f"{where}: it could be left out and is required now"
    elif old["type"] != "group" and not old["required"] and old.get("default") != new.get("default"):
        yield f"{where}: the default was {json.dumps(old.get('default'))} and is {json.dumps(new.get('default'))}"
    if "parameters" in old and "parameters" in new:
        yield from broken_parameters(where + ".", old["parameters"], new["parameters"])


def broken_parameters(prefix, old, new):
    renamed = {field["renamed_from"]: key for key, field in new.items() if "renamed_from" in field}
    for key, field in old.items():
        now = new.get(key) or new.get(renamed.get(key))
        if now is None:
            yield f"{prefix}{key}: it is gone"
            continue
        yield from broken_field(prefix + key, field, now)
        if "renamed_from" in field and field["renamed_from"] not in (*renamed, *new):
            yield f"{prefix}{key}: its old name '{field['renamed_from']}' is not read any more"
    for key, field in new.items():
        if field["required"] and key not in old and field.get("renamed_from") not in old:
            yield f"{prefix}{key}: it is new and required"


def broken_components(old, new):
    """What a pipeline that was written for `old` would stumble over."""
    for name, component in old.items():
        if name not in new:
            yield f"{name}: the component is gone"
            continue
        now = new[name]
        for fact in ("point", "transform", "rasterizer", "by_default"):
            if component[fact] != now[fact]:
                yield f"{name}: its {fact} was '{component[fact]}' and is '{now[fact]}'"
        for rule in now["rules"]:
            if rule not in component["rules"]:
                yield f"{name}: a new rule, '{rule}'"
        yield from broken_parameters(f"{name}: ", component["parameters"], now["parameters"])


def broken_codes(old, new):
    for name, code in old.items():
        if new.get(name) != code:
            yield f"CC{code}: the code '{name}' is gone or has another number"


def broken_library(old, new):
    """What a plugin that was built for `old` would stumble over behind a door of the same generation."""
    if old["door"] != new["door"]:
        return
    if old["library"] != new["library"]:
        yield f"{old['library']}: the SDK's library is called {new['library']} now"
    for symbol in old["symbols"]:
        if symbol not in new["symbols"]:
            yield f"{symbol}: the SDK does not export it any more"
    for name, size in old["types"].items():
        if new["types"].get(name) != size:
            yield f"{name}: it had {size} bytes and has {new['types'].get(name, 'none')}"
    for name, size in old["virtual_tables"].items():
        if new["virtual_tables"].get(name) != size:
            yield f"{name}: other virtual functions than before"
    for point, version in old["points"].items():
        if new["points"].get(point) != version:
            yield f"{point}/{version}: the extension point is {point}/{new['points'].get(point, 'none')} now"


ADVICE_PIPELINES = """\
Pipelines that ran would stop, or mean something else. Put it back, or keep the old beside the new: renamed_from() and
deprecated(), see docs/explanation/stability.md. What has to break waits for the next minor version: raise
CRYOCOSM_VERSION, write a decision in docs/decisions, and promise anew with scripts/promise-interface."""
ADVICE_PLUGINS = """\
Plugins that are built already would crash or be refused. Put it back, or add a new interface beside the old one. What
has to break waits for the next minor version: raise CRYOCOSM_VERSION and, for layouts and symbols,
CRYOCOSM_DOOR_GENERATION, or the version of the extension point in question; write a decision in docs/decisions, and
promise anew with scripts/promise-interface."""


def broken(old, new):
    """Sentences: what of the promise `old` does not hold in `new`, and what to do. Empty when all of it does."""
    pipelines = [*broken_components(old["components"], new["components"]), *broken_codes(old["codes"], new["codes"])]
    plugins = list(broken_library(old, new))
    return (pipelines + [ADVICE_PIPELINES] if pipelines else []) + (plugins + [ADVICE_PLUGINS] if plugins else [])


def minor(version):
    return version.rsplit(".", 1)[0]


def refusal(promised, now):
    """Why `now` may not be promised in the place of `promised`; empty when it may."""
    if not promised["released"] or not broken(promised, now):
        return ""
    if minor(promised["version"]) == minor(now["version"]):
        return f"version {promised['version']} is released and promises otherwise; nothing was written"
    if any(broken_library(promised, now)):
        return f"the door is {now['door']} as in {promised['version']}; nothing was written"
    return ""
