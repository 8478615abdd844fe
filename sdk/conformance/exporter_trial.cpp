// Trials of exporters: what they write, where, and what they leave alone.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "bytes.hpp"
#include "sample_data.hpp"
#include "temporary_folder.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

namespace fs = std::filesystem;

class KeptFolder final : public OutputFolder {
 public:
  explicit KeptFolder(fs::path folder) : folder_(std::move(folder)) {}
  std::string file(std::string_view name) override {
    if (name.empty() || name.find('/') != std::string_view::npos)
      throw Error(Code::component_misbehaved,
                  "the exporter asked for a file called '" + std::string(name) + "'");
    if (std::find(names.begin(), names.end(), name) != names.end())
      throw Error(Code::component_misbehaved, "the exporter asked twice for '" + std::string(name) + "'");
    names.emplace_back(name);
    return (folder_ / name).string();
  }
  std::vector<std::string> names;

 private:
  fs::path folder_;
};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Trial run_exporter(const Exporter& exporter, KitRun& run) {
  const TemporaryFolder out;
  const SampleRun finished(1);
  const std::string before = finished.bytes();
  KeptFolder folder(out.path());
  exporter.write(finished, folder, run);

  Trial trial;
  trial.used_random = run.asked_for_random();
  if (finished.bytes() != before) trial.problems.push_back("the finished run was changed");
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(out.path()))
    files[entry.path().filename().string()] = content(entry.path());
  for (const std::string& name : folder.names)
    if (files.count(name) == 0) trial.problems.push_back("it asked for '" + name + "' but did not write it");
  for (const auto& [name, text] : files) {
    if (std::find(folder.names.begin(), folder.names.end(), name) == folder.names.end())
      trial.problems.push_back("it wrote '" + name + "' without asking for it");
    trial.bytes += Bytes().add(name).text() + text;
  }
  if (files.empty()) trial.problems.push_back("it wrote nothing for a run that has everything");
  return trial;
}

}  // namespace cryocosm::conformance
