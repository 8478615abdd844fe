# docs/how-to/wrap-an-external-program.md: its script, pipeline and commands are run in order, and every failure it shows is
# made and must have the message that it shows.
# Usage: wrap_an_external_program_test.py PROGRAM SOURCE_FOLDER
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import mrcfile
import numpy

program = pathlib.Path(sys.argv[1]).resolve()
page = (pathlib.Path(sys.argv[2]) / "docs/how-to/wrap-an-external-program.md").read_text()

# IMOD's newstack as far as the page uses it: means of 2 x 2 pixels
NEWSTACK = """#!/usr/bin/python3
import mrcfile, os, sys
assert sys.argv[1:4] == ["-bin", "2", "-input"] and sys.argv[5] == "-output", sys.argv
assert os.environ["IMOD_DIR"] == "/opt/IMOD" and "CRYOCOSM_SECRET" not in os.environ
with mrcfile.open(sys.argv[4]) as stack:
    n, y, x = stack.data.shape
    binned = stack.data.reshape(n, y // 2, 2, x // 2, 2).mean(axis=(2, 4), dtype="f4")
with mrcfile.new(sys.argv[6]) as result:
    result.set_data(binned)
    result.set_image_stack()
    result.voxel_size = 20
"""


def blocks(text, language):
    return re.findall(r"^```" + language + r"\n(.*?)^```$", text, re.S | re.M)


def section(title, level="##"):
    return re.search(rf"^{level} {title}\n(.*?)(?=^## |\Z)", page, re.S | re.M)[1]


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, **options)


def with_known_paths(text, home):
    """Folders that have another name each time get the names that the page gives them."""
    text = text.replace(str(home), "/home/me").replace(str(program.parent), "/opt/cryocosm/bin")
    return re.sub(r"\.cryocosm-partial-\d+/\.scratch/external-\w+", ".cryocosm-partial-4711/.scratch/external-Zk3v9Q", text)


def tomogram(folder):
    with mrcfile.open(folder / "tomogram.mrc") as file:
        return file.data.copy()


def check_failure(name, text, home, environment):
    [change], [expected] = blocks(text, "json"), blocks(text, "text")
    settings = [f"acquisition[2].params.{key}={json.dumps(value)}" for key, value in json.loads(change).items()]
    arguments = [word for setting in settings for word in ("--set", setting)]
    failed = run(program, "run", "my.json", "-o", "out", "--force", *arguments, cwd=home, env=environment)
    assert failed.returncode not in (0, 9), (name, failed)
    found = "\n".join(line for line in with_known_paths(failed.stderr, home).splitlines() if "a stage failed" not in line)
    assert found.endswith(expected.strip()), f"{name}: the page shows\n{expected}\nbut the program says\n{found}"


with tempfile.TemporaryDirectory() as temporary:
    home = pathlib.Path(temporary).resolve()
    environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "HOME": str(home), "CRYOCOSM_CACHE": "off",
                   "CRYOCOSM_SECRET": "1", "PYTHONDONTWRITEBYTECODE": "1"}

    def shell(script):
        finished = run("/bin/sh", "-ec", script, cwd=home, env=environment)
        assert finished.returncode == 0, (script, finished.stdout, finished.stderr)

    first = section("From a script to a stage")
    (home / "gain.py").write_text(blocks(first, "python")[0])
    pipeline = blocks(first, "json")[0]
    (home / "my.json").write_text(pipeline)
    shell(blocks(first, "sh")[0])
    stage = json.loads((home / "out/run.json").read_text())["acquisition"][2]
    assert stage["program"] == "/usr/bin/python3" and stage["version"].startswith("Python 3."), stage
    assert re.fullmatch(r"gain between 0\.\d\d and 1\.\d\d", stage["log"]), stage
    uninterrupted = tomogram(home / "out")

    imod = json.loads(blocks(section("From a command of IMOD to a stage"), "json")[0])
    binned = json.loads(pipeline)
    binned["acquisition"][2] = imod
    (home / "binned.json").write_text(json.dumps(binned))
    (home / "imod").mkdir()
    (home / "imod/newstack").write_text(NEWSTACK)
    (home / "imod/newstack").chmod(0o755)
    with_imod = {**environment, "PATH": f"{home}/imod:{environment['PATH']}", "IMOD_DIR": "/opt/IMOD"}
    finished = run(program, "run", "binned.json", "-o", "binned", cwd=home, env=with_imod)
    assert finished.returncode == 0, finished.stderr
    with mrcfile.open(home / "binned/tilt_series.mrc") as file:
        assert file.data.shape == (41, 30, 40) and file.voxel_size.x == 20

    failures = re.split(r"^### ", section("When it fails"), flags=re.M)[1:]
    for text in failures:
        check_failure(text.split("\n")[0], text, home, environment)
    assert len(failures) >= 12, len(failures)

    by_hand = section("By hand in the scratch folder")
    (home / "look.json").write_text(blocks(by_hand, "json")[0])
    shell("rm -rf out out.unfinished")
    shell(blocks(by_hand, "sh")[0])
    assert sorted(path.name for path in (home / "look").iterdir()) == ["angles.tlt", "input.mrc", "log.txt", "output.mrc", "version.txt"]
    assert not (home / "out").exists() and (home / "out.unfinished/tilt_series.mrc").exists()

    for commands, folder in zip(blocks(section("Going on after it"), "sh"), ("resumed", "by-hand")):
        shell(commands)
        assert numpy.array_equal(tomogram(home / folder), uninterrupted), f"{folder} gives another tomogram"
print(f"script, pipeline, IMOD, {len(failures)} failures, and both ways to go on")
