// Erosion and dilation by a ball: rows are treated along x once, then combined over a disc in y and z.
#include "placement/morphology.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm {
namespace {

/// A line of the ball along x: where it stands in y and z, and how far it reaches to either side.
struct Chord {
  std::int64_t y, z;
  std::int64_t half;
};

/// Those that a grid of `size` can hold.
std::vector<Chord> chords_of_ball(double radius, Index3 size) {
  const auto r = std::min(static_cast<std::int64_t>(radius), std::max(size.y, size.z));
  std::vector<Chord> chords;
  for (std::int64_t z = -r; z <= r; ++z)
    for (std::int64_t y = -r; y <= r; ++y) {
      const double rest = radius * radius - static_cast<double>(y * y + z * z);
      if (rest >= 0) chords.push_back({y, z, static_cast<std::int64_t>(std::sqrt(rest))});
    }
  // an erosion is mostly decided by its rim: opposite sides first
  std::stable_sort(chords.begin(), chords.end(), [](const Chord& a, const Chord& b) {
    return a.y * a.y + a.z * a.z > b.y * b.y + b.z * b.z;
  });
  return chords;
}

/// out[x] = in[x - 1] & in[x] & in[x + 1]; nothing lies beyond the ends.
void erode_by_one(const std::uint64_t* in, std::int64_t words, std::uint64_t* out) {
  for (std::int64_t w = 0; w < words; ++w) {
    const std::uint64_t before = w > 0 ? in[w - 1] >> 63 : 0;
    const std::uint64_t after = w + 1 < words ? in[w + 1] << 63 : 0;
    out[w] = in[w] & ((in[w] << 1) | before) & ((in[w] >> 1) | after);
  }
}

/// row[x] |= row[x - 1] | row[x + 1], as it was.
void dilate_by_one(std::uint64_t* row, std::int64_t words) {
  std::uint64_t before = 0;
  for (std::int64_t w = 0; w < words; ++w) {
    const std::uint64_t here = row[w], after = w + 1 < words ? row[w + 1] : 0;
    row[w] = here | (here << 1) | (before >> 63) | (here >> 1) | (after << 63);
    before = here;
  }
}

}  // namespace

void serial_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) { body(0, n); }

VoxelBits eroded(const VoxelBits& set, double radius, const ParallelFor& parallel_for) {
  const Index3 size = set.size();
  const std::int64_t words = set.words_per_row();
  const std::vector<Chord> chords = chords_of_ball(radius, size);
  std::vector<VoxelBits> along_x(static_cast<std::size_t>(radius) + 1);  // eroded by so many voxels
  along_x[0] = set;
  for (std::size_t half = 1; half < along_x.size(); ++half) along_x[half] = VoxelBits(size);
  VoxelBits result(size);
  parallel_for(static_cast<std::size_t>(size.z), [&](std::size_t begin, std::size_t end) {
    for (std::size_t half = 1; half < along_x.size(); ++half)
      for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z)
        for (std::int64_t y = 0; y < size.y; ++y)
          erode_by_one(along_x[half - 1].row(y, z), words, along_x[half].row(y, z));
  });
  parallel_for(static_cast<std::size_t>(size.z), [&](std::size_t begin, std::size_t end) {
    for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z)
      for (std::int64_t y = 0; y < size.y; ++y) {
        std::uint64_t* const out = result.row(y, z);
        std::copy_n(set.row(y, z), words, out);
        for (const Chord& chord : chords) {
          const std::int64_t cy = y + chord.y, cz = z + chord.z;
          if (cy < 0 || cz < 0 || cy >= size.y || cz >= size.z) {
            std::fill_n(out, words, 0);
            break;
          }
          const std::uint64_t* const row = along_x[static_cast<std::size_t>(chord.half)].row(cy, cz);
          std::uint64_t any = 0;
          for (std::int64_t w = 0; w < words; ++w) any |= out[w] &= row[w];
          if (any == 0) break;
        }
      }
  });
  return result;
}

Footprint dilated(const Footprint& footprint, double radius, Index3 size) {
  Footprint out;
  out.outside = footprint.outside;
  if (footprint.words.empty()) return out;
  const auto r = static_cast<std::int64_t>(radius);
  const std::int64_t last_word = (size.x + 63) / 64 - 1, more_words = (r + 63) / 64;
  out.first_word = std::max<std::int64_t>(0, footprint.first_word - more_words);
  out.row_words =
      std::min(last_word, footprint.first_word + footprint.row_words - 1 + more_words) - out.first_word + 1;
  out.low_y = std::max<std::int64_t>(0, footprint.low_y - r);
  out.low_z = std::max<std::int64_t>(0, footprint.low_z - r);
  out.size_y = std::min(size.y, footprint.low_y + footprint.size_y + r) - out.low_y;
  out.size_z = std::min(size.z, footprint.low_z + footprint.size_z + r) - out.low_z;
  out.words.assign(static_cast<std::size_t>(out.row_words * out.size_y * out.size_z), 0);

  // the longest chords come last; walking them backwards, each row grows step by step
  std::vector<Chord> chords = chords_of_ball(radius, size);
  std::stable_sort(chords.begin(), chords.end(),
                   [](const Chord& a, const Chord& b) { return a.half < b.half; });
  std::vector<std::uint64_t> wide(static_cast<std::size_t>(out.row_words));
  for_each_row(footprint, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    std::fill(wide.begin(), wide.end(), 0);
    std::copy_n(row, footprint.row_words, wide.begin() + (footprint.first_word - out.first_word));
    std::int64_t half = 0;
    for (const Chord& chord : chords) {
      for (; half < chord.half; ++half) dilate_by_one(wide.data(), out.row_words);
      const std::int64_t oy = y + chord.y - out.low_y, oz = z + chord.z - out.low_z;
      if (oy < 0 || oz < 0 || oy >= out.size_y || oz >= out.size_z) continue;
      std::uint64_t* const to = out.words.data() + (oz * out.size_y + oy) * out.row_words;
      for (std::int64_t w = 0; w < out.row_words; ++w) to[w] |= wide[static_cast<std::size_t>(w)];
    }
  });
  const std::int64_t in_last_word = size.x & 63;
  if (in_last_word != 0 && out.first_word + out.row_words - 1 == last_word)
    for (std::int64_t row = 1; row <= out.size_y * out.size_z; ++row)
      out.words[static_cast<std::size_t>(row * out.row_words - 1)] &= (std::uint64_t{1} << in_last_word) - 1;
  for (const std::uint64_t word : out.words) out.count += count_bits(word);
  return out;
}

}  // namespace cryocosm
