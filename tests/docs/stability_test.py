# docs/explanation/stability.md: its schema is built into a plugin, whose warnings are those of the page, and the
# broken promise that it shows is found with the same words.
# Usage: stability_test.py PROGRAM SOURCE_FOLDER SDK_LIBRARY COMPILER
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

program, source, library, compiler = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
sys.path.insert(0, str(source / "tests/contract"))
import interface  # noqa: E402

page = (source / "docs/explanation/stability.md").read_text()
blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.S | re.M)
broken_promise, warning = (text for language, text in blocks if not language)
schema, = (text for language, text in blocks if language == "cpp")

promise = json.loads((source / "docs/reference/interface.json").read_text())
lesser = copy.deepcopy(promise)
lesser["components"]["membranes.sphere"]["parameters"]["radius"]["minimum"] = 100
assert "\n".join(interface.broken(promise, lesser)) + "\n" == broken_promise, interface.broken(promise, lesser)

PLUGIN = """
#include "cryocosm/plugin.hpp"
using namespace cryocosm;
struct Params { double radius_A = 100; double edge_A = 50; };
struct Dot final : Structure {
  SphereSet shape{{{{}, 50, 1}}, 5};
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &shape;
    return unit;
  }
};
struct Cube final : StructureGenerator {
  explicit Cube(const Params&) {}
  std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<Dot>(); }
  static Schema<Params> schema() {
    Schema<Params> s("A cube.");
    s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
""" + schema + """
  }
};
CRYOCOSM_PLUGIN("org.example.shapes", "0.2.0", plugin) { plugin.add<Cube>("shapes.cube"); }
"""
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    (folder / "shapes.cpp").write_text(PLUGIN)
    subprocess.run([compiler, "-std=c++17", "-fPIC", "-shared", "-fvisibility=hidden", f"-I{source / 'sdk/include'}",
                    "shapes.cpp", "-o", "shapes.cosm", str(library), f"-Wl,-rpath,{library.parent}"], cwd=folder, check=True)

    def stderr_of(params):
        (folder / "my.json").write_text('{"cryocosm": 1, "volume": {"size": [20, 20, 10]},\n "export": [],\n'
                                        ' "structures": [\n  {"use": "shapes.cube", "count": 1, "params": {' + params + '}}]}\n')
        finished = subprocess.run([program, "check", "my.json", "--plugin", "shapes.cosm"], cwd=folder,
                                  capture_output=True, text=True, timeout=60)
        assert finished.returncode == 0, finished.stderr
        return finished.stderr

    said = stderr_of('"edge": 3')
    assert warning in said, said
    assert "structures[0].use: deprecated, it will not be there for ever\n  use shapes.ball\n" in said, said
    assert "structures[0].params.radius: 'size' is now called 'radius'\n" in stderr_of('"size": 3')
    for text in re.findall(r"\| `('size' is now .*?|deprecated, it .*?)`", page):
        assert text in stderr_of('"size": 3'), text
    described = subprocess.run([program, "describe", "shapes.cube", "--plugin", "shapes.cosm"], cwd=folder,
                               capture_output=True, text=True, check=True).stdout
    assert "Deprecated: use shapes.ball.\n" in described and "Outer radius. Since 0.2.\n" in described, described
