// A finished run that consists of one template.
#include "template_preview.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

namespace cryocosm::cli {
namespace {

class TemplateAsRun final : public FinishedRun {
 public:
  explicit TemplateAsRun(const DensityTemplate& shape)
      : shape_(shape),
        labels_(shape.mask().begin(), shape.mask().end()),
        instances_(shape.mask().begin(), shape.mask().end()) {}

  std::string_view name() const override { return "template"; }
  std::uint64_t seed() const override { return 0; }
  const GridSpec& grid() const override { return shape_.grid(); }
  const float* density() const override { return shape_.density().data; }
  const std::uint16_t* labels() const override { return labels_.data(); }
  const std::uint32_t* instances() const override { return instances_.data(); }
  Span<const PlacedUnit> units() const override { return {}; }
  Span<const ChainInfo> chains() const override { return {}; }
  const Surface* surface(const PlacedUnit&) const override { return nullptr; }
  Span<const LabelInfo> label_table() const override { return {&label_, 1}; }
  const Dataset* tilt_series() const override { return nullptr; }
  const Dataset* tomogram() const override { return nullptr; }
  void unit_mask(const PlacedUnit&, const GridSpec& grid, std::uint8_t* mask) const override {
    std::fill_n(mask, grid.count(), std::uint8_t{0});  // there are no units to ask for
  }

 private:
  const DensityTemplate& shape_;
  std::vector<std::uint16_t> labels_;
  std::vector<std::uint32_t> instances_;
  LabelInfo label_{1, 0, "template", ""};
};

class OneFile final : public OutputFolder {
 public:
  explicit OneFile(const std::string& path) : path_(path) {}
  std::string file(std::string_view name) override {
    if (asked_)
      throw Error(Code::component_misbehaved, fmt::format("the preview asks for a second file, '{}'", name));
    asked_ = true;
    return path_;
  }
  bool asked() const { return asked_; }

 private:
  const std::string& path_;
  bool asked_ = false;
};

class PreviewRun final : public HostServices<RunContext> {
 public:
  using HostServices::HostServices;
  Random random() const override { return Random(0); }
  double draw(std::string_view name, const Distribution& distribution) override {
    Random stream = random().child(name);
    return distribution.draw(stream);
  }
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override { return std::filesystem::temp_directory_path().string(); }
};

}  // namespace

void draw_preview(const Exporter& exporter, const Component& component, const DensityTemplate& shape,
                  const Host& host, const std::string& path) {
  const TemplateAsRun finished(shape);
  OneFile file(path);
  PreviewRun run(host);
  guarded_call(component, [&] { exporter.write(finished, file, run); });
  if (!file.asked() || !std::filesystem::exists(path))
    throw Error(Code::component_misbehaved, full_name(component) + " wrote no picture");
}

}  // namespace cryocosm::cli
