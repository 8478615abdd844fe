# Settings shared by every target of this project: standard, warnings, sanitizers, output folders.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# one layout for build tree and installation, so that the program finds its plugins in both
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib;$ORIGIN")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# What every one of our own targets gets; third-party headers are SYSTEM and stay quiet.
add_library(cryocosm_options INTERFACE)
target_compile_options(cryocosm_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# a*b+c must round the same in every loop and clone: the same bytes on any number of threads
target_compile_options(cryocosm_options INTERFACE -ffp-contract=off)
if(CRYOCOSM_WARNINGS_AS_ERRORS)
  target_compile_options(cryocosm_options INTERFACE -Werror)
endif()
if(CRYOCOSM_SANITIZE)
  add_compile_options(-fsanitize=${CRYOCOSM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CRYOCOSM_SANITIZE})
  # instrumented std::regex makes g++ 12 see uninitialised members that are none
  add_compile_options(-Wno-maybe-uninitialized)
endif()
