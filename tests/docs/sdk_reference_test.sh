#!/usr/bin/env bash
# The SDK headers are explained, every type and function; a function that is not would be found.
# Usage: sdk_reference_test.sh SOURCE_FOLDER
set -euo pipefail
source=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/cryocosm reference XXXXXX")
trap 'rm -rf "$work"' EXIT

"$source/scripts/build-reference" "$work/html of all" > "$work/printed" || { echo "the headers have gaps"; exit 1; }
page=$(cat "$work/printed")
[ -s "$page" ] || { echo "no page at $page"; exit 1; }
grep -rqF "AcquisitionStage" "$work/html of all/html" || { echo "the reference does not know AcquisitionStage"; exit 1; }

cp -r "$source/sdk/include" "$work/headers"
sed -i 's|^}  // namespace cryocosm$|void unexplained(int value);\n&|' "$work/headers/cryocosm/units.hpp"
if "$source/scripts/build-reference" "$work/html with a gap" "$work/headers" > "$work/printed" 2>&1; then
  echo "a function without a word of explanation was not found"
  exit 1
fi
grep -q "unexplained(int value) (function) .* is not documented" "$work/printed" || { cat "$work/printed"; exit 1; }
