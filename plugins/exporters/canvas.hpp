// A small RGB picture: rectangles, text in a built-in font, PNG.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cryocosm::exporters {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
};

/// Row 0 is at the top. Drawing outside is clipped. [worker]
class Canvas {
 public:
  Canvas(int width, int height, Colour background);
  int width() const { return width_; }
  int height() const { return height_; }

  void set(int x, int y, Colour colour);
  void rectangle(int x, int y, int width, int height, Colour colour);
  /// Text with its upper left corner at (x, y). Characters that the font lacks stay blank; it has
  /// digits, the point, and the small letters that the preview needs.
  void text(int x, int y, std::string_view text, Colour colour);

  /// The picture as the bytes of a PNG file, the same for the same picture. Throws Error.
  std::string png() const;

  static constexpr int k_text_height = 14;
  static int text_width(std::string_view text);

 private:
  int width_;
  int height_;
  std::vector<std::uint8_t> rgb_;
};

}  // namespace cryocosm::exporters
