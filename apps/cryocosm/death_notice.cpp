// Handlers that may only write(2): id and version stand in strings that live as long as the process.
#include "death_notice.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

#include "kernel/current_component.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm::cli {
namespace {

void write_text(const char* text) {
  if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) ::_exit(1);
}

/// Async-signal-safe, hence without full_name().
void write_notice(const char* what) {
  const Component* const component = current_component();
  write_text("cryocosm: error CC4001: ");
  write_text(component->record.id.c_str());
  if (component->plugin != nullptr) {
    write_text(" (plugin ");
    write_text(component->plugin->id.c_str());
    write_text(" ");
    write_text(component->plugin->version.c_str());
    write_text(")");
  }
  write_text(" ");
  write_text(what);
  write_text("\n  report it to the plugin's author; 'cryocosm check-plugin' may show what is wrong\n");
}

void on_crash(int signal) {
  const char* what = "ended the process by a signal";
  if (signal == SIGSEGV || signal == SIGBUS)
    what = "touched memory that is not there, which ends the process";
  if (signal == SIGFPE) what = "divided by zero, which ends the process";
  if (signal == SIGILL) what = "ran an instruction that this processor does not have, which ends the process";
  if (signal == SIGABRT) what = "aborted the process";
  if (current_component() != nullptr) write_notice(what);
  ::raise(signal);  // the handler was removed: this ends the process as usual
}

/// A plugin that calls exit(0) must not look like a run that worked.
void on_exit() {
  if (current_component() == nullptr) return;
  write_notice("called exit(), which ends the process");
  ::_exit(1);
}

}  // namespace

void announce_deaths() {
  struct sigaction action {};
  action.sa_handler = on_crash;
  sigemptyset(&action.sa_mask);
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(signal, &action, nullptr);
  std::atexit(on_exit);
}

}  // namespace cryocosm::cli
