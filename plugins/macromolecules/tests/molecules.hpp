// Small molecules in PDB and mmCIF form, and temporary files, for the tests of this family.
#pragma once

#include <unistd.h>
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "atomic_model.hpp"

namespace cryocosm::macromolecules::test {

/// A file in a folder of its own; both vanish with the object.
struct TempFile {
  std::filesystem::path folder;
  std::string path;

  TempFile(const std::string& name, const std::string& content) {
    std::string pattern = (std::filesystem::temp_directory_path() / "cryocosm_test_XXXXXX").string();
    folder = mkdtemp(pattern.data());
    path = (folder / name).string();
    std::ofstream(path, std::ios::binary) << content;
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

inline AtomicOptions assembly(const std::string& name) {
  AtomicOptions options;
  options.assembly = name;
  return options;
}

inline std::string gzipped(const std::string& text) {
  const TempFile file("x.gz", "");
  const gzFile out = gzopen(file.path.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  std::ifstream in(file.path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string pdb_atom(int serial, const std::string& name, const std::string& residue, double x,
                            double y, double z, int number = 1, char conformer = ' ') {
  char line[512];  // room for any number, so that no compiler sees a truncation
  std::snprintf(line, sizeof line, "ATOM  %5d  %-3s%c%3s A%4d    %8.3f%8.3f%8.3f  1.00 20.00          %2c\n",
                serial, name.c_str(), conformer, residue.c_str(), number, x, y, z, name[0]);
  return line;
}

inline std::string alanine_pdb() {
  return pdb_atom(1, "N", "ALA", 11.104, 6.134, -6.504) + pdb_atom(2, "CA", "ALA", 11.639, 6.071, -5.147) +
         pdb_atom(3, "C", "ALA", 13.149, 5.841, -5.198) + pdb_atom(4, "O", "ALA", 13.834, 6.483, -5.992) +
         pdb_atom(5, "CB", "ALA", 11.309, 7.344, -4.388);
}

inline std::string adenosine_pdb() {
  const char* const names[] = {"P",   "OP1", "OP2", "O5'", "C5'", "C4'", "O4'", "C3'", "O3'", "C2'", "O2'",
                               "C1'", "N9",  "C8",  "N7",  "C5",  "C6",  "N6",  "N1",  "C2",  "N3",  "C4"};
  std::string text;
  int i = 0;
  for (const char* const name : names) {
    text += pdb_atom(i + 1, name, "  A", 1.5 * i, 0.1 * (i % 5), 0);
    ++i;
  }
  return text;
}

/// Two copies: the identity, and half a turn about z with a shift of 30 A along x.
inline std::string dimer_remark() {
  return "REMARK 350 BIOMOLECULE: 1\n"
         "REMARK 350 APPLY THE FOLLOWING TO CHAINS: A\n"
         "REMARK 350   BIOMT1   1  1.000000  0.000000  0.000000        0.00000\n"
         "REMARK 350   BIOMT2   1  0.000000  1.000000  0.000000        0.00000\n"
         "REMARK 350   BIOMT3   1  0.000000  0.000000  1.000000        0.00000\n"
         "REMARK 350   BIOMT1   2 -1.000000  0.000000  0.000000       30.00000\n"
         "REMARK 350   BIOMT2   2  0.000000 -1.000000  0.000000        0.00000\n"
         "REMARK 350   BIOMT3   2  0.000000  0.000000  1.000000        0.00000\n";
}

inline std::string alanine_cif() {
  return "# a comment\n"
         "data_test\n"
         "_entry.id 'it''s \"quoted\"'\n"
         "_struct.title\n"
         ";A text field; with _tags, loop_ and 'quotes'\n"
         "on two lines\n"
         ";\n"
         "loop_\n"
         "_atom_site.group_PDB\n_atom_site.id\n_atom_site.type_symbol\n_atom_site.label_atom_id\n"
         "_atom_site.label_alt_id\n_atom_site.label_comp_id\n_atom_site.label_asym_id\n_atom_site.label_"
         "entity_id\n"
         "_atom_site.label_seq_id\n_atom_site.pdbx_PDB_ins_code\n_atom_site.Cartn_x\n_atom_site.Cartn_y\n"
         "_atom_site.Cartn_z\n_atom_site.occupancy\n_atom_site.B_iso_or_equiv\n_atom_site.auth_seq_id\n"
         "_atom_site.auth_comp_id\n_atom_site.auth_asym_id\n_atom_site.auth_atom_id\n_atom_site.pdbx_PDB_"
         "model_num\n"
         "ATOM 1 N N  . ALA A 1 1 ? 11.104 6.134 -6.504 1.0 20 1 ALA A N  1\n"
         "ATOM 2 C CA . ALA A 1 1 ? 11.639 6.071 -5.147 1.0 20 1 ALA A CA 1\n"
         "ATOM 3 C C  . ALA A 1 1 ? 13.149 5.841 -5.198 1.0 20 1 ALA A C  1\n"
         "ATOM 4 O O  . ALA A 1 1 ? 13.834 6.483 -5.992 1.0 20 1 ALA A O  1 # the carbonyl\n"
         "ATOM 5 C CB . ALA A 1 1 ? 11.309 7.344 -4.388 1.0 20 1 ALA A 'CB' 1\n";
}

inline std::string dimer_cif() {
  return "_pdbx_struct_assembly.id 1\n"
         "_pdbx_struct_assembly.details author_defined_assembly\n"
         "_pdbx_struct_assembly.method_details ?\n"
         "_pdbx_struct_assembly.oligomeric_details dimeric\n"
         "_pdbx_struct_assembly.oligomeric_count 2\n"
         "_pdbx_struct_assembly_gen.assembly_id 1\n"
         "_pdbx_struct_assembly_gen.oper_expression 1,2\n"
         "_pdbx_struct_assembly_gen.asym_id_list A\n"
         "loop_\n_pdbx_struct_oper_list.id\n_pdbx_struct_oper_list.type\n"
         "_pdbx_struct_oper_list.matrix[1][1]\n_pdbx_struct_oper_list.matrix[1][2]\n"
         "_pdbx_struct_oper_list.matrix[1][3]\n_pdbx_struct_oper_list.vector[1]\n"
         "_pdbx_struct_oper_list.matrix[2][1]\n_pdbx_struct_oper_list.matrix[2][2]\n"
         "_pdbx_struct_oper_list.matrix[2][3]\n_pdbx_struct_oper_list.vector[2]\n"
         "_pdbx_struct_oper_list.matrix[3][1]\n_pdbx_struct_oper_list.matrix[3][2]\n"
         "_pdbx_struct_oper_list.matrix[3][3]\n_pdbx_struct_oper_list.vector[3]\n"
         "1 'identity operation' 1 0 0 0 0 1 0 0 0 0 1 0\n"
         "2 'point symmetry operation' -1 0 0 30 0 -1 0 0 0 0 1 0\n";
}

}  // namespace cryocosm::macromolecules::test
