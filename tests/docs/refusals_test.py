# The page on refused plugins quotes what the program prints: every quoted reason appears for some bad plugin, and every
# reason that appears is quoted. The page on conformance has a heading, and the rule, of every check.
# Usage: refusals_test.py PROGRAM KIT ZOO_FOLDER SOURCE_FOLDER
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program, kit, zoo, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])


def printed_reasons(*arguments):
    """(code, reason) of everything that 'cryocosm plugins' does not take."""
    finished = subprocess.run([program, "plugins", *map(str, arguments)], capture_output=True, text=True, timeout=60)
    text = finished.stdout + finished.stderr
    return {(code, reason) for reason, code in re.findall(r"^  reason +(.*)\n  to fix .*\[(CC\d+)\]", text, re.M)}


def damaged_files(folder):
    """Files that are no plugin, each in its own way; offsets are those of ELF64's header."""
    whole = bytearray((zoo / "good.cosm").read_bytes())

    def write(name, data):
        (folder / name).write_bytes(bytes(data))

    write("libzoo.so", b"whatever")
    write("text.cosm", b"This is a text file that somebody called a plugin, long enough to hold a header.\n")
    write("cut.cosm", whole[: len(whole) // 2])
    other = whole[:]
    other[4] = 1  # 32 bits
    write("other_machine.cosm", other)
    nameless = whole[:]
    nameless[62:64] = nameless[60:62]  # index of the names' section = number of sections
    write("nameless.cosm", nameless)
    (folder / "folder.cosm").mkdir()


def everything_printed():
    found = set()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        damaged_files(folder)
        for file in [*folder.iterdir(), folder / "missing.cosm"]:
            found |= printed_reasons("--plugin", file, "--plugin-dir", zoo)
        found |= printed_reasons("--plugin-dir", folder / "nowhere")
    return found


def pattern_of(quoted):
    """What stands in angle brackets may be anything."""
    return re.compile("".join(re.escape(part) if i % 2 == 0 else ".+" for i, part in enumerate(re.split(r"(<[^>]*>)", quoted)))
                      .replace(re.escape("<"), "<") + "$")


def check_refusals():
    page = (source / "docs/how-to/why-was-my-plugin-refused.md").read_text()
    rows = re.findall(r"^\| `(.*?)` \| (CC\d+)", page, re.M)
    assert len(rows) > 25, rows
    printed = everything_printed()
    # this one needs a component of the program itself, which the command has none of; the loader's tests quote it
    never_printed = "component '<conflict.same>' belongs to the program itself"
    for quoted, code in rows:
        matches = [1 for c, reason in printed if c == code and pattern_of(quoted).match(reason)]
        assert matches or quoted == never_printed, f"nothing is refused with {code} {quoted}"
    for code, reason in printed:
        assert any(code == c and pattern_of(quoted).match(reason) for quoted, c in rows), f"not explained: {code} {reason}"
    refused = {file.name for file in zoo.glob("*.cosm")}
    assert len(refused) > 25, refused


def check_headings():
    page = (source / "docs/reference/conformance.md").read_text()
    sections = dict(re.findall(r"^## (.*)\n\n(.*(?:\n(?!#).*)*)", page, re.M))
    components = {".".join(name.split(".")[:2]) for name in
                  subprocess.run([kit, zoo / "good.cosm", "--list"], capture_output=True, text=True).stdout.split()}
    finished = subprocess.run([kit, zoo / "good.cosm", "--json", "--timeout=200"], capture_output=True, text=True, timeout=280)
    checks = json.loads(finished.stdout)["checks"]
    assert components and len(checks) > 50, finished.stderr
    explained = set()
    for check in checks:
        heading = check["heading"]
        assert heading in sections, f"no heading '{heading}'"
        assert "**Rule.** " + check["rule"] in sections[heading], f"'{heading}' does not give the rule '{check['rule']}'"
        for part in ("**Why.** ", "**A failure.** ", "**To mend it.** "):
            assert part in sections[heading], f"'{heading}' lacks {part}"
        explained.add(heading)
    extra = {heading for heading, text in sections.items() if "**Rule.**" in text} - explained
    assert not extra, f"explained, but no check: {extra}"


check_refusals()
check_headings()
print("what is quoted is printed, and what is printed is explained")
