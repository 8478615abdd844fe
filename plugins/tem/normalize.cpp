// Mean and deviation by section, the same sums on any number of threads.
#include "normalize.hpp"

#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "dataset_size.hpp"
#include "input_checks.hpp"

namespace cryocosm::tem {
namespace {

/// Of one section, and of sections put together.
struct Moments {
  double count = 0, mean = 0, squares = 0;  ///< squares: sum of squared differences from the mean

  /// Chan, Golub and LeVeque, The American Statistician 37, 242, 1983.
  void add(const Moments& other) {
    if (other.count == 0) return;
    const double total = count + other.count, apart = other.mean - mean;
    squares += other.squares + apart * apart * (count * other.count / total);
    mean += apart * (other.count / total);
    count = total;
  }
  double deviation() const { return std::sqrt(squares / count); }
};

Moments moments_of(const float* values, std::size_t count) {
  Moments m;
  m.count = static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i) m.mean += static_cast<double>(values[i]);
  m.mean /= m.count;
  for (std::size_t i = 0; i < count; ++i) {
    const double apart = static_cast<double>(values[i]) - m.mean;
    m.squares += apart * apart;
  }
  return m;
}

std::vector<Moments> moments_by_section(const Dataset& in, std::size_t pixels, RunContext& run) {
  std::vector<Moments> moments(static_cast<std::size_t>(in.grid.size.z));
  run.parallel_for(moments.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t z = begin; z < end; ++z) {
      run.stop_if_cancelled();
      moments[z] = moments_of(in.voxels + z * pixels, pixels);
    }
  });
  return moments;
}

void require_variation(const Moments& m, const std::string& what) {
  // rounding alone leaves some deviation of equal values
  if (!(m.deviation() > 1e-7 * std::abs(m.mean)))
    throw DataError(what + " is constant, so it can not be given a standard deviation",
                    "leave tem.normalize out, or look at the stages before it");
}

}  // namespace

Schema<NormalizeParams> Normalize::schema() {
  Schema<NormalizeParams> s("Scales images or volumes to a given mean and standard deviation.");
  s.field("mean", &NormalizeParams::mean).range(-1e9, 1e9).help("Mean of the result.");
  s.field("deviation", &NormalizeParams::deviation)
      .range(1e-9, 1e9)
      .help("Standard deviation of the result.");
  s.field("over", &NormalizeParams::over)
      .choices({"all", "each"})
      .help("Whether one scale is for all of the data or each image, or section of a volume, has its own.");
  s.field("contrast", &NormalizeParams::contrast)
      .choices({"same", "dark", "bright"})
      .help("How protein looks in the result.");
  return s;
}

void Normalize::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const auto pixels = static_cast<std::size_t>(in.grid.size.x * in.grid.size.y);
  std::vector<Moments> moments = moments_by_section(in, pixels, run);
  if (params_.over == "all") {
    Moments all;
    for (const Moments& m : moments) all.add(m);
    require_variation(all, "the " + noun_of(in) + (in.kind == DataKind::tilt_series ? " stack" : ""));
    moments.assign(moments.size(), all);
  }
  for (std::size_t z = 0; z < moments.size(); ++z)
    require_variation(moments[z],
                      (in.kind == DataKind::tilt_series ? "image " : "section ") + std::to_string(z));

  const Contrast contrast = params_.contrast == "same"   ? in.contrast
                            : params_.contrast == "dark" ? Contrast::protein_dark
                                                         : Contrast::protein_bright;
  const double sign = contrast == in.contrast ? 1 : -1;
  const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, contrast);
  run.parallel_for(moments.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t z = begin; z < end; ++z) {
      run.stop_if_cancelled();
      const double scale = sign * params_.deviation / moments[z].deviation();
      for (std::size_t i = z * pixels; i < (z + 1) * pixels; ++i)
        result.data[i] =
            static_cast<float>((static_cast<double>(in.voxels[i]) - moments[z].mean) * scale + params_.mean);
    }
  });
}

}  // namespace cryocosm::tem
