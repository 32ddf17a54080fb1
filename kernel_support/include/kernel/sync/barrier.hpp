// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory barriers: lines that memory accesses do not cross.

#include <helpers/barrier.h>

namespace kernel {

/// \defgroup barriers Memory barriers
///
/// Between processors an Atomic with Release and Acquire says the same more clearly, as its
/// ordering stands at the access that needs it. A barrier is for what has none: several accesses at
/// once, or a device on the other side. A barrier works in pairs only: the other side needs its
/// own.
///
///     # #include <kernel/sync/atomic.hpp>
///     # ---
///     kernel::Atomic<int> flag{0};
///     kernel::Atomic<int> other{0};
///     flag.store(1, kernel::Relaxed);
///     kernel::smp_mb();   // what is stored before is seen before other is read
///     EXPECT_EQ(other.load(kernel::Relaxed), 0);
///
/// \context Any.
/// \wraps{asm/barrier.h,core-api/wrappers/memory-barriers.html}
/// @{

/// The compiler moves no access across; the processor may.
inline void barrier() { cpp_helper_barrier(); }

/// No access crosses it, for processors and devices alike.
inline void mb() { cpp_helper_mb(); }
/// No read crosses it, for processors and devices alike.
inline void rmb() { cpp_helper_rmb(); }
/// No write crosses it, for processors and devices alike.
inline void wmb() { cpp_helper_wmb(); }

/// No access crosses it, as other processors see it. On a kernel for one processor a barrier().
inline void smp_mb() { cpp_helper_smp_mb(); }
/// No read crosses it, as other processors see it.
inline void smp_rmb() { cpp_helper_smp_rmb(); }
/// No write crosses it, as other processors see it.
inline void smp_wmb() { cpp_helper_smp_wmb(); }
/// smp_mb() before a Relaxed operation that changes an Atomic; cheaper where such operations are
/// barriers anyhow.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that the kernel gives it
inline void smp_mb__before_atomic() { cpp_helper_smp_mb__before_atomic(); }
/// The same after one.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that the kernel gives it
inline void smp_mb__after_atomic() { cpp_helper_smp_mb__after_atomic(); }

/// No access to memory that is shared with a device crosses it. Not for the device's registers.
inline void dma_mb() { cpp_helper_dma_mb(); }
/// No read of memory that is shared with a device crosses it.
inline void dma_rmb() { cpp_helper_dma_rmb(); }
/// No write of memory that is shared with a device crosses it.
inline void dma_wmb() { cpp_helper_dma_wmb(); }

/// @}

}  // namespace kernel
