// Helpers of the loader's tests.
#include "zoo.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

namespace cryocosm::zoo {

namespace fs = std::filesystem;

fs::path animal(const std::string& name) { return fs::path(ZOO_FOLDER) / (name + ".cosm"); }

std::unique_ptr<Kernel> kernel_with(const std::vector<std::string>& names) {
  SearchPath path;
  for (const std::string& name : names) path.files.push_back(animal(name));
  auto kernel = std::make_unique<Kernel>();
  kernel->load(path);
  return kernel;
}

void expect_animal_refused(const std::string& name, Code code, const std::string& message,
                           const std::string& hint) {
  ASSERT_TRUE(fs::exists(animal(name))) << "the zoo has no " << name;
  expect_refused(animal(name), code, message, hint);
}

void expect_refused(const fs::path& file, Code code, const std::string& message, const std::string& hint) {
  Kernel kernel;
  kernel.load({{animal("good"), file, animal("conflict_first")}, {}});
  ASSERT_EQ(kernel.refused().size(), 1U) << file;
  const Refusal& refusal = kernel.refused().front();
  EXPECT_EQ(refusal.path, file);
  EXPECT_EQ(refusal.found_in, "--plugin");
  EXPECT_EQ(refusal.component, "");
  EXPECT_EQ(code_name(refusal.reason.code()), code_name(code)) << file;
  EXPECT_EQ(refusal.reason.message(), message);
  EXPECT_EQ(refusal.reason.hint(), hint);

  ASSERT_EQ(kernel.plugins().size(), 2U) << "the good plugins live";
  EXPECT_EQ(kernel.components().size(), 7U) << "nothing of the refused plugin stays";
  EXPECT_TRUE(kernel.shadowed().empty());
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "cryocosm-zoo-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const std::string& name, const std::string& content) const {
  std::ofstream(path_ / name, std::ios::binary) << content;
  return path_ / name;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace cryocosm::zoo
