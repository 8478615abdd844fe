// What the host offers to components: volumes, imaging, random streams, parallel loops, progress,
// cancellation.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "cryocosm/acquisition.hpp"
#include "cryocosm/random.hpp"
#include "cryocosm/schema.hpp"

namespace cryocosm {

/// A reference to a callable, valid during the call it is passed to.
template <class Signature>
class FunctionRef;
/// What `FunctionRef<R(Args...)>` names; pass a lambda where one is asked for.
template <class R, class... Args>
class FunctionRef<R(Args...)> {
 public:
  /// Implicit on purpose. Keeps a pointer to `f` and copies nothing.
  template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, FunctionRef>>>
  FunctionRef(F&& f)  // NOLINT(google-explicit-constructor,bugprone-forwarding-reference-overload)
      : object_(const_cast<void*>(static_cast<const void*>(&f))), call_([](void* object, Args... args) -> R {
          return (*static_cast<std::remove_reference_t<F>*>(object))(static_cast<Args>(args)...);
        }) {}
  R operator()(Args... args) const { return call_(object_, static_cast<Args>(args)...); }

 private:
  void* object_;
  R (*call_)(void*, Args...);
};

/// What files hold.
enum class PixelType { uint8, uint16, uint32, float32 };

/// Voxels to be written; memory stays the caller's.
struct VolumeView {
  const void* voxels = nullptr;
  PixelType type = PixelType::float32;
  GridSpec grid;
  bool is_stack = false;  ///< images along z, not a volume (MRC: ispg 0, mz 1)
};

/// Reading and writing volumes. The format follows the suffix: .mrc .map .ccp4 .nrrd .nii .nii.gz .
class CRYOCOSM_API Volumes {
 public:
  static constexpr std::string_view k_service = "volumes/1";
  virtual ~Volumes();
  /// Throws FileError (missing, truncated, not a volume) or DataError (voxel size zero, unequal or
  /// not finite; voxels not finite). Integers become floats. [any]
  virtual Volume read(const std::string& path) const = 0;
  /// Throws FileError; a failed write leaves no file. [any]
  virtual void write(const std::string& path, const VolumeView& volume) const = 0;
};

/// Filters of the host (ITK). Volumes are x fastest. [any]
class CRYOCOSM_API Imaging {
 public:
  static constexpr std::string_view k_service = "imaging/1";
  virtual ~Imaging();
  /// Gaussian filter of standard deviation `sigma_A`, in place, zero-flux boundary.
  virtual void gaussian(Volume& volume, double sigma_A) const = 0;
  /// The same field of view on voxels of `voxel_A`, low-passed first when they grow (anti-alias);
  /// voxel N/2 stays where it is, so a template keeps its centre.
  virtual Volume resample(const Volume& volume, double voxel_A) const = 0;
  /// Multiplies the Fourier transform by `gain(frequency in 1/Å)`, a real radial filter, in place.
  virtual void radial_filter(Volume& volume, FunctionRef<double(double)> gain) const = 0;
};

/// Who should see a line: only those who ask, or everybody.
enum class LogLevel { debug, info, warning };

/// What both the building and the running of a component may ask of the host.
class CRYOCOSM_API Services {
 public:
  virtual ~Services();
  virtual Volumes& volumes() = 0;  ///< files of volumes [any]
  virtual Imaging& imaging() = 0;  ///< filters [any]
  /// Tells the user one line; warnings are always shown, the rest on request. [any]
  virtual void log(LogLevel level, std::string_view text) = 0;
  /// Calls `body(begin, end)` for disjoint ranges that cover [0, n), on the host's threads. Nothing
  /// may depend on how the range is split. An exception of the body is thrown here. [worker]
  virtual void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) = 0;
  /// True once the user has asked to stop. [any]
  virtual bool cancelled() const noexcept = 0;
  void stop_if_cancelled() const;  ///< throws Cancelled

  /// A service of a later version of the host, by its id; null when this host has none.
  template <class T>
  T* service() {
    return static_cast<T*>(find_service(T::k_service));
  }

 protected:
  virtual void* find_service(std::string_view id);  ///< the host's; null by default
};

/// Results of long computations, kept between runs. Damaged or missing entries count as absent; nothing
/// here ever fails a run. A service: BuildContext::service<Cache>(), null when caching is off. [any]
class CRYOCOSM_API Cache {
 public:
  static constexpr std::string_view k_service = "cache/1";
  /// Whatever the result depends on: what computes it and in which version, the bytes of the input, and
  /// the parameters as text.
  struct Key {
    std::string_view maker;
    Span<const char> input;
    std::string_view parameters;
  };
  virtual ~Cache();
  /// Hands the stored bytes to `take` and returns true, or returns false.
  virtual bool find(const Key& key, FunctionRef<void(Span<const char>)> take) = 0;
  /// Keeps a copy of `bytes` if it can.
  virtual void store(const Key& key, Span<const char> bytes) = 0;
};

/// Given to constructors: load and compute here whatever can fail, because all components are built
/// before anything runs or is written. Its services stay valid until the run ends, for what takes too long to
/// be computed before it is known to be needed. [host]
class CRYOCOSM_API BuildContext : public Services {
 public:
  ~BuildContext() override;
  /// The phantom's grid.
  virtual const GridSpec& grid() const = 0;
  /// The component behind a parameter of type ComponentRef, of the point declared in the schema;
  /// null when the parameter was not given. Owned by the host, lives until the run ends.
  template <class T>
  const T* component(const ComponentRef& ref) {
    return static_cast<const T*>(find_component(ref.handle));
  }

 protected:
  virtual const void* find_component(std::uint64_t handle) = 0;  ///< the host's; null for handle 0
};

/// Given to acquisition stages and exporters while they run.
class CRYOCOSM_API RunContext : public Services {
 public:
  ~RunContext() override;
  /// The random stream of this component in this tomogram; use children of it for parts. [any]
  virtual Random random() const = 0;
  /// Draws a value once and records it in run.json. [worker]
  virtual double draw(std::string_view name, const Distribution& distribution) = 0;
  /// Records a text in run.json, such as the version of a program that was used; the default does not. What
  /// a stage notes or draws while it runs on a half data set is not recorded again. [worker]
  virtual void note(std::string_view name, std::string_view text);
  /// `done` of `total` parts are finished. [any]
  virtual void progress(std::size_t done, std::size_t total) = 0;
  /// A folder for temporary files, removed after the run. [worker]
  virtual std::string scratch_folder() = 0;
};

}  // namespace cryocosm
