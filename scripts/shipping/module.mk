# SPDX-License-Identifier: GPL-2.0
#
# What the Kbuild file of a C++ module includes, as its last line, where C++ for Linux is installed:
#
#	obj-m := hello.o              # a module of one file, hello.cc
#	include /usr/share/cpp-for-linux/module.mk
#
# kernel_support/module.mk beside this file has more. A copy that is installed cannot be written by
# everybody: the bindings and helpers of a kernel go to the folder that is built, unless
# CXX_SUPPORT_DIR names another.

# Since 6.13 Kbuild works in the folder of the module's objects; then it says where the sources are.
export CXX_SUPPORT_DIR ?= $(abspath $(if $(filter undefined,$(origin srcroot)),$(KBUILD_EXTMOD),.))/.cpp-support/$(KERNELRELEASE)

ifneq ($(filter %/Makefile.clean,$(MAKEFILE_LIST)),)
clean-files += .cpp-support
endif

include $(dir $(lastword $(MAKEFILE_LIST)))kernel_support/module.mk
