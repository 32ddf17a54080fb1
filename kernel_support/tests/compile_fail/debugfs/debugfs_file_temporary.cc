// SPDX-License-Identifier: GPL-2.0
// The object behind a file goes with the file.
// misuse: Files and devices: an object is used when its file in debugfs is gone
// rust: compile error: temporary value dropped while borrowed
// expect: error: use of deleted function .*File<T>::operator->\(\) const &&

#include <kernel/debugfs.hpp>

using File = kernel::debugfs::File<kernel::Atomic<int>>;

[[maybe_unused]] static kernel::Result<int> example(const kernel::debugfs::Dir& dir) {
#ifdef FAIL
  return TRY(File::make(kernel::GFP_KERNEL, dir, {.name = "a"}))->load(kernel::Relaxed);
#else
  auto file = TRY(File::make(kernel::GFP_KERNEL, dir, {.name = "a"}));
  return file->load(kernel::Relaxed);
#endif
}
