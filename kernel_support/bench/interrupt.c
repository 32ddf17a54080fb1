// SPDX-License-Identifier: GPL-2.0
/* The handler of an interrupt. */
#include <linux/interrupt.h>
#include <linux/io.h>

#include "bench.h"
#include "interrupt.h"

#define TIMES 1000

static struct bench_chip {
	void __iomem *registers;
	unsigned long count;
} chip;

static irqreturn_t bench_handle(int irq, void *cookie)
{
	struct bench_chip *chip = cookie;
	u32 status = readl(chip->registers + BENCH_STATUS);

	if (!status)
		return IRQ_NONE;
	writel(status, chip->registers + BENCH_ACKNOWLEDGE);
	WRITE_ONCE(chip->count, chip->count + 1);
	return IRQ_HANDLED;
}

int bench_interrupt_start(void)
{
	chip.registers = (void __iomem *)bench_registers();
	return request_irq(bench_irq(BENCH_C), bench_handle, 0, "bench_c11", &chip);
}

void bench_interrupt_stop(void)
{
	free_irq(bench_irq(BENCH_C), &chip);
}

int interrupt_raise(void)
{
	unsigned long before = READ_ONCE(chip.count);
	int error = bench_interrupt(BENCH_C, TIMES);

	return error ?: READ_ONCE(chip.count) - before == TIMES ? 0 : -EIO;
}
