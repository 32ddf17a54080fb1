// SPDX-License-Identifier: GPL-2.0
/* The part in C. */
int cpp_driver_legacy(int number);

int cpp_driver_legacy(int number)
{
	return number + 41;
}
