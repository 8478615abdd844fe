// Central slices side by side: xy above, xz below, one scale for all, with a scale bar.
#include "preview.hpp"

#include <algorithm>
#include <array>

#include "canvas.hpp"
#include "cryocosm/units.hpp"
#include "output_file.hpp"
#include "slices.hpp"

namespace cryocosm::exporters {
namespace {

constexpr int k_margin = 14;  // around everything
constexpr int k_gap = 10;     // between panels
constexpr int k_title = Canvas::k_text_height + 10;
constexpr int k_bar_height = 6;
constexpr Colour k_background{24, 26, 31};
constexpr Colour k_ink{222, 225, 230};
constexpr Colour k_nothing{11, 12, 15};  // label 0

// Okabe and Ito's palette for all kinds of colour vision, without its black, brightest contrasts
// first (jfly.uni-koeln.de/color). After seven labels it repeats lighter, then darker.
constexpr std::array<Colour, 7> k_palette{Colour{230, 159, 0},   Colour{86, 180, 233}, Colour{0, 158, 115},
                                          Colour{204, 121, 167}, Colour{240, 228, 66}, Colour{0, 114, 178},
                                          Colour{213, 94, 0}};

std::uint8_t mixed(std::uint8_t a, int b, double share_of_b) {
  return static_cast<std::uint8_t>(std::lround(a + share_of_b * (b - a)));
}

Colour label_colour(std::uint16_t label) {
  if (label == 0) return k_nothing;
  const std::size_t index = label - std::size_t{1};
  const Colour c = k_palette[index % k_palette.size()];
  switch (index / k_palette.size() % 3) {
    case 1: return {mixed(c.red, 255, 0.5), mixed(c.green, 255, 0.5), mixed(c.blue, 255, 0.5)};
    case 2: return {mixed(c.red, 0, 0.45), mixed(c.green, 0, 0.45), mixed(c.blue, 0, 0.45)};
    default: return c;
  }
}

// Three planes of 0..255: red, green, blue.
using Picture = std::array<Plane<float>, 3>;

Picture grey(const Plane<float>& slice, const Contrast01& contrast) {
  Plane<float> values = slice;
  for (float& v : values.values) {
    const float t = (v - contrast.black) / (contrast.white - contrast.black);
    v = t > 0 ? 255 * std::min(t, 1.0F) : 0.0F;  // a value that is not a number is black
  }
  return {values, values, values};
}

Picture coloured(const Plane<std::uint16_t>& slice) {
  Picture picture;
  for (Plane<float>& plane : picture) {
    plane = {slice.width, slice.height, {}};
    plane.values.reserve(slice.values.size());
  }
  for (const std::uint16_t label : slice.values) {
    const Colour colour = label_colour(label);
    picture[0].values.push_back(colour.red);
    picture[1].values.push_back(colour.green);
    picture[2].values.push_back(colour.blue);
  }
  return picture;
}

struct Panel {
  std::string_view title;
  double voxel_A = 1;
  Picture xy;
  Picture xz;
};

Panel grey_panel(std::string_view title, const float* voxels, const GridSpec& grid) {
  const Plane<float> xy = central_xy(voxels, grid);
  const Plane<float> xz = central_xz(voxels, grid);
  std::vector<float> values = xy.values;
  values.insert(values.end(), xz.values.begin(), xz.values.end());
  const Contrast01 contrast = robust_contrast(std::move(values));
  return {title, grid.voxel_A, grey(xy, contrast), grey(xz, contrast)};
}

std::vector<Panel> panels_of(const FinishedRun& finished) {
  std::vector<Panel> panels;
  const GridSpec& grid = finished.grid();
  if (finished.density() != nullptr) {
    panels.push_back(grey_panel("density", finished.density(), grid));
    panels.push_back({"labels", grid.voxel_A, coloured(central_xy(finished.labels(), grid)),
                      coloured(central_xz(finished.labels(), grid))});
  }
  if (const Dataset* const tomogram = finished.tomogram())
    panels.push_back(grey_panel("tomogram", tomogram->voxels, tomogram->grid));
  return panels;
}

// Everything in Å, from the panels' own voxels.
struct Extent {
  double width = 0;      // of all panels together
  double xy_height = 0;  // of the highest
  double xz_height = 0;
};

Extent extent_of(const std::vector<Panel>& panels) {
  Extent extent;
  for (const Panel& panel : panels) {
    extent.width += panel.voxel_A * static_cast<double>(panel.xy[0].width);
    extent.xy_height = std::max(extent.xy_height, panel.voxel_A * static_cast<double>(panel.xy[0].height));
    extent.xz_height = std::max(extent.xz_height, panel.voxel_A * static_cast<double>(panel.xz[0].height));
  }
  return extent;
}

// Pixels for each Å such that the picture is at most `width_px` wide and twice as high; a whole number
// of pixels for each voxel when voxels are magnified.
double scale_of(const std::vector<Panel>& panels, const Extent& extent, double width_px) {
  const double gaps = 2 * k_margin + k_gap * static_cast<double>(panels.size() - 1);
  const double scale =
      std::min((width_px - gaps) / extent.width, 2 * width_px / (extent.xy_height + extent.xz_height));
  const double voxel_A = panels.front().voxel_A;
  return scale * voxel_A > 1 ? std::floor(scale * voxel_A) / voxel_A : scale;
}

int pixels(double length_A, double scale) { return std::max(1, static_cast<int>(length_A * scale + 1e-6)); }

std::uint8_t byte(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F)); }

