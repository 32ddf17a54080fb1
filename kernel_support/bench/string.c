// SPDX-License-Identifier: GPL-2.0
/* Text: formatted, copied, read. */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "bench.h"

int string_format(void)
{
	int index = 7;
	char *name;

	bench_hide(index);
	name = kasprintf(GFP_KERNEL, "queue%d", index);
	if (!name)
		return -ENOMEM;
	bench_use(name);
	kfree(name);
	return 0;
}

int string_format_text(void)
{
	int bad = 3;
	unsigned long first = 0x1f00;
	const char *disk = "sda";
	char *name;

	bench_hide(bad);
	bench_hide(first);
	bench_hide(disk);
	name = kasprintf(GFP_KERNEL, "%d blocks of %s are bad, first %#lx: %pe", bad, disk, first,
			 ERR_PTR(-EIO));
	if (!name)
		return -ENOMEM;
	bench_use(name);
	kfree(name);
	return 0;
}

int string_copy(void)
{
	const char *text = "a string to be copied";
	char *name;

	bench_hide(text);
	name = kstrdup(text, GFP_KERNEL);
	if (!name)
		return -ENOMEM;
	bench_use(name);
	kfree(name);
	return 0;
}

int string_buffer(void)
{
	int bus = 3, device = 12;
	char name[32];
	int size;

	bench_hide(bus);
	bench_hide(device);
	size = snprintf(name, sizeof(name), "%d-%d", bus, device);
	if (size >= sizeof(name))
		return -EOVERFLOW;
	bench_use(name);
	return 0;
}

int string_buffer_append(void)
{
	int bus = 3, device = 12;
	const char *text = "port";
	char name[64];
	size_t size, more;

	bench_hide(bus);
	bench_hide(device);
	bench_hide(text);
	size = snprintf(name, sizeof(name), "%d-%d", bus, device);
	if (size >= sizeof(name))
		return -EOVERFLOW;
	more = snprintf(name + size, sizeof(name) - size, ".%s", text);
	if (more >= sizeof(name) - size)
		return -EOVERFLOW;
	bench_use(name);
	return 0;
}

static char page[4096];

int string_span(void)
{
	size_t room = sizeof(page), size;
	int value = 42;

	bench_hide(room);
	bench_hide(value);
	size = snprintf(page, room, "%d\n", value);
	if (size >= room)
		return -EOVERFLOW;
	bench_use(size);
	return 0;
}

int string_parse(void)
{
	const char *text = "12345";
	int value, ret;

	bench_hide(text);
	ret = kstrtoint(text, 10, &value);
	if (ret)
		return ret;
	bench_use(value);
	return 0;
}

int string_parse_any(void)
{
	const char *text = "0x1f";
	unsigned long value;
	int ret;

	bench_hide(text);
	ret = kstrtoul(text, 0, &value);
	if (ret)
		return ret;
	bench_use(value);
	return 0;
}

int string_parse_err(void)
{
	const char *text = "12x";
	int value, ret;

	bench_hide(text);
	ret = kstrtoint(text, 10, &value);
	if (ret)
		return ret;
	bench_use(value);
	return 0;
}

int string_prefix(void)
{
	const char *text = "queue7";

	bench_hide(text);
	return strncmp(text, "queue", strlen("queue")) == 0 ? -1 : 0;
}

int string_compare(void)
{
	const char *left = "queue7", *right = "queue8";

	bench_hide(left);
	bench_hide(right);
	return strcmp(left, right) == 0 ? -1 : 0;
}

int string_loop(void)
{
	const char *text = "a string";
	unsigned int sum = 0;

	bench_hide(text);
	for (; *text; text++)
		sum += *text;
	bench_use(sum);
	return 0;
}

int string_find(void)
{
	const char *text = "/dev/sda";
	const char *found;

	bench_hide(text);
	found = strchr(text, 'd');
	if (!found)
		return -ENOENT;
	bench_use(found - text);
	return 0;
}
