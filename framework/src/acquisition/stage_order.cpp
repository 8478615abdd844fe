// Building stages with their defaults and following their ports.
#include "acquisition/stage_order.hpp"

#include <algorithm>

namespace cryocosm {
namespace {

struct Stage {
  const Component* component;
  Ports ports;
};

std::vector<Stage> buildable_stages(const Kernel& kernel, BuildContext& build) {
  std::vector<Stage> stages;
  for (const auto& [id, component] : kernel.registry(AcquisitionStage::extends.name)) {
    if (!component.record.schema.deprecated.empty()) continue;  // nobody should begin with it
    const auto& fields = component.record.schema.fields;
    if (std::any_of(fields.begin(), fields.end(), [](const FieldInfo& f) { return f.required; })) continue;
    Value defaults;
    defaults.type = Value::Type::group;
    try {
      const auto stage = kernel.create<AcquisitionStage>(component, defaults, build);
      const Ports ports = guarded_call(component, [&] { return stage->ports(); });
      if (ports.in != DataKind::any) stages.push_back({&component, ports});
    } catch (const Error&) {
      continue;  // it needs something that a starter pipeline can not guess
    }
  }
  return stages;
}

}  // namespace

std::vector<const Component*> usual_stages(const Kernel& kernel, BuildContext& build) {
  std::vector<const Component*> order;
  const std::vector<Stage> stages = buildable_stages(kernel, build);
  for (const DataKind kind : {DataKind::volume, DataKind::tilt_series, DataKind::tomogram}) {
    for (const Stage& stage : stages)
      if (stage.ports.in == kind && stage.ports.out == kind) order.push_back(stage.component);
    const auto leads_on = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) {
      return stage.ports.in == kind && static_cast<int>(stage.ports.out) == static_cast<int>(kind) + 1;
    });
    if (leads_on == stages.end()) break;
    order.push_back(leads_on->component);
  }
  return order;
}

}  // namespace cryocosm
