#!/usr/bin/env bash
# Tests the stages, then runs their examples: what a build server should do with every change.
# Usage: ci.sh [BUILD_FOLDER]. Set CMAKE_PREFIX_PATH if cryocosm is not installed in a standard place.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/build}

cmake -S "$here" -B "$build" -G Ninja
ctest --test-dir "$build" --output-on-failure
for example in external-noise external-projection; do
  cryocosm run "$here/examples/$example.json" -o "$build/$example" --force
done
