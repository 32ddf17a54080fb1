// SPDX-License-Identifier: GPL-2.0
// Reads where nothing is, in functions that are inlined into each other: for the tests of what a
// report is made readable with.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

namespace {

struct Reader {
  int* where;

  int read() const {
    return *const_cast<volatile int*>(where);  // the crash
  }
};

template <typename T>
int twice(const T& reader) {
  return 2 * reader.read();  // inlined
}

// Not inlined: a frame of its own.
[[gnu::noinline]] void outer(const Reader& reader) {
  int value = twice(reader);  // outermost
  pr_info("read {}\n", value);
}

}  // namespace

struct Crash : kernel::Module<Crash> {
  static kernel::Result<Crash> init(kernel::ThisModule&) {
    int* nowhere = reinterpret_cast<int*>(8);
    asm("" : "+r"(nowhere));
    outer(Reader{nowhere});  // the call
    pr_info("not here\n");
    return {std::in_place};
  }
};

KERNEL_MODULE(Crash, {.name = "crash", .license = "GPL"});
