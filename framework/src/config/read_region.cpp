// Regions from their sections, and everything that can be wrong with them before anything is placed.
#include "config/read_region.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/earlier_entry.hpp"
#include "config/voxel_range.hpp"

namespace cryocosm {
namespace {

std::string corner_text(Vec3 p) {
  return fmt::format("{}, {}, {}", number_text(p.x), number_text(p.y), number_text(p.z));
}

class RegionReader {
 public:
  RegionReader(const ConfigNode& node, const std::string& path, const RegionSite& site, Problems& problems)
      : node_(node), path_(path), site_(site), problems_(problems) {}

  RegionSpec read(const Value& value, const RegionSection& section) {
    RegionSpec region;
    region.inside = earlier_entries("inside", section.inside);
    region.outside = earlier_entries("outside", section.outside);
    check_both(region);
    region.mask = mask_of(section.mask, node_, path_);
    region.slab = {section.slab.thickness_A, section.slab.offset_A};
    const Value* const box = value.find("box");
    if (box != nullptr && box->find("low") != nullptr && box->find("high") != nullptr)
      region.box_A = Box{section.box.low_A, section.box.high_A};
    if (site_.grid.count() == 0) return region;
    check_slab(region.slab);
    if (region.box_A) check_box(*region.box_A);
    return region;
  }

 private:
  void error(Code code, const char* key, std::string text, std::string hint) {
    problems_.error(code, node_.find(key)->where, fmt::format("{}.{}", path_, key), std::move(text),
                    std::move(hint));
  }

  std::vector<std::string> earlier_entries(const char* key, const std::string& text) {
    const ConfigNode* const given = node_.find(key);
    if (given == nullptr ||
        !(given->kind == ConfigNode::Kind::string || given->kind == ConfigNode::Kind::text))
      return {};
    std::vector<std::string> entries;
    for (const std::string_view part : split_at_commas(text)) {
      std::string name(part);
      if (is_earlier_entry(key, name)) entries.push_back(std::move(name));
    }
    return entries;
  }

  bool is_earlier_entry(const char* key, const std::string& name) {
    const auto problem = problem_of_reference(name, site_.names, site_.index,
                                              "a region can only refer to what has been placed");
    if (problem) error(problem->code, key, problem->text, problem->hint);
    return !problem;
  }

  void check_both(const RegionSpec& region) {
    const auto is_left_out = [&](const std::string& name) {
      return std::find(region.outside.begin(), region.outside.end(), name) != region.outside.end();
    };
    if (!region.inside.empty() && std::all_of(region.inside.begin(), region.inside.end(), is_left_out))
      error(Code::inconsistent, "outside", "it leaves nothing of what is inside",
            "'inside' and 'outside' name the same entries: keep one of the two");
  }

  void check_slab(const Slab& slab) {
    if (slab.thickness_A == 0 || !is_empty(voxels_of(slab, site_.grid))) return;
    error(Code::inconsistent, "slab", "no voxel has its centre in it",
          fmt::format(
              "the volume is {} A thick; the offset is the distance of the slab's middle from the volume's",
              number_text(static_cast<double>(site_.grid.size.z) * site_.grid.voxel_A)));
  }

  void check_box(const Box& box) {
    const GridSpec& grid = site_.grid;
    const auto is_empty_along = [&](double Vec3::*axis, std::int64_t size) {
      return is_empty(voxels_between(box.low.*axis, box.high.*axis, grid.voxel_A, size));
    };
    if (!is_empty_along(&Vec3::x, grid.size.x) && !is_empty_along(&Vec3::y, grid.size.y) &&
        !is_empty_along(&Vec3::z, grid.size.z))
      return;
    const Vec3 last =
        grid.voxel_A * Vec3{static_cast<double>(grid.size.x - 1), static_cast<double>(grid.size.y - 1),
                            static_cast<double>(grid.size.z - 1)};
    error(Code::inconsistent, "box", "no voxel has its centre in it",
          fmt::format("the box reaches from {} to {} A, the centres of the voxels from 0, 0, 0 to {} A",
                      corner_text(box.low), corner_text(box.high), corner_text(last)));
  }

  const ConfigNode& node_;
  const std::string& path_;
  const RegionSite& site_;
  Problems& problems_;
};

}  // namespace

Mask mask_of(const InputFile& file, const ConfigNode& group, const std::string& path) {
  Mask mask;
  if (file.path.empty()) return mask;
  mask.file = file.path;
  mask.where = group.find("mask")->where;
  mask.path = path + ".mask";
  return mask;
}

RegionSpec read_region(const Value& value, const RegionSection& section, const ConfigNode& node,
                       const std::string& path, const RegionSite& site, Problems& problems) {
  return RegionReader(node, path, site, problems).read(value, section);
}

}  // namespace cryocosm
