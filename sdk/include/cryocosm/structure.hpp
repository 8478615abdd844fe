// Structure generators (the paper's G^S): what is drawn, unit by unit, and what later entries may attach to.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "cryocosm/distribution.hpp"
#include "cryocosm/export.hpp"
#include "cryocosm/units.hpp"
#include "cryocosm/volume.hpp"

namespace cryocosm {

/// An extension point and the version of its interface. Any change of layout or meaning bumps the version.
struct ExtensionPoint {
  const char* name;
  int version;
};

/// What one unit looks like, in its own frame: origin at the unit's centre, Å. A rasterizer that
/// names the same kind draws it; a family may add a kind by deriving from Shape in its own library.
/// Immutable after construction; [any] throughout.
class CRYOCOSM_API Shape {
 public:
  virtual ~Shape();
  /// Names the class behind this interface. No casts by RTTI cross the plugin door: equal kinds
  /// mean equal types.
  virtual std::string_view kind() const = 0;
  /// Radius of a ball around the origin that contains everything the shape draws or excludes, Å.
  virtual double radius_A() const = 0;
};

/// A density on a grid with its exclusion mask. Kind "template". The frame's origin is the centre
/// of voxel (N/2, N/2, N/2), integer division, as in RELION.
class CRYOCOSM_API DensityTemplate final : public Shape {
 public:
  static constexpr std::string_view k_kind = "template";
  /// `mask` has one byte per voxel, 1 = excluded. Throws DataError if sizes differ, the grid or the
  /// mask is empty, or a density is not finite.
  DensityTemplate(const GridSpec& grid, std::vector<float> density, std::vector<std::uint8_t> mask);
  ~DensityTemplate() override;

  std::string_view kind() const override { return k_kind; }
  double radius_A() const override { return radius_A_; }

  const GridSpec& grid() const { return grid_; }  ///< of density and mask
  /// The voxel whose centre is the frame's origin.
  Index3 centre() const { return {grid_.size.x / 2, grid_.size.y / 2, grid_.size.z / 2}; }
  Span<const float> density() const { return view(density_); }   ///< grid().count() voxels, owned by this
  Span<const std::uint8_t> mask() const { return view(mask_); }  ///< as many bytes, 0 or 1, owned by this
  std::size_t mask_count() const { return mask_count_; }         ///< voxels that are 1
  /// Radius of the ball around the origin that contains the mask, Å.
  double mask_radius_A() const { return mask_radius_A_; }
  /// The smallest box of voxels, both corners included, that contains the mask.
  Index3 mask_low() const { return mask_low_; }
  Index3 mask_high() const { return mask_high_; }  ///< see mask_low()

 private:
  GridSpec grid_;
  std::vector<float> density_;
  std::vector<std::uint8_t> mask_;
  std::size_t mask_count_ = 0;
  Index3 mask_low_, mask_high_;
  double radius_A_ = 0;
  double mask_radius_A_ = 0;
};

/// A set of solid balls with smooth edges. Kind "spheres". Each ball excludes its radius.
class CRYOCOSM_API SphereSet final : public Shape {
 public:
  static constexpr std::string_view k_kind = "spheres";
  /// One ball of the set.
  struct Ball {
    Vec3 centre_A;
    double radius_A = 0;
    double density = 1;
  };
  /// Density falls from full to zero over about 2 * `edge_A` around each radius. Throws DataError
  /// when empty, when a radius is not positive, or when a number is not finite.
  SphereSet(std::vector<Ball> balls, double edge_A);
  ~SphereSet() override;

  std::string_view kind() const override { return k_kind; }
  double radius_A() const override { return radius_A_; }
  Span<const Ball> balls() const { return view(balls_); }  ///< owned by this
  double edge_A() const { return edge_A_; }                ///< half width of the density's edge

