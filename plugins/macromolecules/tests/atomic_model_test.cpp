// Tests of reading atomic models: chemistry, conformers, assemblies, formats, and every error text.
#include "atomic_model.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "checks.hpp"
#include "molecules.hpp"
#include "potentials.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

TEST(AtomicModel, givesAResidueItsHydrogensMassAndVolume) {
  const TempFile file("alanine.pdb", alanine_pdb());
  const AtomicModel model = read_atomic_model(file.path);
  ASSERT_EQ(model.atoms.size(), 5U);
  double hydrogens = 0;
  for (const Atom& atom : model.atoms) hydrogens += atom.hydrogens;
  EXPECT_NEAR(hydrogens, 5, 1e-4);            // C3H5NO in a chain
  EXPECT_NEAR(mass_Da(model), 71.078, 0.01);  // its average mass
  EXPECT_NEAR(volume_A3(model), 71.078 * 1.2089, 0.1);
  // 3 C, N, O and 5 H: International Tables C, table 4.3.2.2
  const double amplitude = 3 * k_carbon_A + k_nitrogen_A + k_oxygen_A + 5 * k_hydrogen_A;
  EXPECT_NEAR(integrated_potential_V_A3(model), k_volts_A2 * amplitude - k_ice_V * volume_A3(model), 0.1);
}

TEST(AtomicModel, givesNucleotidesTheirOwnVolume) {
  const TempFile file("adenosine.pdb", adenosine_pdb());
  const AtomicModel model = read_atomic_model(file.path);
  ASSERT_EQ(model.atoms.size(), 22U);
  EXPECT_NEAR(mass_Da(model), 329.21, 0.05);  // C10H12N5O6P
  EXPECT_NEAR(volume_A3(model) / mass_Da(model), 0.9581, 1e-3);
}

TEST(AtomicModel, sharesHydrogensByMassWhenAtomsAreMissing) {
  const TempFile file("backbone.pdb", pdb_atom(1, "N", "ALA", 0, 0, 0) + pdb_atom(2, "CA", "ALA", 1.4, 0, 0));
  const AtomicModel model = read_atomic_model(file.path);
  // heavy mass 14.007 + 12.011 of the residue's 66.038
  EXPECT_NEAR(model.atoms[0].hydrogens + model.atoms[1].hydrogens, 5 * 26.018 / 66.038, 1e-3);
}

TEST(AtomicModel, replacesTheHydrogensOfTheFile) {
  const TempFile plain("alanine.pdb", alanine_pdb());
  const TempFile explicit_hydrogen(
      "with_h.pdb", alanine_pdb() + pdb_atom(6, "H", "ALA", 9, 9, 9) + pdb_atom(7, "D", "ALA", 8, 8, 8));
  EXPECT_EQ(mass_Da(read_atomic_model(plain.path)), mass_Da(read_atomic_model(explicit_hydrogen.path)));
}

TEST(AtomicModel, leavesOutWatersAndOtherConformers) {
  const TempFile file("mixed.pdb",
                      pdb_atom(1, "CB", "SER", 1, 2, 3, 1, 'A') + pdb_atom(2, "CB", "SER", 4, 5, 6, 1, 'B') +
                          pdb_atom(3, "CA", "SER", 7, 8, 9, 1) + pdb_atom(4, "O", "HOH", 20, 20, 20, 2));
  const AtomicModel model = read_atomic_model(file.path);
  ASSERT_EQ(model.atoms.size(), 2U);
  EXPECT_EQ(model.atoms[0].position_A, (Vec3{1, 2, 3}));
  EXPECT_EQ(model.atoms[1].position_A, (Vec3{7, 8, 9}));
}

TEST(AtomicModel, takesTheConformerOfHighestOccupancy) {
  const auto with_occupancy = [](std::string line, const std::string& occupancy) {
    return line.replace(56, 4, occupancy);
  };
  const std::string text = with_occupancy(pdb_atom(1, "CB", "SER", 1, 0, 0, 1, 'A'), "0.30") +
                           with_occupancy(pdb_atom(2, "CB", "SER", 2, 0, 0, 1, 'B'), "0.70") +
                           with_occupancy(pdb_atom(3, "OG", "SER", 3, 0, 0, 1, 'A'), "0.30") +
                           with_occupancy(pdb_atom(4, "OG", "SER", 4, 0, 0, 1, 'B'), "0.70");
  const TempFile file("conformers.pdb", text);
  const AtomicModel model = read_atomic_model(file.path);
  ASSERT_EQ(model.atoms.size(), 2U);
  EXPECT_EQ(model.atoms[0].position_A.x, 2);
  EXPECT_EQ(model.atoms[1].position_A.x, 4);
}

