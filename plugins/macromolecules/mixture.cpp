// macromolecules.mixture: heterogeneous clusters, of molecules from several files.
#include "mixture.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "cryocosm/error.hpp"

namespace cryocosm::macromolecules {
namespace {

bool has_suffix(const std::filesystem::path& path, std::string_view suffix) {
  const std::string own = path.extension().string();
  return std::equal(own.begin(), own.end(), suffix.begin(), suffix.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

LoadedTemplate load(const std::string& path, const MixtureParams& params, BuildContext& build) {
  return has_suffix(path, ".beads") ? load_beads(path, params.resolution_A, params.anchor, build)
                                    : load_template(path, params, build);
}

void require_different_names(const std::vector<InputFile>& files, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto first = std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]);
    const auto j = static_cast<std::size_t>(first - names.begin());
    if (j < i)
      throw DataError("'" + files[j].path + "' and '" + files[i].path + "' would both be called '" +
                          names[i] + "', and each kind has a label of its own",
                      "rename one of the files, or give each file once and raise its weight",
                      Code::duplicate_name);
  }
}

// Says whose fact it is.
class FactsOf final : public Facts {
 public:
  FactsOf(std::string kind, Facts& all) : prefix_(std::move(kind) + "."), all_(all) {}
  void add(std::string_view name, double value, const UnitOfMeasure& unit) override {
    all_.add(prefix_ + std::string(name), value, unit);
  }

 private:
  std::string prefix_;
  Facts& all_;
};

}  // namespace

std::string molecule_name(const std::string& path) {
  std::filesystem::path name = std::filesystem::path(path).filename();
  if (has_suffix(name, ".gz")) name = name.stem();
  return name.stem().string();
}

Schema<MixtureParams> Mixture::schema() {
  Schema<MixtureParams> s("Clusters of several kinds of macromolecules, each with a file and a weight.");
  s.field("files", &MixtureParams::files)
      .required()
      .help(
          "Maps (.mrc, .map, .ccp4, .nrrd, .nii), atomic models (.pdb, .ent, .cif, .mmcif, each also .gz) or "
          "bead models (.beads), one for each kind; the file's name without its suffix names the kind.");
  s.field("weights", &MixtureParams::weights)
      .range(0, 1e9)
      .optional()
      .help("How often each kind is drawn, relative to the others; all alike unless given.");
  add_template_fields(s);
  add_cluster_fields(s);
  s.check("weights must have one number for each of the files",
          [](const MixtureParams& p) { return p.weights.empty() || p.weights.size() == p.files.size(); });
  s.check("weights must not all be zero", [](const MixtureParams& p) {
    return p.weights.empty() || std::accumulate(p.weights.begin(), p.weights.end(), 0.0) > 0;
  });
  s.details(
      "The heterogeneous clusters of the paper (II-A.3): each unit's kind is drawn by weight, and the "
      "distance "
      "between consecutive units is spacing times the mean of their diameters.");
  s.placed_by("macromolecules.self_avoiding_walk").drawn_by("macromolecules.interpolate");
  return s;
}

Mixture::Mixture(const MixtureParams& params, BuildContext& build) : params_(params) {
  if (params.files.empty())
    throw DataError("'files' is empty: a mixture needs at least one file", "name one for each kind",
                    Code::missing_key);
  for (const InputFile& file : params.files) names_.push_back(molecule_name(file.path));
  require_different_names(params.files, names_);
  for (const InputFile& file : params.files) {
    build.stop_if_cancelled();
    loaded_.push_back(load(file.path, params, build));
  }
  for (std::size_t i = 0; i < loaded_.size(); ++i)
    kinds_.push_back({loaded_[i].shape.get(), loaded_[i].diameter_A,
                      params.weights.empty() ? 1 : params.weights[i], loaded_[i].anchor});
}

std::unique_ptr<Structure> Mixture::draw(Draw& draw) const {
  return draw_cluster(params_, view(kinds_), draw);
}

void Mixture::facts(Facts& facts) const {
  for (std::size_t i = 0; i < loaded_.size(); ++i) {
    FactsOf own(names_[i], facts);
    report_facts(loaded_[i], own);
  }
}

}  // namespace cryocosm::macromolecules
