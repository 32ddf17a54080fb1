// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: names in /proc that are taken.

#include <helpers/fs.h>

#include <kernel/error.hpp>
#include <kernel/print.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/scope_guard.hpp>

namespace kernel::detail {

/// Fails if there is a file or a folder at \p path below /proc already. The kernel must not be
/// asked to make it then: two files in /proc are a warning, and a setting that is there twice takes
/// all others out of their folder (erase_header()).
///
/// It is looked up in a /proc of our own, as nobody knows whether the task has one, and where.
inline Result<void> check_free_in_proc(CStr path) KERNEL_MAY_SLEEP {
  ::file_system_type* proc = bindings::get_fs_type("proc");
  if (!proc) return {};
  ::vfsmount* mount = TRY(from_err_ptr(bindings::kern_mount(proc)));
  ScopeGuard unmount([=] { bindings::kern_unmount(mount); });
  auto found =
      from_err_ptr(cpp_helper_file_open_root_mnt(mount, path.as_raw(), bindings::O_PATH, 0));
  if (found.is_err()) {
    if (found.error() == ENOENT) return {};
    return found.error();
  }
  bindings::fput(found.value());
  pr_err("there is a file /proc/{} already: choose another name\n", path);
  return EEXIST;
}

}  // namespace kernel::detail
