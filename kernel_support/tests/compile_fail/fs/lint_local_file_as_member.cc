// SPDX-License-Identifier: GPL-2.0
// Whoever takes the lock next may be another thread.
// misuse: Files and devices: a file found by its descriptor is a member of what a lock guards
// rust: compile error: `LocalFile` is not Send (E0277)
// by: lint
// expect: 'file' is a LocalFile, and a lock shares State among threads

#include <kernel/fs/file.hpp>
#include <kernel/sync/mutex.hpp>
#include <optional>

#ifdef FAIL
struct State {
  std::optional<kernel::ARef<kernel::LocalFile>> file;
};
#else
struct State {
  std::optional<kernel::ARef<kernel::File>> file;
};
#endif

[[maybe_unused]] static bool example(const kernel::Mutex<State, "State">& state) {
  return state.with([](State& now) { return now.file.has_value(); });
}
