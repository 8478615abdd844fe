# Every C++ snippet of a tutorial stands in the plugin that the tutorial explains, but for white space.
# Usage: snippets_test.py TUTORIAL PLUGIN_FOLDER
import pathlib
import re
import sys


def squeezed(text):
    return re.sub(r"\s+", "", text)


def main():
    page, plugin = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    sources = {file.name: squeezed(file.read_text()) for suffix in ("cpp", "hpp", "json")
               for file in plugin.rglob(f"*.{suffix}")}
    snippets = re.findall(r"^```(?:cpp|json)\n(.*?)^```", page.read_text(), re.M | re.S)
    assert len(snippets) >= 5, f"{page.name} has {len(snippets)} snippets"
    for snippet in snippets:
        assert any(squeezed(snippet) in source for source in sources.values()), \
            f"{page.name}: no file of {plugin.name} has\n{snippet}"
    print(f"{len(snippets)} snippets of {page.name} stand in {plugin.name}")


if __name__ == "__main__":
    main()