// Chain A twice in pieces, as ligands after the TER records are, and chain B.
std::string two_chains() {
  std::string b = pdb_atom(2, "CA", "GLY", 2, 0, 0, 1);
  b[21] = 'B';
  return pdb_atom(1, "CA", "GLY", 1, 0, 0, 1) + "TER\n" + b + "TER\n" + pdb_atom(3, "CA", "GLY", 3, 0, 0, 90);
}

TEST(AtomicModel, takesTheChainsAskedFor) {
  const TempFile file("chains.pdb", two_chains());
  const auto count = [&](const std::vector<std::string>& chains) {
    AtomicOptions options;
    options.chains = chains;
    return read_atomic_model(file.path, options).atoms.size();
  };
  EXPECT_EQ(count({}), 3U);
  EXPECT_EQ(count({"A"}), 2U);
  EXPECT_EQ(count({"B"}), 1U);
  EXPECT_EQ(count({"B", "A"}), 3U);
}

TEST(AtomicModel, choosesChainsBeforeItBuildsTheAssembly) {
  // BIOMT names chain A only
  const TempFile file("chains.pdb", dimer_remark() + two_chains());
  AtomicOptions options = assembly("1");
  options.chains = {"A"};
  EXPECT_EQ(read_atomic_model(file.path, options).atoms.size(), 4U);
}

TEST(AtomicModel, takesBFactorsFromTheFileOrLeavesThem) {
  const TempFile file("alanine.pdb", alanine_pdb());
  AtomicOptions options;
  EXPECT_EQ(read_atomic_model(file.path, options).atoms[3].b_A2, 20);
  options.b_factors = BFactors::uniform;
  options.b_factor_A2 = 55;
  EXPECT_EQ(read_atomic_model(file.path, options).atoms[3].b_A2, 55);
  options.b_factors = BFactors::none;
  EXPECT_EQ(read_atomic_model(file.path, options).atoms[3].b_A2, 0);
}

TEST(AtomicModel, readsTheFirstModelOnly) {
  const TempFile file("nmr.pdb", "MODEL        1\n" + pdb_atom(1, "CA", "GLY", 1, 1, 1) +
                                     "ENDMDL\nMODEL        2\n" + pdb_atom(1, "CA", "GLY", 2, 2, 2) +
                                     "ENDMDL\n");
  EXPECT_EQ(read_atomic_model(file.path).atoms.size(), 1U);
}

TEST(AtomicModel, readsTheSameFromPdbAndMmcifPlainAndCompressed) {
  const TempFile pdb("alanine.ent", alanine_pdb()), cif("alanine.mmcif", alanine_cif()),
      zipped("alanine.CIF.gz", gzipped(alanine_cif()));
  const AtomicModel a = read_atomic_model(pdb.path);
  for (const std::string& path : {cif.path, zipped.path}) {
    const AtomicModel b = read_atomic_model(path);
    ASSERT_EQ(b.atoms.size(), a.atoms.size());
    for (std::size_t i = 0; i < a.atoms.size(); ++i) {
      EXPECT_EQ(b.atoms[i].position_A, a.atoms[i].position_A);
      EXPECT_EQ(b.atoms[i].mass_Da, a.atoms[i].mass_Da);
    }
  }
}

TEST(AtomicModel, buildsAssemblies) {
  const TempFile pdb("dimer.pdb", dimer_remark() + alanine_pdb()),
      cif("dimer.cif", alanine_cif() + dimer_cif());
  for (const std::string& path : {pdb.path, cif.path}) {
    EXPECT_EQ(read_atomic_model(path).atoms.size(), 5U);
    const AtomicModel dimer = read_atomic_model(path, assembly("1"));
    ASSERT_EQ(dimer.atoms.size(), 10U);
    const Vec3 first = dimer.atoms[0].position_A, copy = dimer.atoms[5].position_A;
    EXPECT_NEAR(norm(copy - Vec3{-first.x + 30, -first.y, first.z}), 0, 1e-9);
  }
}

TEST(AtomicModel, knowsItsSuffixes) {
  for (const char* const name : {"a.pdb", "A.PDB", "a.ent.gz", "a.cif", "a.mmCIF.GZ"})
    EXPECT_TRUE(is_atomic_model(name));
  for (const char* const name : {"a.mrc", "a.map.gz", "pdb", "a.pdb.zip", ".pdb"})
    EXPECT_FALSE(is_atomic_model(name));
}

