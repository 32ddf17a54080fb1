// SPDX-License-Identifier: GPL-2.0
/* Errors as negative numbers, passed on by hand. */
#include <linux/err.h>

#include "bench.h"

static BENCH_OPAQUE int half(int number)
{
	if (number % 2)
		return -EINVAL;
	return number / 2;
}

int result_int_ok(void)
{
	int halved = half(42);

	if (halved < 0)
		return halved;
	bench_use(halved);
	return 0;
}

int result_int_err(void)
{
	int halved = half(43);

	if (halved < 0)
		return halved;
	bench_use(halved);
	return 0;
}

static BENCH_OPAQUE int third(int number)
{
	if (number == 0)
		return -ENODEV;
	bench_work();
	return 0;
}

static BENCH_OPAQUE int second(int number)
{
	int ret = third(number);

	if (ret)
		return ret;
	bench_work();
	return 0;
}

static BENCH_OPAQUE int first(int number)
{
	int ret = second(number);

	if (ret)
		return ret;
	bench_work();
	return 0;
}

int result_void_ok(void)
{
	int ret = first(1);

	if (ret)
		return ret;
	bench_work();
	return 0;
}

int result_void_err(void)
{
	int ret = first(0);

	if (ret)
		return ret;
	bench_work();
	return 0;
}

static int numbers[2];

static BENCH_OPAQUE int *find(int index)
{
	if (index == 2)
		return ERR_PTR(-ENOENT);
	return &numbers[index];
}

int result_pointer_ok(void)
{
	int *number = find(1);

	if (IS_ERR(number))
		return PTR_ERR(number);
	bench_use(number);
	return 0;
}

int result_pointer_err(void)
{
	int *number = find(2);

	if (IS_ERR(number))
		return PTR_ERR(number);
	bench_use(number);
	return 0;
}

/* Any long is a value, so that none is left to stand for an error: as kstrtol() does it. */
static BENCH_OPAQUE int twice(long number, long *result)
{
	if (number == 0)
		return -EINVAL;
	*result = 2 * number;
	return 0;
}

int result_long_ok(void)
{
	long doubled;
	int ret = twice(21, &doubled);

	if (ret)
		return ret;
	bench_use(doubled);
	return 0;
}

int result_long_err(void)
{
	long doubled;
	int ret = twice(0, &doubled);

	if (ret)
		return ret;
	bench_use(doubled);
	return 0;
}

int to_result_ok(void)
{
	int ret = bench_c_number(0);

	if (ret < 0)
		return ret;
	bench_work();
	return 0;
}

int to_result_err(void)
{
	int ret = bench_c_number(1);

	if (ret < 0)
		return ret;
	bench_work();
	return 0;
}

int from_err_ptr_ok(void)
{
	int *number = bench_c_pointer(0);

	if (IS_ERR(number))
		return PTR_ERR(number);
	bench_use(number);
	return 0;
}

int from_err_ptr_err(void)
{
	int *number = bench_c_pointer(1);

	if (IS_ERR(number))
		return PTR_ERR(number);
	bench_use(number);
	return 0;
}
