# The pipeline of README.md runs, from the root of the project.
# Usage: readme_test.py PROGRAM SOURCE_FOLDER
import pathlib
import re
import subprocess
import sys
import tempfile


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    blocks = re.findall(r"^```json\n(.*?)^```", (source / "README.md").read_text(), re.M | re.S)
    assert len(blocks) == 1, f"README.md has {len(blocks)} pipelines, not one"
    with tempfile.TemporaryDirectory(prefix="cryocosm readme ") as name:
        folder = pathlib.Path(name)
        (folder / "examples").symlink_to(source / "examples")
        (folder / "my.json").write_text(blocks[0])
        subprocess.run([program, "run", "my.json", "-o", "my-run"], cwd=folder, check=True, capture_output=True)
        for file in ("tomogram.mrc", "labels.mrc", "particles.csv", "preview.png"):
            assert (folder / "my-run" / file).stat().st_size > 0, f"the run left no {file}"


if __name__ == "__main__":
    main()
