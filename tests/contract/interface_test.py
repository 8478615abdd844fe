# The program keeps what docs/reference/interface.json promises, and every kind of broken promise would be found.
# Usage: interface_test.py PROGRAM SDK_LIBRARY SIZES_PROGRAM SOURCE_FOLDER NM
import copy
import json
import pathlib
import re
import sys

import interface

program, library, sizes, source, nm = sys.argv[1:]
root = pathlib.Path(source)
promised = json.loads((root / "docs/reference/interface.json").read_text())
now = interface.present(program, library, sizes, root / "sdk/include/cryocosm", nm)


def planted(change, promise=promised):
    """The sentences about a program that keeps the promise but for one change."""
    changed = copy.deepcopy(promise)
    change(changed)
    return interface.broken(promise, changed)


def field(of, name, *keys):
    found = of["components"][name]
    for key in keys:
        found = found["parameters"][key]
    return found


SAMPLE = {
    "version": "0.1.0", "door": "1", "library": "libcryocosm_sdk.so.1", "points": {"structure": "1"}, "codes": {"syntax": 2000},
    "types": {"Vec3": 24}, "virtual_tables": {"cryocosm::Shape": 48}, "symbols": ["cryocosm::code_name(int)"],
    "components": {"a.ball": {
        "point": "structure", "transform": "a.place", "rasterizer": "a.draw", "by_default": False, "rules": ["One."],
        "parameters": {
            "radius": {"type": "number", "dimension": "length", "unit": "A", "minimum": 5, "maximum": None,
                       "required": False, "optional": False, "default": 40, "renamed_from": "size"},
            "wall": {"type": "text", "choices": ["single", "double"], "required": False, "optional": False,
                     "default": "single"},
            "note": {"type": "text", "required": False, "optional": True},
            "skin": {"type": "group", "required": False, "optional": False, "parameters": {
                "depth": {"type": "number", "dimension": "length", "unit": "A", "minimum": 0, "maximum": 9,
                          "required": True, "optional": False}}},
        }}}}
new_field = {"type": "boolean", "required": False, "optional": False, "default": False}


def rename(changed):
    parameters = changed["components"]["a.ball"]["parameters"]
    parameters["barrier"] = {**parameters.pop("wall"), "renamed_from": "wall"}


allowed = {
    "nothing": lambda c: None,
    "a new component": lambda c: c["components"].update({"a.cube": c["components"]["a.ball"]}),
    "a new parameter": lambda c: c["components"]["a.ball"]["parameters"].update(new=dict(new_field)),
    "a wider range": lambda c: field(c, "a.ball", "radius").update(minimum=1),
    "another choice": lambda c: field(c, "a.ball", "wall")["choices"].append("none"),
    "a new name": rename,
    "a deprecation": lambda c: field(c, "a.ball", "wall").update(deprecated="use 'skin'"),
    "required no more": lambda c: field(c, "a.ball", "skin", "depth").update(required=False, default=3),
    "a new symbol": lambda c: c["symbols"].append("cryocosm::more()"),
    "a new code": lambda c: c["codes"].update(more=2999),
    "another layout behind a new door": lambda c: (c.update(door="2"), c["types"].update(Vec3=32)),
}
refused = {
    "a.ball: the component is gone": lambda c: c["components"].clear(),
    "a.ball: its transform was 'a.place' and is 'a.lay'": lambda c: c["components"]["a.ball"].update(transform="a.lay"),
    "a.ball: a new rule, 'Two.'": lambda c: c["components"]["a.ball"]["rules"].append("Two."),
    "a.ball: wall: it is gone": lambda c: c["components"]["a.ball"]["parameters"].pop("wall"),
    "a.ball: radius: the type was 'number' and is 'integer'": lambda c: field(c, "a.ball", "radius").update(type="integer"),
    "a.ball: radius: the unit was 'A' and is 'mm'": lambda c: field(c, "a.ball", "radius").update(unit="mm"),
    "a.ball: radius: the range was 5 to any and is narrower, 10 to any":
        lambda c: field(c, "a.ball", "radius").update(minimum=10),
    "a.ball: radius: the range was 5 to any and is narrower, 5 to 100":
        lambda c: field(c, "a.ball", "radius").update(maximum=100),
    "a.ball: radius: the default was 40 and is 41": lambda c: field(c, "a.ball", "radius").update(default=41),
    "a.ball: radius: its old name 'size' is not read any more":
        lambda c: field(c, "a.ball", "radius").pop("renamed_from"),
    "a.ball: wall: the choice 'double' is gone": lambda c: field(c, "a.ball", "wall")["choices"].remove("double"),
    "a.ball: note: any text was allowed, now only x, y": lambda c: field(c, "a.ball", "note").update(choices=["x", "y"]),
    "a.ball: note: it could be left out and is required now": lambda c: field(c, "a.ball", "note").update(required=True),
    "a.ball: skin.depth: the range was 0 to 9 and is narrower, 0 to 8":
        lambda c: field(c, "a.ball", "skin", "depth").update(maximum=8),
    "a.ball: new: it is new and required":
        lambda c: c["components"]["a.ball"]["parameters"].update(new={**new_field, "required": True}),
    "CC2000: the code 'syntax' is gone or has another number": lambda c: c["codes"].clear(),
    "cryocosm::code_name(int): the SDK does not export it any more": lambda c: c["symbols"].clear(),
    "libcryocosm_sdk.so.1: the SDK's library is called libcryocosm_sdk.so.3 now": lambda c: c.update(library="libcryocosm_sdk.so.3"),
    "Vec3: it had 24 bytes and has 32": lambda c: c["types"].update(Vec3=32),
    "cryocosm::Shape: other virtual functions than before": lambda c: c["virtual_tables"].update({"cryocosm::Shape": 56}),
    "structure/1: the extension point is structure/2 now": lambda c: c["points"].update(structure="2"),
}
for what, change in allowed.items():
    assert planted(change, SAMPLE) == [], (what, planted(change, SAMPLE))
