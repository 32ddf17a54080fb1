// SPDX-License-Identifier: GPL-2.0
/* Registers of devices, and what goes with them. */
#include <linux/bitfield.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/slab.h>
#include <linux/srcu.h>

#include "bench.h"

#define TIMES 1000
#define CHANNELS 64

#define IDENTIFICATION 0x00
#define IDENTIFICATION_VERSION GENMASK(31, 16)
#define IDENTIFICATION_PRODUCT GENMASK(15, 0)

#define COMMAND 0x20
#define COMMAND_START BIT(0)
#define COMMAND_INTERRUPT BIT(2)
#define COMMAND_CHANNEL GENMASK(15, 8)

#define VOLUME 0x400

struct chip {
	void __iomem *registers;
	size_t size;
};

int device_read(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	unsigned long sum = 0;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		u32 identification = readl(chip->registers + IDENTIFICATION);

		sum += FIELD_GET(IDENTIFICATION_PRODUCT, identification);
	}
	return sum == 0 ? 0 : -EIO;
}

int device_write(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	u8 channel = 3;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		bench_hide(channel);
		writel(COMMAND_START | COMMAND_INTERRUPT | FIELD_PREP(COMMAND_CHANNEL, channel),
		       chip->registers + COMMAND);
	}
	return 0;
}

int device_update(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	u8 channel = 3;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		u32 command = readl(chip->registers + COMMAND);

		bench_hide(channel);
		command &= ~COMMAND_CHANNEL;
		command |= FIELD_PREP(COMMAND_CHANNEL, channel);
		writel(command, chip->registers + COMMAND);
	}
	return 0;
}

int device_read_at(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	unsigned long sum = 0;
	size_t channel = 5;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		bench_hide(channel);
		if (channel >= CHANNELS)
			return -EINVAL;
		sum += readl(chip->registers + VOLUME + channel * sizeof(u32));
	}
	return sum == 0 ? 0 : -EIO;
}

int device_try_read_at(void)
{
	return device_read_at();
}

int device_try_read(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	unsigned long sum = 0;
	size_t offset = 0x800;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		bench_hide(offset);
		if (offset % sizeof(u32) || offset > chip->size ||
		    chip->size - offset < sizeof(u32))
			return -EINVAL;
		sum += readl(chip->registers + offset);
	}
	return sum == 0 ? 0 : -EIO;
}

int device_poll(void)
{
	struct chip on_stack = { (void __iomem *)bench_registers(), BENCH_REGISTERS };
	struct chip *chip = &on_stack;
	int i;

	bench_hide(chip);
	for (i = 0; i < TIMES; i++) {
		u32 identification;
		int error = readl_poll_timeout_atomic(
			chip->registers + IDENTIFICATION, identification,
			FIELD_GET(IDENTIFICATION_VERSION, identification) == 0, 1, 100);

		if (error)
			return error;
	}
	return 0;
}

struct level {
	struct srcu_struct users;
	int available;
	long value;
};

int device_revocable(void)
{
	struct level *level = kmalloc(sizeof(*level), GFP_KERNEL);
	long sum = 0;
	int i, error;

	if (!level)
		return -ENOMEM;
	error = init_srcu_struct(&level->users);
	if (error) {
		kfree(level);
		return error;
	}
	level->value = 1;
	level->available = 1;
	bench_hide(level);
	for (i = 0; i < TIMES; i++) {
		int index = srcu_read_lock(&level->users);

		if (smp_load_acquire(&level->available))
			sum += level->value;
		srcu_read_unlock(&level->users, index);
	}
	srcu_barrier(&level->users);
	cleanup_srcu_struct(&level->users);
	kfree(level);
	return sum == TIMES ? 0 : -EIO;
}