TEST(AtomicModelErrors, noAtoms) {
  const std::string hint =
      "give a coordinate file; reflection, map and ligand dictionary files have no model";
  const TempFile empty("empty.pdb", ""), waters("waters.pdb", pdb_atom(1, "O", "HOH", 0, 0, 0)),
      other("structure_factors.cif", "data_x\nloop_\n_refln.index_h\n_refln.F\n1 2.5\n2 3.5\n");
  for (const TempFile* const file : {&empty, &waters, &other})
    expect_error([&] { read_atomic_model(file->path); }, Code::no_atoms,
                 "'" + file->path + "' holds no atom apart from hydrogens and waters", hint);
}

TEST(AtomicModelErrors, mmcifWithoutCoordinates) {
  const TempFile file("ligand.cif",
                      "data_ATP\n_chem_comp.id ATP\n_chem_comp.name 'adenosine triphosphate'\n");
  expect_error([&] { read_atomic_model(file.path); }, Code::no_atoms,
               "'" + file.path + "' holds no atom apart from hydrogens and waters",
               "give a coordinate file; reflection, map and ligand dictionary files have no model");
}

TEST(AtomicModelErrors, emptyAssembly) {
  // the assembly is made of chain A, of which there are only waters
  std::string b = pdb_atom(2, "CA", "GLY", 2, 0, 0, 1);
  b[21] = 'B';
  const TempFile waters("waters.pdb", dimer_remark() + pdb_atom(1, "O", "HOH", 0, 0, 0, 1) + b);
  const std::string hint =
      "check which chains the file's record of this assembly names, or leave 'assembly' out";
  expect_error([&] { read_atomic_model(waters.path, assembly("1")); }, Code::no_atoms,
               "assembly '1' of '" + waters.path + "' holds no atom apart from hydrogens and waters", hint);
  // or chain A is not chosen
  const TempFile file("chains.pdb", dimer_remark() + two_chains());
  AtomicOptions options = assembly("1");
  options.chains = {"B"};
  expect_error(
      [&] { read_atomic_model(file.path, options); }, Code::no_atoms,
      "assembly '1' of '" + file.path + "' holds no atom apart from hydrogens and waters in chains B", hint);
}

TEST(AtomicModelErrors, chains) {
  const TempFile file("chains.pdb", two_chains());
  AtomicOptions options;
  options.chains = {"B", "C"};
  expect_error([&] { read_atomic_model(file.path, options); }, Code::bad_data,
               "'" + file.path + "' has no chain 'C'", "it has: A, B");
  const TempFile waters("waters.pdb", pdb_atom(1, "O", "HOH", 0, 0, 0, 1));
  options.chains = {"A"};
  expect_error([&] { read_atomic_model(waters.path, options); }, Code::no_atoms,
               "'" + waters.path + "' holds no atom apart from hydrogens and waters in chains A",
               "choose other chains, or leave 'chains' out to take all");
}

TEST(AtomicModelErrors, bFactorThatMakesNoSense) {
  for (const std::string b : {"-4.00", "1e5"}) {
    std::string text = alanine_cif();
    text.replace(text.find(" 20 1 ALA A N  "), 4, " " + b + " ");
    const TempFile file("b.cif", text);
    expect_error([&] { read_atomic_model(file.path); }, Code::bad_data,
                 "atom 'N' of residue ALA 1 in chain 'A' of '" + file.path + "' has a B factor of " +
                     (b == "1e5" ? "1e+05" : "-4"),
                 "correct it, or set 'b_factors' to none or uniform");
    AtomicOptions options;
    options.b_factors = BFactors::none;
    EXPECT_NO_THROW(read_atomic_model(file.path, options));
  }
}

TEST(AtomicModelErrors, unknownElement) {
  const TempFile file("unknown.pdb",
                      "HETATM    1 QQ   UNX A   7       1.000   2.000   3.000  1.00  0.00           X\n");
  expect_error([&] { read_atomic_model(file.path); }, Code::bad_data,
               "atom 'QQ' of residue UNX 7 in chain 'A' of '" + file.path + "' has no known element",
               "give it an element symbol (columns 77-78 of a PDB file) or remove it");
}

TEST(AtomicModelErrors, coordinateThatIsNoNumber) {
  std::string text = alanine_cif();
  text.replace(text.find("11.104"), 6, "?");
  const TempFile file("hole.cif", text);
  expect_error(
      [&] { read_atomic_model(file.path); }, Code::bad_data,
      "atom 'N' of residue ALA 1 in chain 'A' of '" + file.path + "' has a coordinate that is not a number",
      "correct the coordinate or remove the atom");
}

TEST(AtomicModelErrors, pdbCoordinateThatIsNoNumber) {
  for (const char* const field : {"  abc   ", "********", "        ", "1.0 2.00", "   1.0e "}) {
    std::string text = alanine_pdb();
    const std::size_t line = text.find('\n') + 1;
    text.replace(line + 38, 8, field);
    const TempFile file("columns.pdb", text);
    expect_error([&] { read_atomic_model(file.path); }, Code::file_unreadable,
                 "'" + file.path + "' is not a sound PDB file: line 2: '" + field + "' is no y coordinate",
                 "check the file, for instance by opening it in a molecular viewer");
  }
}