for sentence, change in refused.items():
    found = planted(change, SAMPLE)
    assert found[:-1] == [sentence] and found[-1] in (interface.ADVICE_PIPELINES, interface.ADVICE_PLUGINS), (sentence, found)

# what is released is not overwritten by less, but by another version with another door
def successor(**changes):
    return {**copy.deepcopy(SAMPLE), **changes}


draft, released = {"released": False, **SAMPLE}, {"released": True, **SAMPLE}
same = "version 0.1.0 is released and promises otherwise; nothing was written"
assert interface.refusal(draft, successor(components={}, symbols=[])) == ""
assert interface.refusal(released, successor(codes={"syntax": 2000, "more": 2001})) == ""
assert interface.refusal(released, successor(components={})) == same
assert interface.refusal(released, successor(version="0.1.1", components={})) == same
assert interface.refusal(released, successor(version="0.2.0", components={})) == ""
assert interface.refusal(released, successor(version="0.2.0", symbols=[])) == "the door is 1 as in 0.1.0; nothing was written"
assert interface.refusal(released, successor(version="0.2.0", symbols=[], door="2")) == ""

# and in the promise itself, so that it can not be empty
assert len(now["components"]) > 30 and len(now["symbols"]) > 100 and len(now["points"]) == 5, now.keys()
for name in promised["components"]:
    assert planted(lambda c, name=name: c["components"].pop(name))[0] == f"{name}: the component is gone"
for kind in ("symbols", "types", "virtual_tables", "codes"):
    assert len(planted(lambda c, kind=kind: c[kind].clear())) == len(promised[kind]) + 1, kind

# the library is named after the door, and the page about tags names it
assert now["library"] == f"libcryocosm_sdk.so.{now['door']}", now["library"]
assert f"| 1 door | `{now['door']}` |" in (root / "docs/how-to/fix-abi-mismatch.md").read_text(), now["door"]

# every type that the headers define and plugins can see is measured
defined = set()
for header in (root / "sdk/include/cryocosm").glob("*.hpp"):
    text = header.read_text()
    if header.name != "testing.hpp":  # that one lives in the tests of a plugin, which are built with it
        defined |= set(re.findall(r"^ *(?:struct|class) (?:CRYOCOSM_API )?(\w+)(?:<.*>)?(?: final)?(?: :[^{;]*)? \{", text, re.M))
measured = {re.sub(r"<.*>", "", name).split("::")[-1] for name in now["types"]}
missing = defined - measured - {"Schema", "Factory", "NoParams"}  # made anew in each plugin; nothing of them crosses
assert not missing, f"tests/contract/sdk_sizes.cpp does not print {sorted(missing)}"

problems = interface.broken(promised, now)
if promised["released"] and interface.minor(promised["version"]) != interface.minor(now["version"]):
    problems.append(f"version {now['version']} has promised nothing yet: run scripts/promise-interface and commit")
print("\n".join(problems) or f"{len(now['components'])} components, {len(now['symbols'])} symbols, {len(now['types'])} types, as promised")
sys.exit(bool(problems))
