// Sheared sums over lines and their transpose: unit stride, no gathers, no branches inside the loops.
#include "slice_kernel.hpp"

#include <algorithm>

// One binary for every machine: the loader picks the wider clone where the processor has it. Both do
// the same operations in the same order on each element, so the results have the same bits. Not under
// ThreadSanitizer: the loader would run the instrumented choice before the sanitizer is ready.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_THREAD__)
#define CRYOCOSM_TEM_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CRYOCOSM_TEM_CLONES
#endif

namespace cryocosm::tem {
namespace {

/// Four shifted lines (or rows) with their interpolation weights.
struct Pass {
  const float* from[k_lines_per_pass];
  float near[k_lines_per_pass];
  float far[k_lines_per_pass];
};

/// sum[i] += near * from[i] + far * from[i - 1], over the four of the pass.
CRYOCOSM_TEM_CLONES void add_pass_before(float* __restrict sum, std::int64_t n, const Pass& pass) {
  const float *a = pass.from[0], *b = pass.from[1], *c = pass.from[2], *d = pass.from[3];
  const float a0 = pass.near[0], b0 = pass.near[1], c0 = pass.near[2], d0 = pass.near[3];
  const float a1 = pass.far[0], b1 = pass.far[1], c1 = pass.far[2], d1 = pass.far[3];
  for (std::int64_t i = 0; i < n; ++i)
    sum[i] += ((a0 * a[i] + a1 * a[i - 1]) + (b0 * b[i] + b1 * b[i - 1])) +
              ((c0 * c[i] + c1 * c[i - 1]) + (d0 * d[i] + d1 * d[i - 1]));
}

/// sum[i] += near * from[i] + far * from[i + 1], over the four of the pass.
CRYOCOSM_TEM_CLONES void add_pass_after(float* __restrict sum, std::int64_t n, const Pass& pass) {
  const float *a = pass.from[0], *b = pass.from[1], *c = pass.from[2], *d = pass.from[3];
  const float a0 = pass.near[0], b0 = pass.near[1], c0 = pass.near[2], d0 = pass.near[3];
  const float a1 = pass.far[0], b1 = pass.far[1], c1 = pass.far[2], d1 = pass.far[3];
  for (std::int64_t i = 0; i < n; ++i)
    sum[i] += ((a0 * a[i] + a1 * a[i + 1]) + (b0 * b[i] + b1 * b[i + 1])) +
              ((c0 * c[i] + c1 * c[i + 1]) + (d0 * d[i] + d1 * d[i + 1]));
}

void shear(const ViewPlan& plan, const PaddedLines& lines, std::vector<float>& row) {
  row.assign(static_cast<std::size_t>(plan.row_length), 0.0F);
  for (std::int64_t k = 0; k < plan.line_count; k += k_lines_per_pass) {
    const std::int32_t* start = plan.start.data() + k;
    const auto [lowest, highest] = std::minmax_element(start, start + k_lines_per_pass);
    Pass pass;
    for (std::int64_t i = 0; i < k_lines_per_pass; ++i) {
      pass.from[i] = lines.line(k + i) - (start[i] - *lowest);
      pass.near[i] = plan.near[static_cast<std::size_t>(k + i)];
      pass.far[i] = plan.far[static_cast<std::size_t>(k + i)];
    }
    // the four starts differ by less than the padding, so reading beyond a line's ends finds zeros
    add_pass_before(row.data() + *lowest, *highest - *lowest + plan.line_length + 1, pass);
  }
}

}  // namespace

PaddedLines::PaddedLines(std::int64_t count, std::int64_t length)
    : count_(count),
      length_(length),
      stride_(length + 2 * k_padding),
      data_(static_cast<std::size_t>((count + k_lines_per_pass - 1) / k_lines_per_pass * k_lines_per_pass *
                                     stride_)) {}

void PaddedLines::clear() { std::fill(data_.begin(), data_.end(), 0.0F); }

void load_lines_along_x(const float* voxels, const GridSpec& grid, std::int64_t y, PaddedLines& lines) {
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    std::copy_n(voxels + (z * grid.size.y + y) * grid.size.x, grid.size.x, lines.line(z));
}

void transpose(const PaddedLines& from, PaddedLines& to) {
  constexpr std::int64_t k_block = 16;  // a block of each side stays in the first-level cache
  for (std::int64_t i0 = 0; i0 < from.count(); i0 += k_block)
    for (std::int64_t j0 = 0; j0 < from.length(); j0 += k_block)
      for (std::int64_t i = i0; i < std::min(i0 + k_block, from.count()); ++i)
        for (std::int64_t j = j0; j < std::min(j0 + k_block, from.length()); ++j)
          to.line(j)[i] = from.line(i)[j];
}

void project_lines(const ViewPlan& plan, const PaddedLines& lines, std::vector<float>& row, float* pixels) {
  shear(plan, lines, row);
  for (std::size_t p = 0; p < plan.first.size(); ++p) {
    const float* sample = row.data() + plan.first[p];
    const float* weight_A = plan.weight_A.data() + p * static_cast<std::size_t>(plan.taps);
    float sum = 0;
    for (std::int64_t tap = 0; tap < plan.taps; ++tap) sum += weight_A[tap] * sample[tap];
    pixels[p] = sum;
  }
}

void spread_pixels(const ViewPlan& plan, const float* pixels, float scale, std::vector<float>& row) {
  row.assign(static_cast<std::size_t>(plan.row_length), 0.0F);
  for (std::size_t p = 0; p < plan.first.size(); ++p) {
    float* sample = row.data() + plan.first[p];
    const float* weight_A = plan.weight_A.data() + p * static_cast<std::size_t>(plan.taps);
    const float value = scale * pixels[p];
    for (std::int64_t tap = 0; tap < plan.taps; ++tap) sample[tap] += weight_A[tap] * value;
  }
}

void gather_line(Span<const ViewPlan* const> plans, Span<const std::vector<float>* const> rows,
                 std::int64_t k, float* out) {
  const auto line = static_cast<std::size_t>(k);
  for (std::size_t v = 0; v < plans.size; v += k_lines_per_pass) {
    Pass pass;
    for (std::size_t i = 0; i < k_lines_per_pass; ++i) {
      const bool exists = v + i < plans.size;
      const std::size_t view = exists ? v + i : plans.size - 1;
      pass.from[i] = rows[view]->data() + plans[view]->start[line];
      pass.near[i] = exists ? plans[view]->near[line] : 0.0F;
      pass.far[i] = exists ? plans[view]->far[line] : 0.0F;
    }
    add_pass_after(out, plans[0]->line_length, pass);
  }
}

}  // namespace cryocosm::tem
