#!/usr/bin/env bash
# Installs a build, builds the plugins of examples/plugins against the installation, outside the tree and all in one
# configure, and runs their unit tests, conformance tests and example pipelines. A second program, where a plugin brings
# one, checks what each pipeline left.
# Usage: example_plugins.sh BUILD_FOLDER [CMAKE_ARGUMENT...]
# The compiler may be another than the installation's. Every path has a space in it, and the installation is moved before
# it is used.
set -euo pipefail
build=$(cd "$1" && pwd)
shift
cmake_arguments=("$@")
examples=$(cd "$(dirname "$0")/../.." && pwd)/examples/plugins

work=$(mktemp -d "${TMPDIR:-/tmp}/cryocosm examples XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
# nothing of the user's may help
unset CRYOCOSM_PLUGIN_PATH LD_LIBRARY_PATH CMAKE_PREFIX_PATH
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}"
export HOME="$work/home" XDG_DATA_HOME="$work/home/share" PYTHONDONTWRITEBYTECODE=1
# this folder has another name each time
export CCACHE_BASEDIR="$work" CCACHE_NOHASHDIR=1

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
step() { echo "== $* ($SECONDS s)"; }

compiler=c++
for argument in "${cmake_arguments[@]}"; do
  case $argument in -DCMAKE_CXX_COMPILER=*) compiler=${argument#*=} ;; esac
done
command -v "$compiler" > /dev/null || fail "there is no $compiler: run scripts/install-dependencies"
"$compiler" --version | head -n 1

step "install, then move the installation"
cmake --install "$build" --prefix "$work/first place" > install.log || { cat install.log; fail "cmake --install"; }
mv "first place" "the prefix"
prefix="$work/the prefix"
cryocosm="$prefix/bin/cryocosm"

step "copy the plugins"
plugins=()
for file in "$examples"/*/CMakeLists.txt; do plugins+=("$(basename "$(dirname "$file")")"); done
[ ${#plugins[@]} -ge 3 ] || fail "there are only ${#plugins[@]} plugins in $examples"
mkdir plugins
for plugin in "${plugins[@]}"; do
  cp -r "$examples/$plugin" plugins/
  rm -rf plugins/"$plugin"/build*
  for file in README.md ci.sh .gitignore; do
    [ -e "plugins/$plugin/$file" ] || fail "$plugin has no $file"
  done
  [ -x "plugins/$plugin/ci.sh" ] || fail "the ci.sh of $plugin is not executable"
  compgen -G "plugins/$plugin/docs/*.md" > /dev/null || fail "$plugin has no page in docs"
done

step "build ${plugins[*]}"
mkdir all
{
  echo "cmake_minimum_required(VERSION 3.20)"
  echo "project(example_plugins LANGUAGES CXX)"
  echo "enable_testing()"
  for plugin in "${plugins[@]}"; do echo "add_subdirectory(\"$work/plugins/$plugin\" $plugin)"; done
} > all/CMakeLists.txt
cmake -S all -B built "${cmake_arguments[@]}" -DCMAKE_PREFIX_PATH="$prefix" > configure.log 2>&1 \
  || { cat configure.log; fail "configure"; }
cmake --build built --parallel 2 > build.log 2>&1 || { tail -n 60 build.log; fail "build"; }
grep -q "warning:" build.log && { grep -A 5 "warning:" build.log; fail "a plugin builds with warnings"; }

step "unit and conformance tests"
ctest --test-dir built --parallel 2 --output-on-failure --no-tests=error > ctest.log || { tail -n 100 ctest.log; fail "ctest"; }
grep -E "\*\*\*(Skipped|Not Run)|\(Disabled\)" ctest.log && fail "a test was not run"
for plugin in "${plugins[@]}"; do
  name=${plugin//-/_}
  units=$(grep " $name\." ctest.log | grep -v "\.conformance\." | grep -c " Passed" || true)
  checks=$(grep " $name\.conformance\." ctest.log | grep -c " Passed" || true)
  [ "$units" -ge 1 ] || fail "$plugin ran no unit test"
  [ "$checks" -ge 10 ] || [ ! -e "plugins/$plugin/plugin.cpp" ] || fail "$plugin ran $checks conformance checks, fewer than ten"
  echo "$plugin: $units unit tests, $checks conformance checks"
done

step "example pipelines"
for plugin in "${plugins[@]}"; do
  pipelines=(plugins/"$plugin"/examples/*.json)
  [ -e "${pipelines[0]}" ] || fail "$plugin has no example pipeline"
  # a second compiler's plugin need only show that it works in this program
  case $compiler in *clang*) pipelines=("${pipelines[0]}") ;; esac
  for pipeline in "${pipelines[@]}"; do
    example="$plugin/$(basename "$pipeline" .json)"
    started=$SECONDS
    out="$work/out $plugin $(basename "$pipeline" .json)"
    "$cryocosm" run "$pipeline" --plugin-dir built/lib/cryocosm/plugins -o "$out" > run.log 2>&1 \
      || { cat run.log; fail "the example $example"; }
    [ -s "$out/run.json" ] || fail "the example $example left no run.json"
    grep "warning" run.log && fail "the example $example runs with warnings"
    if [ -e "plugins/$plugin/tests/check_example.py" ]; then
      /usr/bin/python3 "plugins/$plugin/tests/check_example.py" "$out" > check.log 2>&1 \
        || { tail -n 40 check.log; fail "the check of $example"; }
      sed 's/^/  /' check.log
    fi
    rm -rf "$out"
    echo "$example: $((SECONDS - started)) s"
  done
done

step "install the plugins beside the program's own"
cmake --install built --prefix "$prefix" > /dev/null
listed=$("$cryocosm" list)
for plugin in "${plugins[@]}"; do
  [ -e "plugins/$plugin/plugin.cpp" ] || continue
  grep -q "^${plugin//-/_}\." <<< "$listed" || fail "$plugin is installed but not listed"
done
step "all of it works"
