// Exporters that write a file with one fault.
#include <fstream>

#include "bad_components.hpp"

namespace bad {
namespace {

/// Does one thing wrong while it writes a file.
template <class Wrong>
class FaultyExporter final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Writes a file with one fault."); }
  explicit FaultyExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext&) const override {
    const std::string file = folder.file("file.txt");
    std::ofstream(file) << "text\n";
    Wrong()(finished, file);
  }
};

struct StrayFile {
  void operator()(const FinishedRun&, const std::string&) const { std::ofstream("stray.txt") << "text\n"; }
};
struct Unasked {
  void operator()(const FinishedRun&, const std::string& file) const {
    std::ofstream(file + ".bak") << "text\n";
  }
};
struct Relabels {
  void operator()(const FinishedRun& finished, const std::string&) const {
    const_cast<std::uint16_t*>(finished.labels())[0] = 9;
  }
};

}  // namespace

void add_exporters(Registrar& plugin) {
  plugin.add<FaultyExporter<StrayFile>>("bad.stray_file");
  plugin.add<FaultyExporter<Unasked>>("bad.unasked_file");
  plugin.add<FaultyExporter<Relabels>>("bad.relabels");
}

}  // namespace bad
