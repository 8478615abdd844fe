// Wavefront OBJ and MTL: objects in one text file, colours in another.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "mesh.hpp"

namespace obj_exporter {

/// Writes objects one after another. Whatever goes wrong is found by close(). [worker]
class ObjFile {
 public:
  /// `materials` is the name of the MTL file beside it.
  ObjFile(const std::string& path, std::string_view materials);
  /// Coordinates in Å, to a thousandth.
  void add(std::string_view object, std::string_view material, const Mesh& mesh);
  /// Throws FileError.
  void close();

 private:
  std::string path_;
  std::ofstream file_;
  std::size_t points_ = 0;  ///< so far: OBJ numbers the points of a file from 1
};

/// Writes materials one after another, as ObjFile does objects. [worker]
class MtlFile {
 public:
  explicit MtlFile(const std::string& path);
  void add(std::string_view material, std::uint32_t label);
  /// Throws FileError.
  void close();

 private:
  std::string path_;
  std::ofstream file_;
};

struct Colour {
  double red = 0, green = 0, blue = 0;  ///< in [0, 1]
};

/// Colours of class labels: hues a golden section apart, so any few labels in a row are told apart. [any]
Colour colour_of(std::uint32_t label);

}  // namespace obj_exporter
