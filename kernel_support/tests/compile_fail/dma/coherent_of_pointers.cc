// SPDX-License-Identifier: GPL-2.0
// What a device writes is no pointer of ours.
// misuse: Registers and DMA: memory for DMA of pointers
// rust: compile error: not `FromBytes` (E0277)
// expect: error: .*constraint|constraints not satisfied
// expect: PlainData

#include <kernel/dma/coherent.hpp>

struct Pointing {
  u64 length;
  void* where;
};
struct Descriptor {
  u64 length;
  u64 where;
};

#ifdef FAIL
[[maybe_unused]] static void example(const kernel::dma::Coherent<Pointing>&) {}
#else
[[maybe_unused]] static void example(const kernel::dma::Coherent<Descriptor>&) {}
#endif
