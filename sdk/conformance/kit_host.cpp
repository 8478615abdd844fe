// Services and threads of the kit's host.
#include "kit_host.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

#include "imaging/imaging.hpp"
#include "settings.hpp"

namespace cryocosm::conformance {

void split_over_threads(std::size_t n, int threads, FunctionRef<void(std::size_t, std::size_t)> body) {
  // three pieces for each thread, so that pieces and threads do not coincide
  const std::size_t pieces = threads == 1 ? 1 : std::min(n, static_cast<std::size_t>(3 * threads));
  if (n == 0) return;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr problem;
  const auto work = [&] {
    for (std::size_t piece = next++; piece < pieces; piece = next++) {
      try {
        body(n * piece / pieces, n * (piece + 1) / pieces);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (!problem) problem = std::current_exception();
        next = pieces;
      }
    }
  };
  std::vector<std::thread> workers;
  for (int i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  if (problem) std::rethrow_exception(problem);
}

KitServices::KitServices() : volumes(make_volumes()), imaging(make_imaging()) {}
KitServices::~KitServices() = default;

KitBuild::~KitBuild() {
  for (auto made = made_.rbegin(); made != made_.rend(); ++made) made->destroy(made->object);
}

const void* KitBuild::make(const Component& component, const Value& params) {
  Value resolved = params;
  resolve(component.record.schema, resolved);
  void* const object = component.record.create(resolved, *this);
  if (object == nullptr) throw Error(Code::component_misbehaved, component.record.id + " made nothing");
  made_.push_back({object, component.record.destroy});
  return object;
}

void KitBuild::resolve(const SchemaInfo& schema, Value& params) {
  for (const FieldInfo& field : schema.fields) {
    const auto key = std::find(params.keys.begin(), params.keys.end(), field.key);
    if (key == params.keys.end()) continue;
    Value& value = params.items[static_cast<std::size_t>(key - params.keys.begin())];
    if (field.type == FieldType::group) resolve(field.group.front(), value);
    if (field.type == FieldType::component && !value.text.empty()) value.handle = resolve_reference(value);
  }
}

std::uint64_t KitBuild::resolve_reference(const Value& reference) {
  if (reference.handle != 0 && subject_.example) {
    const ComponentUse& use = subject_.example->referenced.at(reference.handle - 1);
    make(*use.component, use.params);
  } else {
    const Component* const component = subject_.kernel.find(reference.text);
    if (component == nullptr)
      throw Error(Code::unknown_component,
                  "a parameter names the component '" + reference.text + "', which is not installed");
    make(*component, default_settings(component->record.schema));
  }
  return made_.size();
}

const void* KitBuild::find_component(std::uint64_t handle) {
  return handle == 0 || handle > made_.size() ? nullptr : made_[handle - 1].object;
}

KitRun::~KitRun() = default;

Random KitRun::random() const {
  asked_for_random_ = true;
  return random_;
}

double KitRun::draw(std::string_view name, const Distribution& distribution) {
  if (distribution.kind != Distribution::Kind::constant) asked_for_random_ = true;
  Random stream = random_.child(name);
  return distribution.draw(stream);
}

std::string KitRun::scratch_folder() {
  if (!scratch_) scratch_.emplace();
  return scratch_->path().string();
}

}  // namespace cryocosm::conformance
