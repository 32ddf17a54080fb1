# SPDX-License-Identifier: GPL-2.0
#
# Kbuild file of the folder that holds what all C++ modules of one kernel share:
# the generated bindings, the C compiler's proof of them, and the helpers: once
# for modules, once for what is part of the kernel.

cxx-root := $(abspath $(dir $(lastword $(MAKEFILE_LIST))))
ifneq ($(filter %/Makefile.build,$(MAKEFILE_LIST)),)

GCOV_PROFILE := n
include $(cxx-root)/compile.mk

cxx-bindings := $(cxx-root)/bindings

always-y := bindings_check.o $(cxx-helpers)
$(obj)/bindings_check.o $(obj)/helpers.lto.o: private part-of-module := y
$(obj)/builtin.lto.o: private part-of-builtin := y
$(addprefix $(obj)/,$(always-y)): private objtool-enabled :=
$(obj)/helpers.lto.o $(obj)/builtin.lto.o: private __modname := cxx_helpers
GCOV_PROFILE_bindings_check.o := n

quiet_cmd_bindings = BINDGEN $@
      cmd_bindings = $(cxx-bindings)/generate.py --headers $(cxx-bindings)/headers.h \
		--names $(cxx-bindings)/names.txt --out $(obj) -- \
		$(CC) $(filter-out -Wp$(comma)-MMD%,$(c_flags))

# bindings.d, written by the generator, names every header that it read
targets += bindings.hpp
-include $(obj)/bindings.d
$(obj)/bindings.hpp: private part-of-module := y
$(obj)/bindings.hpp: FORCE
	$(call if_changed,bindings)
$(obj)/bindings_check.c: $(obj)/bindings.hpp ;

$(obj)/helpers.lto.o $(obj)/builtin.lto.o: $(cxx-root)/helpers/helpers.c FORCE
	$(call if_changed_dep,lto_o_c)

else
clean-files := .lock bindings.hpp bindings.d bindings.report bindings_check.c
endif