// Draws with the first row at the bottom, so that y and z point up. Returns the width.
int draw(Canvas& canvas, int left, int top, const Picture& picture, double px_per_voxel) {
  const int width = pixels(static_cast<double>(picture[0].width), px_per_voxel);
  const int height = pixels(static_cast<double>(picture[0].height), px_per_voxel);
  Picture fitted;
  for (std::size_t c = 0; c < 3; ++c) fitted[c] = resampled(picture[c], width, height);
  std::size_t i = 0;
  for (int y = height; y-- > 0;)
    for (int x = 0; x < width; ++x, ++i)
      canvas.set(left + x, top + y,
                 {byte(fitted[0].values[i]), byte(fitted[1].values[i]), byte(fitted[2].values[i])});
  return width;
}

// The largest of 1, 2, 5, 10, ... that is not above `limit`.
double round_length(double limit) {
  const double decade = std::pow(10.0, std::floor(std::log10(limit)));
  for (const double factor : {5.0, 2.0})
    if (factor * decade <= limit) return factor * decade;
  return decade;
}

std::string length_text(double length_nm) {
  return length_nm < 1000 ? number_text(length_nm) + " nm" : number_text(length_nm / 1000) + " um";
}

void draw_scale_bar(Canvas& canvas, int y, double panel_A, double scale) {
  const double length_nm = round_length(panel_A / 10 / 4);
  const int length = pixels(length_nm * 10, scale);
  canvas.rectangle(k_margin, y + (Canvas::k_text_height - k_bar_height) / 2, length, k_bar_height, k_ink);
  canvas.text(k_margin + length + 10, y, length_text(length_nm), k_ink);
}

Canvas drawn(const std::vector<Panel>& panels, std::int64_t width_px) {
  const Extent extent = extent_of(panels);
  const double scale = scale_of(panels, extent, static_cast<double>(width_px));
  const int xy_height = pixels(extent.xy_height, scale);
  const int xz_height = pixels(extent.xz_height, scale);
  int width = 2 * k_margin - k_gap;
  for (const Panel& panel : panels)
    width += k_gap + pixels(static_cast<double>(panel.xy[0].width), scale * panel.voxel_A);
  const int xy_top = k_margin + k_title;
  const int xz_top = xy_top + xy_height + k_gap;
  const int bar_top = xz_top + xz_height + k_margin;
  Canvas canvas(width, bar_top + Canvas::k_text_height + k_margin, k_background);
  int left = k_margin;
  for (const Panel& panel : panels) {
    canvas.text(left, k_margin, panel.title, k_ink);
    draw(canvas, left, xz_top, panel.xz, scale * panel.voxel_A);
    left += draw(canvas, left, xy_top, panel.xy, scale * panel.voxel_A) + k_gap;
  }
  draw_scale_bar(canvas, bar_top, panels.front().voxel_A * static_cast<double>(panels.front().xy[0].width),
                 scale);
  return canvas;
}

}  // namespace

Schema<PreviewParams> PreviewExporter::schema() {
  Schema<PreviewParams> s("Central slices of density, labels and tomogram as preview.png.");
  s.field("width", &PreviewParams::width_px)
      .range(200, 10000)
      .help("Greatest width of the picture in pixels; small volumes are magnified by whole numbers.");
  s.by_default();
  return s;
}

void PreviewExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext&) const {
  const std::vector<Panel> panels = panels_of(finished);
  if (panels.empty()) return;  // a run that started with a tilt series and made no tomogram
  const Canvas canvas = drawn(panels, params_.width_px);
  OutputFile file(folder.file("preview.png"));
  file.write(canvas.png());
  file.close();
}

}  // namespace cryocosm::exporters
