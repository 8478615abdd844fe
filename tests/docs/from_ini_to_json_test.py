# docs/how-to/from-ini-to-json.md prints what the program prints, and every example survives the way there and back.
# Usage: from_ini_to_json_test.py PROGRAM SOURCE_FOLDER
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program, source = sys.argv[1], pathlib.Path(sys.argv[2])


def convert(file):
    finished = subprocess.run([program, "convert", str(file)], capture_output=True, text=True, timeout=60)
    assert finished.returncode == 0 and finished.stderr == "", (file, finished.stderr)
    return finished.stdout


def number(value):
    return f"{value:g}" if isinstance(value, (int, float)) else value


def plain(value):
    """The same pipeline with one spelling for each thing: distributions as texts, short components long."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (law, numbers), = value.items()
        order = {"uniform": ("low", "high"), "normal": ("mean", "deviation"), "exponential": ("min", "mean")}.get(law)
        if order:
            pair = numbers if isinstance(numbers, list) else [numbers[key] for key in order]
            return f"{law}({', '.join(number(n) for n in pair)})"
    return {key: plain(item) for key, item in value.items() if key != "$schema"}


def pipeline(text):
    """Stages and exporters may stand as their name alone; in INI each is a section."""
    tree = plain(json.loads(text))
    for key in ("acquisition", "export"):
        if key in tree:
            tree[key] = [{"use": item} if isinstance(item, str) else item for item in tree[key]]
    return tree


page = (source / "docs/how-to/from-ini-to-json.md").read_text()
blocks = {language: re.findall(rf"^```{language}\n(.*?)^```$", page, re.S | re.M) for language in ("ini", "json")}
assert len(blocks["ini"]) == len(blocks["json"]) == 2
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    shutil.copytree(source / "examples", folder, dirs_exist_ok=True)
    for ini, expected in zip(blocks["ini"], blocks["json"]):
        (folder / "page.ini").write_text(ini)
        assert convert(folder / "page.ini") == expected, convert(folder / "page.ini")

    rows = re.findall(r"^\| `((?:uniform|normal|exponential)\(.*\))` \| `(\{.*\})` \|$", page, re.M)
    assert len(rows) == 3, rows
    for text, tree in rows:
        assert plain(json.loads(tree)) == text, (text, tree)

    names = sorted(file.stem for file in folder.glob("*.ini") if file.stem not in ("page", "real-templates"))
    assert len(names) >= 9, names
    for name in names:
        original = pipeline((folder / f"{name}.json").read_text())
        back = folder / "back.ini"
        back.write_text(convert(folder / f"{name}.json"))
        again = pipeline(convert(back))
        assert [entry.get("name") for entry in again["structures"]] == [
            entry.get("name", entry["use"].split(".")[1]) for entry in original["structures"]], name
        for tree in (original, again):
            for entry in tree["structures"]:
                entry.pop("name", None)
        assert again == original, (name, again, original)
        (folder / "there.json").write_text(convert(folder / f"{name}.ini"))
        (folder / "back.ini").write_text(convert(folder / "there.json"))
        assert pipeline(convert(folder / "back.ini")) == pipeline((folder / "there.json").read_text()), name
print(f"{len(blocks['ini'])} pairs of the page, {len(names)} examples in both forms")