TEST(AtomicModelErrors, assemblyWithoutARotation) {
  std::string remark = dimer_remark();
  for (std::size_t at = remark.find("-1.000000"); at != std::string::npos; at = remark.find("-1.000000"))
    remark.replace(at, 9, " 0.000000");
  const TempFile file("flat.pdb", remark + alanine_pdb());
  expect_error([&] { read_atomic_model(file.path, assembly("1")); }, Code::bad_data,
               "assembly '1' of '" + file.path + "' has a matrix that is no rotation",
               "correct the file's records of the assembly, or leave 'assembly' out");
  EXPECT_NO_THROW(read_atomic_model(file.path));
}

TEST(AtomicModelErrors, brokenCif) {
  const std::string hint = "check the file, for instance by opening it in a molecular viewer";
  const std::pair<const char*, const char*> cases[] = {
      {"hello\n", "line 1: a data_ block is expected"},
      {"data_a\n_tag\n_other 1\n", "line 2: _tag has no value"},
      {"data_a\n_tag 'no end\n", "line 2: a quoted string does not end on its line"},
      {"data_a\n_tag\n;text\n", "line 3: a text field that starts here does not end"},
      {"data_a\nloop_\n_a\n_b\n1 2 3\n",
       "line 2: the loop of _a has 3 values for 2 tags: its last row is not full"},
      {"data_a\nloop_\n1 2\n", "line 2: a loop_ without tags"},
      {"data_a\n_tag 1 2\n", "line 2: '2' follows no tag"},
      {"data_a\nstop_\n", "line 2: stop_ without a loop_"},
  };
  for (const auto& [text, reason] : cases) {
    const TempFile file("broken.cif", text);
    expect_error([&] { read_atomic_model(file.path); }, Code::file_unreadable,
                 "'" + file.path + "' is not a sound mmCIF file: " + reason, hint);
  }
}

TEST(AtomicModelErrors, cifUnderThePdbSuffix) {
  const TempFile file("really_cif.pdb", alanine_cif());
  expect_error(
      [&] { read_atomic_model(file.path); }, Code::file_unreadable,
      "'" + file.path +
          "' is not a sound PDB file: Incorrect file format (perhaps it is cif not pdb?): " + file.path,
      "check the file, for instance by opening it in a molecular viewer");
}

TEST(AtomicModelErrors, damagedGzip) {
  const std::string hint = "copy or download the file again; 'gzip -t' tests a compressed one";
  std::string text;
  for (int i = 1; i < 500; ++i) text += pdb_atom(i, "CA", "GLY", i * 0.7, i % 13, i % 7, i);
  const std::string whole = gzipped(text);
  const TempFile cut("cut.pdb.gz", whole.substr(0, whole.size() / 2));
  expect_error([&] { read_atomic_model(cut.path); }, Code::file_unreadable,
               "'" + cut.path + "' cannot be read: unexpected end of file", hint);
  std::string flipped = whole;
  for (std::size_t i = whole.size() / 2; i < whole.size() / 2 + 40; ++i)
    flipped[i] = static_cast<char>(~flipped[i]);
  const TempFile bad("bad.pdb.gz", flipped);
  try {
    read_atomic_model(bad.path);
    ADD_FAILURE() << "damaged data was accepted";
  } catch (const FileError& error) {  // what zlib notices first depends on its version
    EXPECT_EQ(error.code(), Code::file_unreadable);
    EXPECT_EQ(error.message().rfind("'" + bad.path + "' cannot be read: ", 0), 0U);
    EXPECT_EQ(error.hint(), hint);
  }
}

TEST(AtomicModelErrors, missingFile) {
  expect_error([] { read_atomic_model("/nowhere/x.pdb"); }, Code::file_missing,
               "'/nowhere/x.pdb' cannot be opened: No such file or directory",
               "check the path and its permissions");
}

TEST(AtomicModelErrors, unknownAssembly) {
  const TempFile none("alanine.pdb", alanine_pdb()), one("dimer.pdb", dimer_remark() + alanine_pdb());
  expect_error([&] { read_atomic_model(none.path, assembly("1")); }, Code::bad_data,
               "'" + none.path + "' lists no biological assembly, but assembly '1' is asked for",
               "leave 'assembly' out to take the model as deposited");
  expect_error([&] { read_atomic_model(one.path, assembly("2")); }, Code::bad_data,
               "'" + one.path + "' has no biological assembly '2'", "it lists: 1");
}

}  // namespace
