# What an editor sees: the JSON Schema is one, it accepts every example and refuses what the program refuses, and a
# pipeline is checked faster than anybody types.
# Usage: editor_test.py PROGRAM SOURCE_FOLDER GOOD_PLUGIN
import copy
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

import jsonschema

program, source, plugin = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
examples = sorted((source / "examples").glob("*.json"))
assert len(examples) >= 10, examples


def cryocosm(*arguments, **options):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60, **options)


def cpu_seconds(*arguments):
    """Of the fastest of several runs: what it takes when nothing else is going on."""
    best = float("inf")
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        finished = cryocosm(*arguments)
        assert finished.returncode == 0, finished.stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


schema = json.loads((source / "docs/reference/pipeline.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for example in examples:
    problems = [error.message for error in validator.iter_errors(json.loads(example.read_text()))]
    assert not problems, (example, problems)

sound = json.loads((source / "examples/quickstart.json").read_text())
sound.pop("$schema", None)


def changed(change):
    pipeline = copy.deepcopy(sound)
    change(pipeline)
    return pipeline


vesicle = next(i for i, entry in enumerate(sound["structures"]) if entry["use"] == "membranes.sphere")
wrong = {
    "a misspelt key of the pipeline": lambda p: p.update(strctures=p.pop("structures")),
    "a misspelt key of an entry": lambda p: p["structures"][vesicle].update(cuont=3),
    "a misspelt parameter": lambda p: p["structures"][vesicle].setdefault("params", {}).update(raduis=300),
    "a text for a number": lambda p: p["structures"][vesicle]["params"].update(radius="large"),
    "a list for a number": lambda p: p["structures"][vesicle]["params"].update(radius=[1, 2]),
    "a number out of range": lambda p: p["structures"][vesicle]["params"].update(radius=1),
    "a unit of another dimension": lambda p: p["structures"][vesicle]["params"].update(radius="3 kV"),
    "a distribution that does not exist": lambda p: p["structures"][vesicle]["params"].update(radius={"even": [1, 2]}),
    "an unknown component": lambda p: p["structures"][vesicle].update(use="membranes.cube"),
    "a component of another point": lambda p: p["structures"][vesicle].update(use="tem.noise"),
    "a structure among the stages": lambda p: p["acquisition"].append({"use": "membranes.sphere"}),
    "a stage among the exporters": lambda p: p.update(export=["tem.noise"]),
    "a missing volume": lambda p: p.pop("volume"),
    "a volume with two sides": lambda p: p["volume"].update(size=[10, 10]),
    "neither count nor occupancy": lambda p: [p["structures"][vesicle].pop(k, None) for k in ("count", "occupancy")],
    "half a structure": lambda p: p["structures"][vesicle].update(count=1.5),
    "another version of the format": lambda p: p.update(cryocosm=2),
    "a word that is no choice": lambda p: p.update(placement={"order": "smallest_first"}),
}
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    (folder / "models").symlink_to(source / "examples/models")

    def is_read(pipeline):
        file = folder / "pipeline.json"
        file.write_text(json.dumps(pipeline))
        return cryocosm("check", file).returncode == 0

    assert is_read(sound)
    for what, change in wrong.items():
        pipeline = changed(change)
        assert not validator.is_valid(pipeline), f"the schema accepts {what}"
        assert not is_read(pipeline), f"the program accepts {what}"

    # a schema is that of the plugins that are found, so those of others are completed too
    (folder / "plugins").mkdir()
    (folder / "plugins" / plugin.name).symlink_to(plugin)
    where = {"CRYOCOSM_PLUGIN_PATH": str(folder / "plugins") + ":"}
    theirs = {c["id"] for c in json.loads(cryocosm("list", "--json", env={**os.environ, **where}).stdout)["components"]}
    ours = {c["id"] for c in json.loads(cryocosm("list", "--json").stdout)["components"]}
    assert theirs - ours and ours < theirs, theirs - ours
    definitions = json.loads(cryocosm("schema", env={**os.environ, **where}).stdout)["$defs"]
    for name in theirs:
        assert f"params_{name}" in definitions, name
    assert not any(f"params_{name}" in json.loads(cryocosm("schema").stdout)["$defs"] for name in theirs - ours)

    starter = folder / "starter.json"
    starter.write_text(cryocosm("init").stdout)
    largest = max((e for e in examples if e.name != "real-templates.json"), key=lambda e: e.stat().st_size)
    for pipeline in (largest, starter):
        seconds = cpu_seconds("check", pipeline)
        print(f"cryocosm check {pipeline.name}: {1000 * seconds:.0f} ms")
        assert seconds < 0.2, (pipeline, seconds)
print(f"{len(examples)} examples accepted, {len(wrong)} mistakes refused")

# the page's settings are JSON, its pipeline is accepted, and its pattern reads what the program prints
page = (source / "docs/how-to/edit-in-vs-code.md").read_text()
blocks = [json.loads(block) for block in re.findall(r"^ *```json\n(.*?)^ *```$", page, re.S | re.M)]
pipeline, settings, tasks = blocks
assert validator.is_valid(pipeline), pipeline
assert set(settings) == {"json.schemas"}
pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
with tempfile.TemporaryDirectory() as temporary:
    file = pathlib.Path(temporary) / "page.json"
    file.write_text(json.dumps(pipeline))
    assert cryocosm("check", file).returncode == 0
    pipeline["structures"][0]["params"]["raduis"] = 3
    file.write_text(json.dumps(pipeline))
    said = cryocosm(*(word.replace("${file}", str(file)) for word in tasks["tasks"][0]["args"])).stderr
    found = re.search(pattern["regexp"], said, re.M)
    assert found, said
    parts = {name: found[group] for name, group in pattern.items() if name != "regexp"}
    assert parts["file"] == str(file) and parts["line"] == "1" and int(parts["column"]) > 1, parts
    assert (parts["severity"], parts["code"]) == ("error", "CC2001"), parts
    assert parts["message"].startswith("structures[0].params.raduis: unknown parameter of membranes.sphere"), parts
