// Components whose schemas, texts or partners are wrong.
#include "bad_components.hpp"

namespace bad {
namespace {

class OneWordHelp final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s = size_schema();
    s.field("other", &Size::size_A).unit(units::angstrom).range(10, 100).help("Size.");
    return s;
  }
  using BallGenerator::BallGenerator;
};

class UnitInKey final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s("A key that names a unit.");
    s.field("size_nm", &Size::size_A).range(10, 100).help("Size of the thing.");
    return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
  }
  using BallGenerator::BallGenerator;
};

class BrokenDefault final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s = size_schema();
    s.check("the size must exceed sixty", [](const Size& size) { return size.size_A > 60; });
    return s;
  }
  using BallGenerator::BallGenerator;
};

class MissingPartner final : public BallGenerator {
 public:
  static Schema<Size> schema() { return size_schema().drawn_by("nobody.here"); }
  using BallGenerator::BallGenerator;
};

}  // namespace

void add_declarations(Registrar& plugin) {
  plugin.add<OneWordHelp>("bad.one_word_help");
  plugin.add<UnitInKey>("bad.unit_in_key");
  plugin.add<BrokenDefault>("bad.broken_default");
  plugin.add<MissingPartner>("bad.missing_partner");
}

}  // namespace bad
