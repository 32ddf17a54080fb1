// SPDX-License-Identifier: GPL-2.0
/* The C file of the module. */

int of_c(int number);
int of_c_never(int number);

int of_c(int number)
{
	return number + 1; // 2 times
}

int of_c_never(int number)
{
	return number + 2; // 0 times
}
