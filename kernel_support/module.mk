# SPDX-License-Identifier: GPL-2.0
#
# What the Kbuild file of a C++ module includes, as its last line:
#
#	obj-m := hello.o              # a module of one file, hello.cc
#	obj-m += driver.o             # a module of several, C among them
#	driver-y := main.o legacy.o   # main.cc, legacy.c
#	include <kernel_support>/module.mk
#
# Inside of a kernel tree it may say obj-y as well, or obj-$(CONFIG_DRIVER): then
# the module becomes a part of the kernel.
#
# A module with a C++ part is compiled to GCC's intermediate code (*.lto.o)
# with the kernel's own flags, then linked, together with the C helpers, to
# one ordinary object: the point where the two languages inline into each
# other. From that object on, objtool, modpost and the final link treat the
# module as they treat one in C. A module without a C++ part is left to Kbuild.

cxx-root := $(abspath $(dir $(lastword $(MAKEFILE_LIST))))

# Kbuild reads this file for modpost and for "make clean" too; only a build
# has use for it.
ifneq ($(filter %/Makefile.build,$(MAKEFILE_LIST)),)

include $(cxx-root)/compile.mk

# scripts/modules/stamp.py asks what was read.
$(if $(CXX_MAKEFILES),$(file >$(obj)/.makefiles,$(MAKEFILE_LIST)))

cxx-parts = $(or $(strip $($(1:.o=)-objs) $($(1:.o=)-y)),$1)
cxx-of = $(foreach m,$(filter-out %/,$1),\
	$(if $(wildcard $(patsubst %.o,$(src)/%.cc,$(call cxx-parts,$m))),$m))
cxx-built-in := $(call cxx-of,$(obj-y))
cxx-modules := $(call cxx-of,$(filter-out $(obj-y),$(obj-m)))

# A part is compiled with the name of its module.
cxx-all-parts := $(foreach m,$(cxx-built-in) $(cxx-modules),$(call cxx-parts,$m))
$(foreach p,$(sort $(cxx-all-parts)),$(if $(word 2,$(filter $p,$(cxx-all-parts))),\
	$(error $(p:.o=) is part of more than one module: make it a module of its own or a header)))

# Kbuild must take a module of several parts for one of a single object, as its
# own rule would link the parts without merging the languages.
define cxx-module
cxx-parts-$1 := $(patsubst %.o,$(obj)/%.lto.o,$(call cxx-parts,$1))
$$(cxx-parts-$1): private $2 := y
$$(cxx-parts-$1): private __modname := $(1:.o=)
$(obj)/$1: $$(cxx-parts-$1)
targets += $$(patsubst $(obj)/%,%,$$(cxx-parts-$1))
undefine $(1:.o=)-objs
undefine $(1:.o=)-y
endef
$(foreach m,$(cxx-built-in),$(eval $(call cxx-module,$m,part-of-builtin)))
$(foreach m,$(cxx-modules),$(eval $(call cxx-module,$m,part-of-module)))

ifneq ($(cxx-built-in)$(cxx-modules),)

$(obj)/%.lto.o: $(src)/%.cc $(cxx-support)/bindings.hpp FORCE
	$(call if_changed_dep,cxx_o_cc)

$(obj)/%.lto.o: $(src)/%.c FORCE
	$(call if_changed_dep,lto_o_c)

$(addprefix $(obj)/,$(cxx-modules)): %.o: $(cxx-support)/helpers.lto.o $(cxx-link-tools) FORCE
	$(call if_changed_rule,cxx_link)

$(addprefix $(obj)/,$(cxx-built-in)): %.o: $(cxx-support)/builtin.lto.o $(cxx-link-tools) FORCE
	$(call if_changed_rule,cxx_link)

# The bindings and helpers of this kernel are shared by all modules built for
# it, so several builds may want to make them at once. Since 6.13 Kbuild takes a
# folder for one below srcroot.
cxx-helpers := $(if $(cxx-modules),helpers.lto.o) $(if $(cxx-built-in),builtin.lto.o)
PHONY += cxx-support
cxx-support:
	$(Q)mkdir -p $(cxx-support)
	$(Q)flock $(cxx-support)/.lock $(CONFIG_SHELL) -c '$(if $(KBUILD_EXTMOD), \
		echo "include $(cxx-root)/support.mk" > $(cxx-support)/Kbuild &&) \
		$(MAKE) $(build)=$(cxx-support) need-builtin= need-modorder= \
		$(if $(KBUILD_EXTMOD),srcroot=) cxx-helpers="$(cxx-helpers)"'

$(cxx-support)/bindings.hpp $(addprefix $(cxx-support)/,$(cxx-helpers)): cxx-support
	@:

endif

# Programs for user space that are written in C++; Kbuild knows those in C.
#
#	userprogs-always-y := client   # client.cc
cxx-programs := $(foreach p,$(userprogs-always-y),$(if $(wildcard $(src)/$p.cc),$p))
userprogs-always-y := $(filter-out $(cxx-programs),$(userprogs-always-y))
always-y += $(cxx-programs)

# The guest has no libraries.
quiet_cmd_cxx_program = CXX [U] $@
      cmd_cxx_program = $(CXX) -Wp,-MMD,$(depfile) $(filter -m% --sysroot=%,$(KBUILD_USERCFLAGS)) \
		-std=c++20 -O2 -Wall -Wextra -static -s $($(@F)-userccflags) -o $@ $< $($(@F)-userldlibs)
$(addprefix $(obj)/,$(cxx-programs)): $(obj)/%: $(src)/%.cc FORCE
	$(call if_changed_dep,cxx_program)

# Since 6.10 Kbuild looks for C sources beside the objects only.
ifneq ($(src),$(obj))
$(obj)/%.o: $(src)/%.c FORCE
	$(call if_changed_rule,cc_o_c)
endif
endif
