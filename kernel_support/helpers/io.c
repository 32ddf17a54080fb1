// SPDX-License-Identifier: GPL-2.0
#include <linux/io.h>
#include "io.h"

u8 cpp_helper_readb(const volatile void __iomem *address)
{
	return readb(address);
}

u16 cpp_helper_readw(const volatile void __iomem *address)
{
	return readw(address);
}

u32 cpp_helper_readl(const volatile void __iomem *address)
{
	return readl(address);
}

u8 cpp_helper_readb_relaxed(const volatile void __iomem *address)
{
	return readb_relaxed(address);
}

u16 cpp_helper_readw_relaxed(const volatile void __iomem *address)
{
	return readw_relaxed(address);
}

u32 cpp_helper_readl_relaxed(const volatile void __iomem *address)
{
	return readl_relaxed(address);
}

void cpp_helper_writeb(u8 value, volatile void __iomem *address)
{
	writeb(value, address);
}

void cpp_helper_writew(u16 value, volatile void __iomem *address)
{
	writew(value, address);
}

void cpp_helper_writel(u32 value, volatile void __iomem *address)
{
	writel(value, address);
}

void cpp_helper_writeb_relaxed(u8 value, volatile void __iomem *address)
{
	writeb_relaxed(value, address);
}

void cpp_helper_writew_relaxed(u16 value, volatile void __iomem *address)
{
	writew_relaxed(value, address);
}

void cpp_helper_writel_relaxed(u32 value, volatile void __iomem *address)
{
	writel_relaxed(value, address);
}

#if __SIZEOF_LONG__ == 8
u64 cpp_helper_readq(const volatile void __iomem *address)
{
	return readq(address);
}

u64 cpp_helper_readq_relaxed(const volatile void __iomem *address)
{
	return readq_relaxed(address);
}

void cpp_helper_writeq(u64 value, volatile void __iomem *address)
{
	writeq(value, address);
}

void cpp_helper_writeq_relaxed(u64 value, volatile void __iomem *address)
{
	writeq_relaxed(value, address);
}
#endif
