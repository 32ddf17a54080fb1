/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
/*
 * What the two languages' sides of the benchmark share. An operation is a
 * function that is called through a pointer, so that one and the same loop, in
 * bench.c, measures both.
 */
#ifdef __cplusplus
#include <kernel/result.hpp>
extern "C" {
#endif

/* Gives 0 or the number of an error, which must be the same in both languages. */
typedef int (*bench_operation)(void);

enum bench_language { BENCH_C, BENCH_CXX, BENCH_LANGUAGES };

/* Hands over the operations, in the order of rows.h, for as long as the module is loaded. */
void bench_register(enum bench_language language, const bench_operation *operations);
void bench_unregister(enum bench_language language);

/* Functions as other parts of the kernel offer them: both fail if wanted. */
int bench_c_number(int fail);
int *bench_c_pointer(int fail);

/* The address of a page of the program that reads /proc/bench; 0 if there is no memory. */
unsigned long bench_user_page(void);

/* Registers of a device that does nothing: a page of memory. All of it is zero, and what is written
 * stays.
 */
#define BENCH_REGISTERS 4096
#define BENCH_STATUS 0x24
#define BENCH_ACKNOWLEDGE 0x64
void *bench_registers(void);

/* Open a device, and call its read (of eight bytes) or ioctl so many times. */
int bench_reads(const char *path, int times);
int bench_ioctls(const char *path, unsigned int number, int times);

/* Opens a misc device, and so many times has its file released and opened again. */
int bench_opens(const char *path, int times);

/* An ioctl, how often in a row, and what it is given; the answer takes its place. */
struct bench_call {
	unsigned int number;
	int times;
	u64 argument[2];
};

/* Opens a device, and calls its ioctls, one after the other, in so many rounds. */
int bench_calls(const char *path, const struct bench_call *calls, int count, int rounds);

/* Opens a graphics device, makes an object by the ioctl `create`, maps it, and so many times has
 * its pages leave the program's addresses and come back, one by one.
 */
int bench_faults(const char *path, unsigned int create, int pages, int times);

/* An interrupt of each language, and raising it so many times: first BENCH_STATUS is set. */
unsigned int bench_irq(enum bench_language language);
int bench_interrupt(enum bench_language language, int times);

/* Both languages' modules have a misc device, of different names. */
#define BENCH_IOCTL _IOWR('b', 1, u64)

#ifdef __cplusplus
}
#endif

/* A function of which its caller knows nothing but the prototype, as of one in another file. */
#define BENCH_OPAQUE __attribute__((noipa))

/* Wants a value in a register, for nothing. */
#define bench_use(value) asm volatile("" : : "r"(value))

/* Makes the compiler forget what it knows of a variable. */
#define bench_hide(variable) asm volatile("" : "+r"(variable))

/* Work that the compiler can neither leave out nor move. */
#define bench_work() asm volatile("" : : : "memory")

/* Every operation, so that a file of a topic only defines some. */
#ifdef __cplusplus
#define ROW(name, operations, description) kernel::Result<void> name();
#define SIZE(name, description) int name();
#else
#define ROW(name, operations, description) int name(void);
#define SIZE(name, description) int name(void);
#endif
#include "rows.h"
#undef ROW
#undef SIZE
