/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER u8 cpp_helper_readb(const volatile void __iomem *address);
CPP_HELPER u16 cpp_helper_readw(const volatile void __iomem *address);
CPP_HELPER u32 cpp_helper_readl(const volatile void __iomem *address);
CPP_HELPER u8 cpp_helper_readb_relaxed(const volatile void __iomem *address);
CPP_HELPER u16 cpp_helper_readw_relaxed(const volatile void __iomem *address);
CPP_HELPER u32 cpp_helper_readl_relaxed(const volatile void __iomem *address);
CPP_HELPER void cpp_helper_writeb(u8 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writew(u16 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writel(u32 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writeb_relaxed(u8 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writew_relaxed(u16 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writel_relaxed(u32 value, volatile void __iomem *address);
/* Only 64-bit processors access 64 bits at once. */
#if __SIZEOF_LONG__ == 8
CPP_HELPER u64 cpp_helper_readq(const volatile void __iomem *address);
CPP_HELPER u64 cpp_helper_readq_relaxed(const volatile void __iomem *address);
CPP_HELPER void cpp_helper_writeq(u64 value, volatile void __iomem *address);
CPP_HELPER void cpp_helper_writeq_relaxed(u64 value, volatile void __iomem *address);
#endif
