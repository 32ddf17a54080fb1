// SPDX-License-Identifier: GPL-2.0
// A text is the kernel's, which keeps it as long as somebody reads.
// misuse: Files and devices: the text of a file is copied
// rust: compile error: no owned value of it, and not Copy
// expect: error: use of deleted function .*SeqFile\(const kernel::SeqFile

#include <kernel/seq_file.hpp>

[[maybe_unused]] static void example(kernel::SeqFile& text) {
#ifdef FAIL
  kernel::SeqFile copy = text;
#else
  kernel::SeqFile& copy = text;
#endif
  copy.print(FMT("{}\n", 1));
}
