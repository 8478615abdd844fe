# cryocosm_test(): one GoogleTest program; every test case becomes a CTest test with the given label.
include_guard(GLOBAL)
include(GoogleTest)

function(cryocosm_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;LINK;INCLUDE;DEFINE" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cryocosm_options cryocosm_sdk GTest::gtest GTest::gmock GTest::gtest_main ${arg_LINK})
  # tests are compiled far more often than they are run
  target_compile_options(${name} PRIVATE -O1)
  target_include_directories(${name} PRIVATE ${arg_INCLUDE})
  target_compile_definitions(${name} PRIVATE ${arg_DEFINE})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(${name} TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS ${arg_LABEL} ENVIRONMENT CRYOCOSM_CACHE=off SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]" TIMEOUT 300)
endfunction()
