# Read by CTest, not by CMake: makes one test of every conformance check of one plugin. The file that
# cryocosm_add_plugin() writes sets plugin, plugin_file, kit and kit_options and then includes this one,
# so the tests are those of the plugin as it was built last.

if(NOT EXISTS "${plugin_file}")
  # a test that cannot run is a failure that CTest shows
  add_test("${plugin}.conformance.not_built" "${plugin_file}")
  return()
endif()

execute_process(COMMAND "${kit}" "${plugin_file}" ${kit_options} --list
  OUTPUT_VARIABLE checks ERROR_VARIABLE problem RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  # once more as a test, so that CTest shows what the kit says
  add_test("${plugin}.conformance.list" "${kit}" "${plugin_file}" ${kit_options} --list)
  return()
endif()

string(REGEX MATCHALL "[^\n]+" checks "${checks}")
foreach(check IN LISTS checks)
  set(test "${plugin}.conformance.${check}")
  # the kit ends a check that hangs, and says so, before CTest would
  add_test("${test}" "${kit}" "${plugin_file}" ${kit_options} "--check=${check}" --timeout=240)
  set_tests_properties("${test}" PROPERTIES LABELS conformance TIMEOUT 300
    SKIP_REGULAR_EXPRESSION "\nskip  ")
endforeach()
