# Every error code of the SDK has a paragraph in docs/reference/errors.md and a test that names it, and no others do.
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
header = (root / "sdk/include/cryocosm/error.hpp").read_text()
codes = {int(number): name for name, number in re.findall(r"^  (\w+) = (\d{4}),", header, re.M)}
documented = {int(n) for n in re.findall(r"^- \*\*CC(\d{4})\*\*", (root / "docs/reference/errors.md").read_text(), re.M)}
tests = "".join(
    path.read_text(errors="replace")
    for pattern in ("tests/**/*_test.cpp", "plugins/**/*_test.cpp")
    for path in root.glob(pattern))
tested = {number for number, name in codes.items() if f"CC{number}" in tests or f"Code::{name}" in tests}

problems = [f"CC{n} ({codes[n]}) has no paragraph in docs/reference/errors.md" for n in sorted(codes.keys() - documented)]
problems += [f"CC{n} is explained but does not exist" for n in sorted(documented - codes.keys())]
problems += [f"CC{n} ({codes[n]}) is not named by any test" for n in sorted(codes.keys() - tested)]
print("\n".join(problems) or f"{len(codes)} codes, all explained and tested")
sys.exit(bool(problems))
