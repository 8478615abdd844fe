#!/usr/bin/env bash
# Installs a build, scaffolds a plugin for each extension point with the installed program, builds them
# outside the tree against the installation, and runs their unit tests, conformance tests and examples.
# Usage: out_of_tree.sh BUILD_FOLDER [CMAKE_ARGUMENT...]
# Every path has a space in it, and the installation is moved before it is used.
set -euo pipefail
build=$1
shift
cmake_arguments=("$@")
tutorial=$(cd "$(dirname "$0")/../.." && pwd)/docs/tutorials/first-plugin.md
points=(structure transform rasterizer acquisition exporter)
declare -A plugin=([structure]=dense_granules [transform]=flat_layers [rasterizer]=hollow_shells
                   [acquisition]=ice_attenuation [exporter]=text_lists)
# the tutorial needs the structure as it comes; the others are renamed
declare -A component=([transform]=flat_sheet [rasterizer]=bubble_wall [acquisition]=fading [exporter]=text_table)

work=$(mktemp -d "${TMPDIR:-/tmp}/cryocosm sdk XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
# nothing of the user's may help
unset CRYOCOSM_PLUGIN_PATH LD_LIBRARY_PATH
export HOME="$work/home" XDG_DATA_HOME="$work/home/share" CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
step() { echo "== $*"; }
# block LANGUAGE: what stands between ```LANGUAGE and ``` in the tutorial
block() { awk -v start="\`\`\`$1" '$0 == start { on = 1; next } $0 == "```" { on = 0 } on' "$tutorial"; }

step "install, then move the installation"
cmake --install "$build" --prefix "$work/first place" > install.log || { cat install.log; fail "cmake --install"; }
mv "first place" "the prefix"
prefix="$work/the prefix"
cryocosm="$prefix/bin/cryocosm"
for file in bin/cryocosm bin/cryocosm-conformance lib/libcryocosm_sdk.so include/cryocosm/plugin.hpp \
            lib/cmake/cryocosm/cryocosmConfig.cmake share/cryocosm/template/common/CMakeLists.txt; do
  [ -e "$prefix/$file" ] || fail "$file is not installed"
done
while IFS= read -r -d '' file; do
  readelf -d "$file" 2> /dev/null | grep -qF "$build" && fail "$file refers to the build folder"
done < <(find "$prefix" -type f -print0)
"$cryocosm" version
grep -q "$prefix/lib/cryocosm/plugins" <<< "$("$cryocosm" plugins)" || fail "the program does not find its plugins"

step "scaffold"
for point in "${points[@]}"; do
  renamed=()
  [ -z "${component[$point]:-}" ] || renamed=(--component "${component[$point]}")
  "$cryocosm" new-plugin "${plugin[$point]}" --point "$point" "${renamed[@]}" > "$point.log" \
    || fail "new-plugin --point $point"
done
"$cryocosm" new-plugin dense_granules --point structure 2> again.log && fail "an existing folder was accepted"
grep -q "exists already" again.log || fail "no reason given for refusing an existing folder: $(cat again.log)"

step "build all five in one go"
mkdir all
{
  echo "cmake_minimum_required(VERSION 3.20)"
  echo "project(scaffolded LANGUAGES CXX)"
  echo "enable_testing()"
  for point in "${points[@]}"; do echo "add_subdirectory(\"$work/${plugin[$point]}\" ${plugin[$point]})"; done
} > all/CMakeLists.txt
cmake -S all -B built "${cmake_arguments[@]}" -DCMAKE_PREFIX_PATH="$prefix" > configure.log 2>&1 \
  || { cat configure.log; fail "configure"; }
cmake --build built --parallel 2 > build.log 2>&1 || { cat build.log; fail "build"; }

step "unit and conformance tests"
ctest --test-dir built --parallel 2 --output-on-failure --no-tests=error > ctest.log || { cat ctest.log; fail "ctest"; }
grep -q "Skipped" ctest.log && { grep "Skipped" ctest.log; fail "a scaffolded plugin skips a check"; }
for point in "${points[@]}"; do
  [ "$(grep -c "Passed.*" <(grep " ${plugin[$point]}\.conformance\." ctest.log))" -ge 10 ] \
    || fail "${plugin[$point]} ran fewer than ten conformance checks"
  grep " ${plugin[$point]}\." ctest.log | grep -v conformance | grep -q Passed || fail "${plugin[$point]} ran no unit test"
done
tail -n 4 ctest.log

step "examples"
for point in "${points[@]}"; do
  "$cryocosm" run "${plugin[$point]}/examples/minimal.json" --plugin-dir built/lib/cryocosm/plugins -o "out $point" \
    > "run $point.log" || fail "the example of ${plugin[$point]}"
  [ -s "out $point/run.json" ] || fail "the example of ${plugin[$point]} left no run.json"
done
[ "$(wc -l < "out structure/particles.csv")" -eq 11 ] || fail "not ten granules"
awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "z_A") z = i; next }
         { if ($z < 270 || $z > 320) exit 1; ++n } END { exit !(n > 0) }' "out transform/particles.csv" \
  || fail "vesicles outside the layer"
[ -s "out rasterizer/density.mrc" ] || fail "no density with shells"
[ -s "out acquisition/tilt_series.mrc" ] || fail "no tilt series with attenuation"
[ "$(grep -c '^vesicle ' "out exporter/particles.txt")" -eq 3 ] || fail "not three particles in the list"

