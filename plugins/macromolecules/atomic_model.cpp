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
#include "file_bytes.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

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

gemmi::Structure parse(const std::string& path) {
  const std::vector<char> bytes = read_file_bytes(path);
  const char* const name = format_of(path) == Format::pdb ? "PDB" : "mmCIF";
  try {
    if (format_of(path) == Format::pdb) return gemmi::read_pdb_from_memory(bytes.data(), bytes.size(), path);
    return gemmi::make_structure(parse_cif({bytes.data(), bytes.size()}, path));
  } catch (const std::exception& problem) {
    throw FileError(Code::file_unreadable,
                    "'" + path + "' is not a sound " + name + " file: " + problem.what(),
                    "check the file, for instance by opening it in a molecular viewer");
  }
}

gemmi::Model assembled(const gemmi::Structure& structure, const std::string& path, const std::string& name) {
  std::string known;
  for (const gemmi::Assembly& assembly : structure.assemblies) {
    if (assembly.name == name)
      return gemmi::make_assembly(assembly, structure.models[0], gemmi::HowToNameCopiedChain::Dup, nullptr);
    known += (known.empty() ? "" : ", ") + assembly.name;
  }
  if (known.empty())
    throw DataError("'" + path + "' lists no biological assembly, but assembly '" + name + "' is asked for",
                    "leave 'assembly' out to take the model as deposited");
  throw DataError("'" + path + "' has no biological assembly '" + name + "'", "it lists: " + known);
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

class Collector {
 public:
  explicit Collector(const std::string& path) : path_(path) { model_.hydrogen = scatterer_of(gemmi::El::H); }

  void add(const gemmi::Chain& chain, const gemmi::Residue& residue) {
    if (residue.is_water()) return;
    const auto [chemistry, is_new] = chemistries_.try_emplace(residue.name);
    if (is_new) chemistry->second = chemistry_of(residue.name);
    for (const gemmi::Atom& atom : residue.first_conformer())
      if (!atom.is_hydrogen()) add(chain, residue, atom, chemistry->second);
  }

  AtomicModel take() { return std::move(model_); }

 private:
  std::string place(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom) const {
    return "atom '" + atom.name + "' of residue " + residue.name + " " + residue.seqid.str() + " in chain '" +
           chain.name + "' of '" + path_ + "'";
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
    model_.atoms.push_back(added);
  }

  const std::string& path_;
  AtomicModel model_;
  std::map<gemmi::El, std::uint32_t> scatterers_;
  std::map<std::string, Chemistry> chemistries_;
};

}  // namespace

bool is_atomic_model(const std::string& path) { return format_of(path) != Format::other; }

AtomicModel read_atomic_model(const std::string& path, const std::string& assembly) {
  const gemmi::Structure structure = parse(path);
  Collector collector(path);
  if (!structure.models.empty()) {
    const gemmi::Model model = assembly.empty() ? structure.models[0] : assembled(structure, path, assembly);
    for (const gemmi::Chain& chain : model.chains)
      for (const gemmi::Residue& residue : chain.first_conformer()) collector.add(chain, residue);
  }
  AtomicModel model = collector.take();
  if (model.atoms.empty())
    throw DataError("'" + path + "' holds no atom apart from hydrogens and waters",
                    "give a coordinate file; reflection, map and ligand dictionary files have no model",
                    Code::no_atoms);
  return model;
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
