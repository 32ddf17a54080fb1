// SPDX-License-Identifier: GPL-2.0
// A file is the kernel's, which counts who uses it.
// misuse: Files and devices: a file is copied
// rust: compile error: no owned value of it, and not Copy
// expect: error: use of deleted function .*File\(const kernel::File

#include <kernel/fs/file.hpp>

[[maybe_unused]] static unsigned int example(const kernel::File& file) {
#ifdef FAIL
  kernel::File copy = file;
  return copy.flags();
#else
  kernel::ARef<kernel::File> copy(file);
  return copy->flags();
#endif
}
