# cryocosm_add_plugin(): builds one plugin library, inside this project and outside it alike.
#
#   cryocosm_add_plugin(vesicles
#     ID org.example.vesicles VERSION 0.3.0
#     SOURCES plugin.cpp sphere.cpp
#     LINK Eigen3::Eigen)
#
# Makes the MODULE library vesicles.cosm with one exported symbol, no undefined symbols and hidden
# visibility, and installs it where the program looks for plugins. PLUGIN_ID and PLUGIN_VERSION
# are defined for CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin).

include_guard(GLOBAL)
set(CRYOCOSM_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/plugin_exports.map)

function(cryocosm_add_plugin name)
  cmake_parse_arguments(arg "" "ID;VERSION" "SOURCES;LINK" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cryocosm_add_plugin(${name}): unknown argument '${arg_UNPARSED_ARGUMENTS}'; "
      "known are ID, VERSION, SOURCES and LINK.")
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

  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cryocosm::sdk ${arg_LINK})
  target_compile_features(${name} PRIVATE cxx_std_17)
  target_compile_definitions(${name} PRIVATE PLUGIN_ID="${arg_ID}" PLUGIN_VERSION="${arg_VERSION}")
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".cosm"
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/cryocosm/plugins
    INSTALL_RPATH "$ORIGIN/../.."
    LINK_DEPENDS ${CRYOCOSM_PLUGIN_EXPORTS})
  target_link_options(${name} PRIVATE
    -Wl,-z,defs -Wl,--version-script=${CRYOCOSM_PLUGIN_EXPORTS})
  install(TARGETS ${name} LIBRARY DESTINATION lib/cryocosm/plugins)
endfunction()
