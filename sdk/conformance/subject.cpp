// Loading of the plugin under test.
#include "subject.hpp"

#include <system_error>

namespace cryocosm::conformance {
namespace {

bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::error_code ignored;
  return std::filesystem::equivalent(a, b, ignored);
}

std::string refusals(const Subject& subject) {
  std::string text;
  for (const auto* list : {&subject.kernel.refused(), &subject.kernel.shadowed()})
    for (const Refusal& refusal : *list)
      if (is_same_file(refusal.path, subject.file)) text += to_text(refusal) + "\n";
  return text;
}

void read_example(Subject& subject, const std::filesystem::path& example) {
  try {
    subject.example = read_pipeline(subject.kernel, example);
  } catch (const ConfigError& error) {
    subject.refusal = to_text(error.diagnostics());
  } catch (const Error& error) {
    subject.refusal = example.string() + ": " + error.message();
  }
}

}  // namespace

void load_subject(Subject& subject, const std::filesystem::path& file, const std::filesystem::path& example,
                  const std::filesystem::path& docs) {
  subject.file = file;
  subject.docs = docs;
  subject.kernel.load(default_search_path({file}, {}));
  for (const auto& plugin : subject.kernel.plugins())
    if (is_same_file(plugin->path, file)) subject.plugin = plugin.get();
  subject.refusal = refusals(subject);
  if (subject.plugin == nullptr) {
    if (subject.refusal.empty()) subject.refusal = "'" + file.string() + "' was not loaded";
    return;
  }
  for (const Component* component : subject.kernel.components())
    if (component->plugin == subject.plugin) subject.components.push_back(component);
  if (subject.refusal.empty() && subject.components.empty())
    subject.refusal = "plugin " + subject.plugin->id + " registers no component";
  if (subject.refusal.empty() && !example.empty()) read_example(subject, example);
}

}  // namespace cryocosm::conformance
