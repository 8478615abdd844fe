// Numbers are written by number_text(), which is the same in every locale.
#include "obj_file.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

std::string rounded(double value) { return number_text(std::round(value * 1000) / 1000 + 0.0); }  // no "-0"

/// Names end at the first blank in OBJ.
std::string one_word(std::string_view name) {
  std::string word(name);
  for (char& c : word)
    if (c == ' ' || c == '\t') c = '_';
  return word;
}

void close_or_throw(std::ofstream& file, const std::string& path) {
  file.close();
  if (!file)
    throw FileError(Code::file_unwritable, "cannot write '" + path + "': " + std::strerror(errno),
                    "make room on the disk or choose another output folder");
}

}  // namespace

ObjFile::ObjFile(const std::string& path, std::string_view materials) : path_(path), file_(path) {
  file_ << "# made by cryocosm; coordinates in angstrom, the centre of the first voxel is the origin\n"
        << "mtllib " << materials << '\n';
}

void ObjFile::add(std::string_view object, std::string_view material, const Mesh& mesh) {
  file_ << "o " << one_word(object) << "\nusemtl " << one_word(material) << '\n';
  for (const Vec3 p : mesh.points_A)
    file_ << "v " << rounded(p.x) << ' ' << rounded(p.y) << ' ' << rounded(p.z) << '\n';
  const std::size_t first = points_ + 1;
  for (const Triangle& t : mesh.triangles)
    file_ << "f " << first + t.a << ' ' << first + t.b << ' ' << first + t.c << '\n';
  points_ += mesh.points_A.size();
}

void ObjFile::close() { close_or_throw(file_, path_); }

MtlFile::MtlFile(const std::string& path) : path_(path), file_(path) {
  file_ << "# made by cryocosm; one material for each class\n";
}

void MtlFile::add(std::string_view material, std::uint32_t label) {
  const Colour colour = colour_of(label);
  file_ << "newmtl " << one_word(material) << "\nKd " << rounded(colour.red) << ' ' << rounded(colour.green)
        << ' ' << rounded(colour.blue) << '\n';
}

void MtlFile::close() { close_or_throw(file_, path_); }

Colour colour_of(std::uint32_t label) {
  constexpr double k_golden_section = 0.61803398874989485;
  constexpr double k_saturation = 0.6, k_value = 0.9;
  const double hue = std::fmod(label * k_golden_section, 1.0);
  // of hue, saturation and value, channel by channel (Foley et al., Computer Graphics, 1990)
  const auto channel = [&](double shift) {
    const double k = std::fmod(shift + hue * 6, 6.0);
    return k_value * (1 - k_saturation * std::fmax(0, std::fmin(std::fmin(k, 4 - k), 1)));
  };
  return {channel(5), channel(3), channel(1)};
}

}  // namespace obj_exporter
