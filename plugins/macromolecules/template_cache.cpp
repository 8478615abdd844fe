// Templates as bytes, in the machine's byte order: a cache is not carried from one machine to another.
#include "template_cache.hpp"

#include <cstring>
#include <type_traits>

#include "cryocosm/error.hpp"
#include "file_bytes.hpp"
#include "template_shape.hpp"

namespace cryocosm::macromolecules {
namespace {

// Raised whenever the layout below changes.
constexpr std::uint64_t k_layout = 0x0001'6574'616c'706dULL;

struct Header {
  std::uint64_t layout = k_layout;
  Index3 size;
  double voxel_A = 0;
  double mass_Da = 0, level_V = 0, resolution_A = 0;
  std::uint64_t mass_is_estimated = 0;
};
static_assert(std::is_trivially_copyable_v<Header> && sizeof(Header) == 9 * 8, "no padding to write");

bool is_sound(const Header& header, std::size_t bytes) {
  if (header.layout != k_layout || !(header.voxel_A > 0)) return false;
  for (const std::int64_t n : {header.size.x, header.size.y, header.size.z})
    if (n < 1 || static_cast<double>(n) > k_most_template_voxels) return false;
  const double voxels = static_cast<double>(header.size.x) * static_cast<double>(header.size.y) *
                        static_cast<double>(header.size.z);
  constexpr double k_bytes_per_voxel = sizeof(float) + sizeof(std::uint8_t);
  return static_cast<double>(bytes - sizeof(Header)) == voxels * k_bytes_per_voxel;
}

}  // namespace

std::vector<char> to_bytes(const LoadedTemplate& loaded) {
  const DensityTemplate& shape = *loaded.shape;
  const TemplateFacts& facts = loaded.facts;
  Header header;
  header.size = shape.grid().size;
  header.voxel_A = shape.grid().voxel_A;
  header.mass_Da = facts.mass_Da;
  header.level_V = facts.level_V;
  header.resolution_A = facts.resolution_A;
  header.mass_is_estimated = facts.mass_is_estimated ? 1 : 0;
  const std::size_t density_bytes = shape.density().size * sizeof(float);
  std::vector<char> bytes(sizeof header + density_bytes + shape.mask().size);
  std::memcpy(bytes.data(), &header, sizeof header);
  std::memcpy(bytes.data() + sizeof header, shape.density().data, density_bytes);
  std::memcpy(bytes.data() + sizeof header + density_bytes, shape.mask().data, shape.mask().size);
  return bytes;
}

std::optional<LoadedTemplate> from_bytes(Span<const char> bytes) {
  Header header;
  if (bytes.size < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data, sizeof header);
  if (!is_sound(header, bytes.size)) return std::nullopt;
  const GridSpec grid{header.size, header.voxel_A};
  std::vector<float> density(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  std::memcpy(density.data(), bytes.data + sizeof header, density.size() * sizeof(float));
  std::memcpy(mask.data(), bytes.data + sizeof header + density.size() * sizeof(float), mask.size());
  LoadedTemplate loaded;
  try {
    loaded.shape = std::make_unique<DensityTemplate>(grid, std::move(density), std::move(mask));
  } catch (const DataError&) {
    return std::nullopt;  // an empty mask, a density that is not finite
  }
  loaded.facts = {header.mass_Da, header.mass_is_estimated != 0, header.level_V, header.resolution_A};
  return loaded;
}

LoadedTemplate cached_template(const TemplateSource& source, BuildContext& build,
                               FunctionRef<LoadedTemplate()> make) {
  auto* const cache = build.service<Cache>();
  if (cache == nullptr) return make();
  std::vector<char> input;
  try {
    input = read_file_bytes(source.path);
  } catch (const Error&) {
    return make();  // whoever reads the file for its content says what is wrong with it
  }
  const Cache::Key key{source.maker, view(input), source.parameters};
  std::optional<LoadedTemplate> found;
  cache->find(key, [&found](Span<const char> bytes) { found = from_bytes(bytes); });
  if (found) return std::move(*found);
  LoadedTemplate made = make();
  cache->store(key, view(to_bytes(made)));
  return made;
}

}  // namespace cryocosm::macromolecules
