// Reading of PDB and mmCIF files with gemmi; the only file that sees it.
#include "atomic_model.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <exception>
#include <gemmi/assembly.hpp>
#include <gemmi/c4322.hpp>
#include <gemmi/mmcif.hpp>
#include <gemmi/pdb.hpp>
#include <gemmi/resinfo.hpp>
#include <map>

#include "cif_document.hpp"
#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "file_bytes.hpp"
#include "pdb_columns.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

// Beyond this a B factor is a mistake of the file: an atom that wanders by 11 A.
constexpr double k_largest_b_A2 = 1e4;

enum class Format { pdb, mmcif, other };

Format format_of(const std::string& path) {
  std::string name(path);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto ends_with = [&name](const std::string& suffix) {
    return name.size() > suffix.size() &&
           name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
  };
  if (ends_with(".gz")) name.resize(name.size() - 3);
  if (ends_with(".pdb") || ends_with(".ent")) return Format::pdb;
  if (ends_with(".cif") || ends_with(".mmcif")) return Format::mmcif;
  return Format::other;
}

gemmi::Structure parse(const std::vector<char>& bytes, const std::string& path) {
  const char* const name = format_of(path) == Format::pdb ? "PDB" : "mmCIF";
  try {
    if (format_of(path) == Format::pdb) {
      gemmi::Structure structure = gemmi::read_pdb_from_memory(bytes.data(), bytes.size(), path);
      require_coordinates({bytes.data(), bytes.size()});
      return structure;
    }
    return gemmi::make_structure(parse_cif({bytes.data(), bytes.size()}, path));
  } catch (const std::exception& problem) {
    throw FileError(Code::file_unreadable,
                    "'" + path + "' is not a sound " + name + " file: " + problem.what(),
                    "check the file, for instance by opening it in a molecular viewer");
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// A chain of a PDB file may come in several pieces of one name.
void keep_chains(gemmi::Model& model, const std::vector<std::string>& wanted, const std::string& path) {
  std::vector<std::string> known;
  for (const gemmi::Chain& chain : model.chains)
    if (std::find(known.begin(), known.end(), chain.name) == known.end()) known.push_back(chain.name);
  for (const std::string& name : wanted)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw DataError("'" + path + "' has no chain '" + name + "'", "it has: " + joined(known));
  const auto unwanted = [&wanted](const gemmi::Chain& chain) {
    return std::find(wanted.begin(), wanted.end(), chain.name) == wanted.end();
  };
  model.chains.erase(std::remove_if(model.chains.begin(), model.chains.end(), unwanted), model.chains.end());
}

// A matrix that could not be read is zero, and would lay all atoms of its copy on one place.
void require_rotations(const gemmi::Assembly& assembly, const std::string& path) {
  constexpr double k_rounding = 0.01;  // files have six decimals, old ones fewer
  for (const gemmi::Assembly::Gen& generator : assembly.generators)
    for (const gemmi::Assembly::Operator& copy : generator.operators)
      if (!(std::abs(copy.transform.mat.determinant() - 1) < k_rounding))
        throw DataError("assembly '" + assembly.name + "' of '" + path + "' has a matrix that is no rotation",
                        "correct the file's records of the assembly, or leave 'assembly' out");
}

gemmi::Model assembled(const gemmi::Structure& structure, const std::string& path, const std::string& name) {
  std::vector<std::string> known;
  for (const gemmi::Assembly& assembly : structure.assemblies) {
    if (assembly.name == name) {
      require_rotations(assembly, path);
      return gemmi::make_assembly(assembly, structure.models[0], gemmi::HowToNameCopiedChain::Dup, nullptr);
    }
    known.push_back(assembly.name);
  }
  if (known.empty())
    throw DataError("'" + path + "' lists no biological assembly, but assembly '" + name + "' is asked for",
                    "leave 'assembly' out to take the model as deposited");
  throw DataError("'" + path + "' has no biological assembly '" + name + "'", "it lists: " + joined(known));
}

Scatterer scatterer_of(gemmi::El element) {
  const auto& table = gemmi::C4322<double>::get(element);
  Scatterer scatterer{};
  for (int i = 0; i < 5; ++i) {
    scatterer.a_A[i] = table.a(i);
    scatterer.b_A2[i] = table.b(i);
  }
  return scatterer;
}

// What a residue's composition says about each Da of its heavy atoms.
struct Chemistry {
  double hydrogens_per_Da = 0;
  double volume_per_Da = k_protein_A3_per_Da;  // ligands, sugars and lipids too: most lie near it
};

// The table lists free monomers; each loses one water when it joins a chain. Dividing by the mass of
// the complete residue gives a truncated one (a missing side chain) its fair part.
Chemistry chemistry_of(const std::string& residue_name) {
  const gemmi::ResidueInfo info = gemmi::find_tabulated_residue(residue_name);
  Chemistry chemistry;
  if (info.is_nucleic_acid()) chemistry.volume_per_Da = k_nucleic_acid_A3_per_Da;
  if (!info.found() || info.hydrogen_count == 0) return chemistry;
  const gemmi::Element hydrogen(gemmi::El::H), oxygen(gemmi::El::O);
  double hydrogens = info.hydrogen_count;
  double heavy_Da = static_cast<double>(info.weight) - hydrogens * hydrogen.weight();
  if (info.is_amino_acid() || info.is_nucleic_acid()) {
    hydrogens -= 2;
    heavy_Da -= oxygen.weight();
  }
  if (hydrogens > 0 && heavy_Da > 0) chemistry.hydrogens_per_Da = hydrogens / heavy_Da;
  return chemistry;
}

// The mark of the conformer with the highest occupancy: deposited models do not always list it first.
// '\0' when there is only one.
char chosen_conformer(const gemmi::Residue& residue) {
  std::map<char, std::pair<double, int>> sums;  // by mark: occupancies and how many
  for (const gemmi::Atom& atom : residue.atoms)
    if (atom.altloc != '\0') {
      auto& [occupancy, count] = sums[atom.altloc];
      occupancy += static_cast<double>(atom.occ);
      ++count;
    }
  char best = '\0';
  double highest = -1;
  for (const auto& [mark, sum] : sums)
    if (const double mean = sum.first / sum.second; mean > highest) {
      best = mark;
      highest = mean;
    }
  return best;
}

class Collector {
 public:
  Collector(const std::string& path, const AtomicOptions& options) : path_(path), options_(options) {
    model_.hydrogen = scatterer_of(gemmi::El::H);
  }

  void add(const gemmi::Chain& chain, const gemmi::Residue& residue) {
    if (residue.is_water()) return;
    if (residue.name == "DUM") return add_plane_atoms(residue);
    const auto [chemistry, is_new] = chemistries_.try_emplace(residue.name);
    if (is_new) chemistry->second = chemistry_of(residue.name);
    const char chosen = chosen_conformer(residue);
    for (const gemmi::Atom& atom : residue.atoms)
      if (!atom.is_hydrogen() && (atom.altloc == '\0' || atom.altloc == chosen))
        add(chain, residue, atom, chemistry->second);
  }

  void add_plane_atoms(const gemmi::Residue& residue) {
    for (const gemmi::Atom& atom : residue.atoms) {
      const Vec3 p{atom.pos.x, atom.pos.y, atom.pos.z};
      if (atom.name == "N") model_.planes.inner_A.push_back(p);
      if (atom.name == "O") model_.planes.outer_A.push_back(p);
    }
  }

  AtomicModel take() { return std::move(model_); }

 private:
  std::string place(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom) const {
    return "atom '" + atom.name + "' of residue " + residue.name + " " + residue.seqid.str() + " in chain '" +
           chain.name + "' of '" + path_ + "'";
  }

  double b_A2(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom) const {
    if (options_.b_factors == BFactors::none) return 0;
    if (options_.b_factors == BFactors::uniform) return options_.b_factor_A2;
    const auto b_A2 = static_cast<double>(atom.b_iso);
    if (!(b_A2 >= 0 && b_A2 <= k_largest_b_A2))
      throw DataError(place(chain, residue, atom) + " has a B factor of " + number_text(b_A2),
                      "correct it, or set 'b_factors' to none or uniform");
    return b_A2;
  }

  void add(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom,
           const Chemistry& chemistry) {
    const gemmi::El element = atom.element.elem;
    if (element == gemmi::El::X || !gemmi::C4322<double>::has(element))
      throw DataError(place(chain, residue, atom) + " has no known element",
                      "give it an element symbol (columns 77-78 of a PDB file) or remove it");
    if (!std::isfinite(atom.pos.x) || !std::isfinite(atom.pos.y) || !std::isfinite(atom.pos.z))
      throw DataError(place(chain, residue, atom) + " has a coordinate that is not a number",
                      "correct the coordinate or remove the atom");
    const auto [found, is_new] =
        scatterers_.try_emplace(element, static_cast<std::uint32_t>(model_.scatterers.size()));
    if (is_new) model_.scatterers.push_back(scatterer_of(element));
    Atom added;
    added.position_A = {atom.pos.x, atom.pos.y, atom.pos.z};
    added.scatterer = found->second;
    added.hydrogens = chemistry.hydrogens_per_Da * atom.element.weight();
    added.mass_Da = atom.element.weight() + added.hydrogens * gemmi::Element(gemmi::El::H).weight();
    added.volume_A3 = chemistry.volume_per_Da * added.mass_Da;
    added.b_A2 = b_A2(chain, residue, atom);
    model_.atoms.push_back(added);
    model_.names.push_back({chain.name, residue.seqid.num.value, atom.name});
  }

  const std::string& path_;
  const AtomicOptions& options_;
  AtomicModel model_;
  std::map<gemmi::El, std::uint32_t> scatterers_;
  std::map<std::string, Chemistry> chemistries_;
};

[[noreturn]] void refuse_empty(const std::string& path, const AtomicOptions& options) {
  const std::string chains = options.chains.empty() ? "" : " in chains " + joined(options.chains);
  if (!options.assembly.empty())
    throw DataError("assembly '" + options.assembly + "' of '" + path +
                        "' holds no atom apart from hydrogens and waters" + chains,
                    "check which chains the file's record of this assembly names, or leave 'assembly' out",
                    Code::no_atoms);
  if (!chains.empty())
    throw DataError("'" + path + "' holds no atom apart from hydrogens and waters" + chains,
                    "choose other chains, or leave 'chains' out to take all", Code::no_atoms);
  throw DataError("'" + path + "' holds no atom apart from hydrogens and waters",
                  "give a coordinate file; reflection, map and ligand dictionary files have no model",
                  Code::no_atoms);
}

}  // namespace

bool is_atomic_model(const std::string& path) { return format_of(path) != Format::other; }

AtomicModel parse_atomic_model(const std::vector<char>& bytes, const std::string& path,
                               const AtomicOptions& options) {
  gemmi::Structure structure = parse(bytes, path);
  Collector collector(path, options);
  if (!structure.models.empty()) {
    if (!options.chains.empty()) keep_chains(structure.models[0], options.chains, path);
    const gemmi::Model model =
        options.assembly.empty() ? structure.models[0] : assembled(structure, path, options.assembly);
    for (const gemmi::Chain& chain : model.chains)
      for (const gemmi::Residue& residue : chain.first_conformer()) collector.add(chain, residue);
  }
  AtomicModel model = collector.take();
  if (model.atoms.empty()) refuse_empty(path, options);
  return model;
}

AtomicModel read_atomic_model(const std::string& path, const AtomicOptions& options) {
  return parse_atomic_model(read_file_bytes(path), path, options);
}

double mass_Da(const AtomicModel& model) {
  double sum = 0;
  for (const Atom& atom : model.atoms) sum += atom.mass_Da;
  return sum;
}

double volume_A3(const AtomicModel& model) {
  double sum = 0;
  for (const Atom& atom : model.atoms) sum += atom.volume_A3;
  return sum;
}

Vec3 centre_of_mass_A(const AtomicModel& model) {
  Vec3 sum;
  for (const Atom& atom : model.atoms) sum = sum + atom.mass_Da * atom.position_A;
  return sum / mass_Da(model);
}

double integrated_potential_V_A3(const AtomicModel& model) {
  double amplitude_A = 0;
  for (const Atom& atom : model.atoms)
    amplitude_A += model.scatterers[atom.scatterer].forward_A() + atom.hydrogens * model.hydrogen.forward_A();
  return k_volts_A2 * amplitude_A - k_ice_V * volume_A3(model);
}

}  // namespace cryocosm::macromolecules
