# cryocosm_add_plugin(): builds one plugin library, inside this project and outside it alike.
#
#   cryocosm_add_plugin(vesicles
#     ID org.example.vesicles VERSION 0.3.0
#     SOURCES plugin.cpp sphere.cpp
#     LINK Eigen3::Eigen
#     DOCS docs
#     CONFORMANCE
#     EXAMPLE examples/minimal.json)
#
# Makes the MODULE library vesicles.cosm with one exported symbol, no undefined symbols and hidden
# visibility, and installs it where the program looks for plugins. PLUGIN_ID and PLUGIN_VERSION
# are defined for CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin).
#
# CONFORMANCE runs the conformance kit on it: one CTest test for every component and check, named
# vesicles.conformance.<component>.<check>, with the label "conformance". EXAMPLE is a pipeline with
# settings of the components for the kit to use instead of their defaults, and to run; components that cannot
# be made from defaults (a file that must be named, say) need it. DOCS is the folder with a page for each
# component: vesicles.sphere is explained by sphere.md.

include_guard(GLOBAL)

function(cryocosm_add_plugin name)
  cmake_parse_arguments(arg "CONFORMANCE" "ID;VERSION;EXAMPLE;DOCS" "SOURCES;LINK" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): unknown argument '${arg_UNPARSED_ARGUMENTS}'; "
      "known are ID, VERSION, SOURCES, LINK, DOCS, CONFORMANCE and EXAMPLE.")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): SOURCES is empty; list the plugin's .cpp files.")
  endif()
  if(NOT arg_ID MATCHES "^[a-z0-9]+(\\.[a-z0-9_-]+)+$")
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): ID '${arg_ID}' is not of the form org.example.name "
      "(lower case, at least two parts).")
  endif()
  if(NOT arg_VERSION MATCHES "^[0-9]+\\.[0-9]+\\.[0-9]+$")
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): VERSION '${arg_VERSION}' is not of the form 1.2.3.")
  endif()
  if("${CMAKE_CXX_FLAGS} ${arg_LINK}" MATCHES "-march=native")
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): -march=native makes a plugin that crashes on other "
      "machines; use function multiversioning (target_clones) in the hot loops.")
  endif()
  foreach(option EXAMPLE DOCS)
    if(arg_${option} AND NOT arg_CONFORMANCE)
      message(FATAL_ERROR
        "cryocosm_add_plugin(${name}): ${option} is for the conformance kit; add CONFORMANCE.")
    endif()
  endforeach()

  # not a variable beside the function: those are not seen by a second folder that includes this file
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin_exports.map)
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cryocosm::sdk ${arg_LINK})
  if(TARGET cryocosm_options)
    target_link_libraries(${name} PRIVATE cryocosm_options)  # this project's warnings, for its own plugins
  endif()
  target_compile_features(${name} PRIVATE cxx_std_17)
  # a*b+c must round the same in every loop and clone: the same bytes for every tiling and thread count
  target_compile_options(${name} PRIVATE -ffp-contract=off)
  target_compile_definitions(${name} PRIVATE PLUGIN_ID="${arg_ID}" PLUGIN_VERSION="${arg_VERSION}")
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".cosm"
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib/cryocosm/plugins"
    INSTALL_RPATH "$ORIGIN/../.."
    LINK_DEPENDS "${exports}")
  target_link_options(${name} PRIVATE -Wl,-z,defs "LINKER:--version-script=${exports}")
  install(TARGETS ${name} LIBRARY DESTINATION lib/cryocosm/plugins)

  if(arg_CONFORMANCE AND (NOT DEFINED BUILD_TESTING OR BUILD_TESTING))
    cryocosm_add_conformance_tests(${name} "${arg_EXAMPLE}" "${arg_DOCS}")
  endif()
endfunction()

# Registers the kit's checks of the plugin `name` with CTest; `example` is a pipeline and `docs` a folder, or
# empty. CTest asks the kit for the list of checks each time it runs.
function(cryocosm_add_conformance_tests name example docs)
  set(kit_options "")
  foreach(option example docs)
    if(${option})
      get_filename_component(path "${${option}}" ABSOLUTE)
      if(NOT EXISTS "${path}")
        string(TOUPPER ${option} argument)
        message(FATAL_ERROR "cryocosm_add_plugin(${name}): ${argument} '${path}' does not exist.")
      endif()
      list(APPEND kit_options "--${option}=${path}")
    endif()
  endforeach()
  set(ctest_file ${CMAKE_CURRENT_BINARY_DIR}/${name}_conformance)
  file(GENERATE OUTPUT "${ctest_file}_$<CONFIG>.cmake" CONTENT
"set(plugin [==[${name}]==])
set(plugin_file [==[$<TARGET_FILE:${name}>]==])
set(kit [==[$<TARGET_FILE:cryocosm::conformance>]==])
set(kit_options [==[${kit_options}]==])
include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/CryocosmConformanceTests.cmake]==])
")
  set(config "${CMAKE_BUILD_TYPE}")
  get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(is_multi_config)
    set(config "\${CTEST_CONFIGURATION_TYPE}")
  endif()
  file(WRITE "${ctest_file}.cmake" "include(\"${ctest_file}_${config}.cmake\")\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${ctest_file}.cmake")
endfunction()
