# Every relative link and picture of every Markdown page leads to something that is there, anchors too.
# Usage: links_test.py SOURCE_FOLDER
import pathlib
import re
import sys
import tempfile


def without_code(text):
    text = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", "code", text)


def anchors(text):
    """As GitHub makes them: lower case, blanks to hyphens, nothing but letters, digits, - and _."""
    found = set()
    for title in re.findall(r"^#+ (.*)$", re.sub(r"^( *)```.*?^\1```", "", text, flags=re.S | re.M), re.M):
        found.add(re.sub(r"[^\w\- ]", "", title.lower().replace("`", "")).replace(" ", "-"))
    return found


def dead_links(root, pages):
    for page in pages:
        for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text())):
            if re.match(r"[a-z]+:", target):
                continue  # the web's links are not ours to keep
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                yield f"{page.relative_to(root)}: there is nothing at {target}"
            elif not file.is_relative_to(root):
                yield f"{page.relative_to(root)}: {target} leads out of the project"
            elif anchor and file.suffix == ".md" and anchor not in anchors(file.read_text()):
                yield f"{page.relative_to(root)}: {path or 'the page'} has no section #{anchor}"


def pages_of(root):
    # pages of the plugin template are filled in by new-plugin, and tested there
    return [page for page in sorted(root.rglob("*.md"))
            if not any(part.startswith((".", "build", "out")) for part in page.relative_to(root).parts)
            and "template" not in page.relative_to(root).parts]


root = pathlib.Path(sys.argv[1]).resolve()
pages = pages_of(root)
assert len(pages) > 80, len(pages)
with tempfile.TemporaryDirectory() as temporary:  # it finds what is dead
    folder = pathlib.Path(temporary).resolve()
    (folder / "a.md").write_text("# One two\n[x](b.md) [y](#one-two) [z](c.md) [w](#three) `[v](d.md)` [u](../../etc)\n")
    (folder / "b.md").write_text("# B\n")
    found = list(dead_links(folder, [folder / "a.md"]))
    assert len(found) == 3 and "c.md" in found[0] and "#three" in found[1] and "../../etc" in found[2], found

# whoever begins at the README gets to every page that a person wrote
reached, ahead = set(), [root / "README.md"]
while ahead:
    page = ahead.pop()
    if page in reached or page.suffix != ".md" or not page.is_file():
        continue
    reached.add(page)
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", without_code(page.read_text())):
        file = (page.parent / target).resolve()
        ahead += sorted(file.glob("*.md")) if file.is_dir() else [file]
lost = [str(page.relative_to(root)) for page in pages if page.is_relative_to(root / "docs") and page not in reached]
problems = list(dead_links(root, pages)) + [f"{page}: no page leads here from README.md" for page in lost]
print("\n".join(problems) or f"{len(pages)} pages, every link leads somewhere")
sys.exit(bool(problems))