step "the tutorial: change the plugin, build it by its own script, make a tomogram"
cp -r dense_granules "on its own"
block diff | patch -d "on its own" -p1 > patch.log || { cat patch.log; fail "the tutorial's change does not apply"; }
sed -n 's/^-DCMAKE_CXX_FLAGS=//p' <(printf '%s\n' "${cmake_arguments[@]}") > flags
PATH="$prefix/bin:$PATH" CMAKE_PREFIX_PATH="$prefix" CXXFLAGS="$(cat flags)" bash "on its own/ci.sh" > ci.log 2>&1 \
  || { cat ci.log; fail "ci.sh"; }
[ -s "on its own/build/example/particles.csv" ] || fail "ci.sh did not run the example"
block json > tomogram.json
"$cryocosm" run tomogram.json --plugin-dir "on its own/build/lib/cryocosm/plugins" -o tomogram > tomogram.log \
  || fail "the tutorial's pipeline"
for file in tomogram.mrc labels.mrc particles.csv preview.png; do
  [ -s "tomogram/$file" ] || fail "the tutorial's run left no $file"
done

step "each plugin by its own script, as its build server does"
for point in transform rasterizer acquisition exporter; do
  name=${plugin[$point]}
  PATH="$prefix/bin:$PATH" CMAKE_PREFIX_PATH="$prefix" CXXFLAGS="$(cat flags)" bash "$name/ci.sh" > ci.log 2>&1 \
    || { cat ci.log; fail "ci.sh of $name"; }
  [ -s "$name/build/example/run.json" ] || fail "ci.sh of $name did not run its example"
  grep -q "bash ci.sh" "$name/.github/workflows/ci.yml" || fail "$name has no workflow that runs ci.sh"
done

step "the workflow stops where it has not been filled in"
# its first script, as the server would run it
awk '/run: \|/ { on = 1; next } on && /^ *- / { exit } on' dense_granules/.github/workflows/ci.yml > missing.sh
[ -s missing.sh ] || fail "the workflow does not begin with its check"
for variable in CRYOCOSM_REPOSITORY CRYOCOSM_REF; do
  (export CRYOCOSM_REPOSITORY=somewhere CRYOCOSM_REF=v1 "$variable="; bash missing.sh) 2> missing.log \
    && fail "the workflow goes on without $variable"
  grep -q "set $variable in .github/workflows/ci.yml" missing.log || { cat missing.log; fail "no word about $variable"; }
done
(export CRYOCOSM_REPOSITORY=somewhere CRYOCOSM_REF=v1; bash missing.sh) || fail "the workflow stops though it is filled in"

step "install the plugins beside the program's own"
cmake --install built --prefix "$prefix" > /dev/null
for point in "${points[@]}"; do
  grep -q "^${plugin[$point]}\." <<< "$("$cryocosm" list)" || fail "${plugin[$point]} is installed but not listed"
  "$cryocosm" check-plugin "$prefix/lib/cryocosm/plugins/${plugin[$point]}.cosm" --list > /dev/null || fail "check-plugin"
done

step "versions"
mkdir version
for wanted in 0.0 0.2 1.0; do
  printf 'cmake_minimum_required(VERSION 3.20)\nproject(v LANGUAGES NONE)\nfind_package(cryocosm %s REQUIRED)\n' \
    "$wanted" > version/CMakeLists.txt
  cmake -S version -B "version/$wanted" -DCMAKE_PREFIX_PATH="$prefix" > version.log 2>&1 \
    && fail "find_package(cryocosm $wanted) was accepted"
  tr -s '\n ' ' ' < version.log | grep -q "compatible with requested version \"$wanted\"" \
    || { cat version.log; fail "no reason given for refusing version $wanted"; }
done
step "wrong uses of cryocosm_add_plugin()"
mkdir refused
# expect_refused SENTENCE ARGUMENTS...: configuring with these arguments must fail and say the sentence
expect_refused() {
  local sentence=$1
  shift
  { echo "cmake_minimum_required(VERSION 3.20)"
    echo "project(refused LANGUAGES CXX)"
    echo "find_package(cryocosm 0.1 REQUIRED)"
    echo "cryocosm_add_plugin(refused $*)"; } > refused/CMakeLists.txt
  cmake -S refused -B refused/build "${cmake_arguments[@]}" -DCMAKE_PREFIX_PATH="$prefix" > refused.log 2>&1 \
    && fail "accepted: $*"
  grep -qF -- "$sentence" <<< "$(tr -s '\n ' ' ' < refused.log)" || { cat refused.log; fail "no reason given for refusing $*"; }
}
good="ID org.example.refused VERSION 1.0.0"
expect_refused "SOURCES is empty; list the plugin's .cpp files." "$good"
expect_refused "ID 'Refused' is not of the form org.example.name" ID Refused VERSION 1.0.0 SOURCES a.cpp
expect_refused "VERSION '1.0' is not of the form 1.2.3." ID org.example.refused VERSION 1.0 SOURCES a.cpp
expect_refused "unknown argument 'PAGES;docs'" "PAGES docs $good SOURCES a.cpp"
expect_refused "-march=native makes a plugin that crashes on other machines" "$good SOURCES a.cpp LINK -march=native"
expect_refused "EXAMPLE is for the conformance kit; add CONFORMANCE." "$good SOURCES a.cpp EXAMPLE a.json"
expect_refused "DOCS is for the conformance kit; add CONFORMANCE." "$good SOURCES a.cpp DOCS docs"
expect_refused "a.json' does not exist." "$good SOURCES a.cpp CONFORMANCE EXAMPLE a.json"
expect_refused "DOCS '$work/refused/pages' does not exist." "$good SOURCES a.cpp CONFORMANCE DOCS pages"
echo "all of it works"
