#!/usr/bin/env bash
# Builds and tests the plugin, then runs its example: what a build server should do with every change.
# Usage: ci.sh [BUILD_FOLDER]. Set CMAKE_PREFIX_PATH if cryocosm is not installed in a standard place.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/build}

cmake -S "$here" -B "$build" -G Ninja
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure
for pipeline in "$here"/examples/*.json; do
  cryocosm run "$pipeline" --plugin-dir "$build/lib/cryocosm/plugins" \
    -o "$build/example/$(basename "$pipeline" .json)" --force
done
