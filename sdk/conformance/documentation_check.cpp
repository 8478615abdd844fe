// The page of a component: docs/<name>.md beside the plugin, for people; the kit looks for the parameters.
#include <fstream>
#include <iterator>

#include "checks.hpp"
#include "describe/describe.hpp"

namespace cryocosm::conformance {
namespace {

// "tem.ctf" is explained in ctf.md.
std::string page_name(const std::string& id) { return id.substr(id.find('.') + 1) + ".md"; }

// `key` between backticks, alone or with what it is set to.
bool names(const std::string& page, const std::string& key) {
  for (std::size_t at = page.find('`' + key); at != std::string::npos; at = page.find('`' + key, at + 1)) {
    const char after = at + key.size() + 1 < page.size() ? page[at + key.size() + 1] : '`';
    if (after == '`' || after == ' ' || after == ':' || after == '=') return true;
  }
  return false;
}

}  // namespace

void check_documented(const Subject& subject, const Component& component, Findings& findings) {
  if (subject.docs.empty())
    return findings.skip("no folder of pages was given: --docs=FOLDER, or DOCS in cryocosm_add_plugin()");
  const std::filesystem::path file = subject.docs / page_name(component.record.id);
  std::ifstream in(file);
  if (!findings.expect(in.good(), "there is no page '" + file.string() + "'")) return;
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  findings.expect(page.find(component.record.id) != std::string::npos,
                  "'" + file.string() + "' does not name " + component.record.id);
  for (const FlatField& flat : flattened(component.record.schema)) {
    const std::string last = flat.key.substr(flat.key.rfind('.') + 1);
    findings.expect(names(page, flat.key) || names(page, last),
                    "'" + file.string() + "' does not mention the parameter `" + flat.key + "` in backticks");
  }
}

}  // namespace cryocosm::conformance