 private:
  std::vector<Ball> balls_;
  double edge_A_;
  double radius_A_ = 0;
};

/// A surface given by its signed distance, with a wall of two Gaussian layers. Kind "field".
class CRYOCOSM_API ImplicitField : public Shape {
 public:
  static constexpr std::string_view k_kind = "field";
  /// The wall's profile along its normal.
  struct Wall {
    double layer_distance_A = 0;  ///< between the two layers' maxima (t of the paper)
    double layer_sigma_A = 0;     ///< of each Gaussian layer (sigma_l)
    double density = 1;           ///< peak of one layer
    double half_thickness_A = 0;  ///< excluded: |distance| <= this
    /// Parts that are labelled apart, as StructureGenerator::part_name() counts them from 1; 0 = not.
    std::uint8_t outer_layer_part = 0, inner_layer_part = 0, lumen_part = 0;
  };
  ~ImplicitField() override;
  std::string_view kind() const override { return k_kind; }
  virtual const Wall& wall() const = 0;  ///< the same at every call
  /// Signed distances in Å, negative inside; beyond what the wall reaches a lower bound of their size will
  /// do. At origin + (first + i) * step for i in [0, n);
  /// positions are computed from the whole index so that any split of a row gives the same bits.
  virtual void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const = 0;
  /// Gradient of the distance (a unit vector but at the medial axis).
  virtual Vec3 gradient(Vec3 p) const = 0;
  /// How far off distances may be where the wall reaches: of fields that are interpolated, say.
  virtual double tolerance_A() const { return 0; }
};

/// How a unit follows the one before it. The structure draws these numbers, the transform uses them.
struct Step {
  double nearest_A = 0;        ///< distance between the two units, lower bound
  double farthest_A = 0;       ///< and upper bound
  double curvature_per_A = 0;  ///< of the centerline
  double torsion_per_A = 0;    ///< of the centerline
  double twist_rad = 0;        ///< spin about the tangent, per unit
  std::int32_t bonded = 0;     ///< number of preceding units of the chain that it may touch, at most 16
};

/// Where a unit is held by what it attaches to: a point of the unit's frame, and the direction that leads
/// away from there, which is turned to the outward normal of a surface.
struct Anchor {
  Vec3 point_A;
  Vec3 axis{0, 0, 1};  ///< unit
};

/// The next unit of a chain. `shape` lives as long as the Structure, or, when `shared`, as long as its
/// generator: the host then learns about the shape once and not for every chain.
struct Unit {
  const Shape* shape = nullptr;
  std::uint32_t class_index = 0;  ///< which of the generator's classes it belongs to
  bool shared = false;
  Step step;
  std::optional<Anchor> anchor;  ///< empty when nothing is known of where to hold it
};

/// A point of a surface.
struct SurfacePoint {
  Vec3 position_A;
  Vec3 normal;  ///< unit, outward
};

/// Of a surface at one of its points: positive where it bends away from its normal, as a sphere does.
struct Curvatures {
  double greater_per_A = 0, smaller_per_A = 0;
};

/// Three indices into a list of points.
struct Triangle {
  std::uint32_t a, b, c;  ///< counter-clockwise seen from outside
};

/// A closed surface in the tomogram's frame that later entries can attach to. [any]
class CRYOCOSM_API Surface {
 public:
  virtual ~Surface();
  virtual double area_A2() const = 0;  ///< of the whole surface, parts outside the volume too
  virtual SurfacePoint sample(Random& random) const = 0;  ///< uniform by area
  virtual SurfacePoint nearest(Vec3 p) const = 0;         ///< the surface's point nearest to `p`
  virtual bool encloses(Vec3 p) const = 0;                ///< whether `p` lies inside
  /// The principal curvatures at a point that sample(), nearest() or on_sphere() gave. By default from the
  /// normals of points nearby.
  virtual Curvatures curvatures(const SurfacePoint& p) const;
  /// How far the body around the surface reaches to either side: half a membrane's thickness.
  virtual double half_thickness_A() const { return 0; }
  /// A uniform point of the curve where the surface meets a sphere; empty when they do not meet.
  virtual std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const = 0;
  /// A triangle mesh of at most `max_triangles`, appended to empty vectors.
  virtual void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                    std::vector<Triangle>& triangles) const = 0;
};

/// One drawn structure: a vesicle, a filament, a cluster. Chains of one unit and of many are the
/// same to the host. It owns its shapes; the host keeps it until the run ends, or drops it when the
/// chain could not be placed. [worker]
class CRYOCOSM_API Structure {
 public:
  virtual ~Structure();
  /// Unit number `index` (0, 1, ...), asked for in order; empty when the structure is complete.
  virtual std::optional<Unit> unit(std::size_t index, Random& random) = 0;
  /// A chain that ends with fewer units is taken back.
  virtual std::size_t min_units() const { return 1; }
  /// Surface of the placed unit number `index`; null when it has none. Asked for once the chain stays.
  virtual std::unique_ptr<Surface> surface(std::size_t index, const Pose& pose) const;
  /// Whether the line through the units' centres is a centerline worth writing out.
  virtual bool has_centerline() const { return false; }
};

/// Takes what a component has to say about itself.
class CRYOCOSM_API Facts {
 public:
  virtual ~Facts();
  /// Such as ("mass", 4100, units::kilodalton); `value` is in the unit's base, as everywhere.
  virtual void add(std::string_view name, double value, const UnitOfMeasure& unit) = 0;
};

/// Extension point "structure": draws the parameters of one structure after another.
class CRYOCOSM_API StructureGenerator {
 public:
  using Extends = StructureGenerator;
  static constexpr ExtensionPoint extends{"structure", 2};
  virtual ~StructureGenerator();
  /// Draws one structure. Called concurrently. Never null. [any]
  virtual std::unique_ptr<Structure> draw(Draw& draw) const = 0;
  /// Classes that its units belong to; each gets a label of its own. An empty name means the entry's. [any]
  virtual std::size_t class_count() const { return 1; }
  /// Of class `index` < class_count(); must live as long as the generator. [any]
  virtual std::string_view class_name(std::size_t index) const;
  /// Parts of its units that are labelled apart (Rasterizer::parts), numbered from 1; a part is called by the
  /// entry's name, '_' and its own. [any]
  virtual std::size_t part_count() const { return 0; }
  /// Of part 1 to part_count(); must live as long as the generator. [any]
  virtual std::string_view part_name(std::size_t part) const;
  /// What is worth knowing about the structures: a molecule's mass, say. For run.json and people. [any]
  virtual void facts(Facts& facts) const;
};

}  // namespace cryocosm
