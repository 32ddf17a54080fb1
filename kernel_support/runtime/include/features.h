/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
/*
 * libstdc++'s freestanding headers ask the C library for its version even where
 * there is none. The kernel is such a place: answer that it is older than any.
 */
#define __GLIBC_PREREQ(major, minor) 0
