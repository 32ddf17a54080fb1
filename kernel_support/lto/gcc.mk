# SPDX-License-Identifier: GPL-2.0
#
# GCC: the options of intermediate code, and how it becomes one object. For compile.mk.

cxx-language-of = $1
cxx-helper-warnings :=

cxx-lto := -flto=1 -flto-partition=none -fno-fat-lto-objects
# What is inlined, or called without effect, before the counters are put in has
# lost its lines.
cxx-lto += $(if $(CXX_COVERAGE),-fno-early-inlining -fno-ipa-pure-const -fno-ipa-modref)

cxx-lto-wrapper := $(strip $(call cxx-shell,$(CXX) -print-prog-name=lto-wrapper))
cxx-join-tools := $(addprefix $(cxx-root)/lto/,lto-wrapper sections.lds)

# Coverage was put in by the compiler: at a link its options mean "add libgcov".
cmd_cxx_join = CXX_LTO_WRAPPER=$(cxx-lto-wrapper) \
		$(CXX) $(filter-out -fprofile-arcs -ftest-coverage,$(cxx-codegen)) -B$(cxx-root)/lto \
		-flinker-output=nolto-rel -r -nostdlib -Wl,-T,$(cxx-root)/lto/sections.lds \
		-o $@ $(filter %.lto.o,$(real-prereqs))
