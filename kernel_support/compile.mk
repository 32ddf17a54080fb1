# SPDX-License-Identifier: GPL-2.0
#
# How a C++ file, or a C file that shall be inlined into C++, is compiled for
# the kernel, and how they are linked. Included by module.mk and support.mk.

# Bindings and helpers of the configured kernel. Of modules outside of its tree: one folder for each
# kernel tree, of the same name wherever the checkout lies. Inside: a folder of the tree as any other,
# beside the one of this file.
ifdef KBUILD_EXTMOD
cxx-support := $(or $(CXX_SUPPORT_DIR),$(abspath $(cxx-root)/../build/support)/$(KERNELRELEASE)-$(firstword \
	$(shell printf %s '$(patsubst $(abspath $(cxx-root)/..)/%,%,$(abspath $(objtree)))' | cksum))$(if $(CXX_COVERAGE),-coverage))
else
cxx-support := $(patsubst $(abspath $(srctree))/%,%,$(abspath $(cxx-root)/../support))
endif

# CXX_COVERAGE=y counts how often each line of a module, of the headers and of
# the helpers runs, on kernels with CONFIG_GCOV_KERNEL.
GCOV_PROFILE := $(or $(CXX_COVERAGE),$(GCOV_PROFILE))

# What belongs to the kernel's C compiler: ... gcc-N -> g++-N, clang-N -> clang++-N
cxx-last := $(lastword $(CC))
cxx-beside = $(patsubst ./%,%,$(dir $(cxx-last))$(subst $1,$2,$(notdir $(cxx-last))))
CXX := $(filter-out $(cxx-last),$(CC)) \
	$(if $(CONFIG_CC_IS_CLANG),$(call cxx-beside,clang,clang++),$(call cxx-beside,gcc,g++))
CXX := $(strip $(CXX))
cxx-wanted := $(lastword $(CXX)) \
	$(if $(CONFIG_CC_IS_CLANG),$(call cxx-beside,clang,llvm-link) $(call cxx-beside,clang,opt))
cxx-missing := $(strip $(foreach program,$(cxx-wanted),\
	$(if $(shell command -v $(program)),,$(notdir $(program)))))

cxx-refused := $(strip \
	$(if $(CONFIG_CC_IS_GCC)$(CONFIG_CC_IS_CLANG),,it was built with neither GCC nor clang) \
	$(if $(CONFIG_LTO_CLANG),no module was tried where clang links with its own LTO (CONFIG_LTO_CLANG): switch that off) \
	$(if $(CONFIG_RANDSTRUCT),it shuffles structures (CONFIG_RANDSTRUCT): switch that off) \
	$(if $(cxx-missing),its C++ compiler is missing: install $(cxx-missing)))
$(if $(cxx-refused),$(error this kernel cannot have modules in C++: $(cxx-refused)))

# What a program says; probes.mk, where it is read, remembers it.
ifeq ($(origin cxx-shell),undefined)
cxx-shell = $(shell $1)
endif

# The kernel's flags are taken as they are, minus those of which the C++
# compiler itself says that they are none of its.
cxx-ask-rejected = LC_ALL=C $(CXX) $(KBUILD_CPPFLAGS) $(KBUILD_CFLAGS) -Wno-error -fsyntax-only -x c++ /dev/null 2>&1 | \
	sed -n "s/.*option '\([^']*\)' is valid for .*/\1/p; s/.*argument '\([^']*\)' is not \(valid\|allowed\) .*/\1/p"
cxx-rejected := $(strip $(call cxx-shell,$(cxx-ask-rejected)))

# libstdc++'s freestanding headers and the compiler's own; no other system header.
cxx-ask-system = LC_ALL=C $(CXX) -E -Wp,-v -x c++ /dev/null 2>&1 >/dev/null | \
	sed -n '/^ .*\(c++\|\/lib\/gcc\|\/lib\/clang\)/p'
cxx-system := $(strip $(call cxx-shell,$(cxx-ask-system)))

# Of operator delete only the simplest one is there, for virtual destructors to refer to.
cxx-language := -std=gnu++20 -ffreestanding -fno-exceptions -fno-rtti -fno-gnu-unique -fdata-sections \
	-fno-sized-deallocation -fno-aligned-new \
	-fvisibility=hidden -Werror=unused-result -Wextra -Wno-unused-parameter -Wno-missing-field-initializers
# What other languages refuse. None of it depends on what the optimiser finds out, and so on the
# kernel or the version of the compiler.
cxx-language += $(addprefix -Werror=,return-local-addr narrowing switch implicit-fallthrough parentheses overflow \
	sign-compare div-by-zero shift-count-overflow shift-count-negative sequence-point \
	sizeof-pointer-memaccess class-memaccess delete-non-virtual-dtor vla)
# GCC 12 takes a temporary that a reference keeps alive for uninitialised when it
# zeroes variables by itself. clang warns of real cases ("make lint").
cxx-language += $(if $(filter -ftrivial-auto-var-init=%,$(KBUILD_CFLAGS)),-Wno-uninitialized)
# The objtool of 6.1 refuses a cold part, split off a function, if the function's name has more than
# 128 characters, as names of templates have. Where it says so, functions stay whole.
cxx-language += $(if $(shell grep -ls 'parent function name exceeds' $(objtree)/tools/objtool/objtool),-fno-reorder-blocks-and-partition)
# How tables of devices are called, for modpost: see kernel/detail/device_id.hpp.
cxx-language += $(if $(filter 4 5 6,$(VERSION)),,-DCXX_DEVICE_TABLES_NAME_MODULE)
cxx-include := -nostdinc -nostdinc++ $(addprefix -isystem ,$(cxx-root)/runtime/include $(cxx-system)) \
	-I$(cxx-root)/include -I$(cxx-root) -I$(cxx-support) \
	-include $(objtree)/include/generated/autoconf.h -fmacro-prefix-map=$(src)/=
include $(cxx-root)/lto/$(if $(CONFIG_CC_IS_CLANG),clang,gcc).mk
cxx-language := $(call cxx-language-of,$(cxx-language))

# Where the kernel's type information is there for modules to refer to (BTF),
# Kbuild runs pahole, which cannot read the debug information of C++ and says so
# in hundreds of lines. There it goes to a file of its own, NAME.debug.o, before
# Kbuild goes on: for a person who reads a crash. pahole makes an empty BTF section.
# Of vmlinux it reads everything.
ifdef CONFIG_DEBUG_INFO_BTF_MODULES
cxx-split-debug = $(if $(part-of-module),$(if $(wildcard $(objtree)/vmlinux),y),y)
endif
cmd_split_debug = $(if $(cxx-split-debug),; \
		$(OBJCOPY) --only-keep-debug $@ $(@:.o=.debug.o) && $(OBJCOPY) --strip-debug $@)

# foo.lto.o is compiled with what the Kbuild file asks for foo.o
$(obj)/%.lto.o: private target-stem = $(patsubst %.lto,%,$(basename $(patsubst $(obj)/%,%,$@)))
$(obj)/%.lto.o: private basetarget = $(notdir $(target-stem))

# Options the compiler must see again when it generates code at the link
cxx-codegen = $(filter-out $(cxx-rejected),$(_c_flags) $(modkern_cflags)) $(cxx-language) $(cxx-lto)

quiet_cmd_cxx_o_cc = CXX $(quiet_modtag) $@
      cmd_cxx_o_cc = $(CXX) -Wp,-MMD,$(depfile) $(cxx-include) $(cxx-codegen) \
		$(basename_flags) $(modname_flags) -c -o $@ $< 2>$(dot-target).log && status=0 || status=$$?; \
		if [ -s $(dot-target).log ]; then \
			$(CONFIG_SHELL) $(cxx-root)/checks/show_messages.sh $$status $(dot-target).log \
			$(CXX) $(cxx-include) $(cxx-codegen) $(basename_flags) $(modname_flags) $<; \
		fi; rm -f $(dot-target).log; [ $$status = 0 ] || exit $$status

quiet_cmd_lto_o_c = CC $(quiet_modtag)  $@
      cmd_lto_o_c = $(CC) $(c_flags) -fmacro-prefix-map=$(cxx-root)/= -fvisibility=hidden $(cxx-helper-warnings) $(cxx-lto) -c -o $@ $<

cxx-link-tools := $(cxx-join-tools) $(cxx-root)/checks/check_object.sh

quiet_cmd_cxx_link = LTO $(quiet_modtag) $@
      cmd_cxx_link = $(cmd_cxx_join); \
		OBJTREE=$(objtree) $(CONFIG_SHELL) $(cxx-root)/checks/check_object.sh $@ $(cxx-parts-$(@F))$(cmd_split_debug) \
		$(cmd_objtool)

# modpost computes a module's srcversion from the sources named in its .cmd file
# (all source_ lines, then one list of dependencies: it reads no further than the first).
cxx-part-cmds = $(foreach part,$(cxx-parts-$(@F)),$(dir $(part)).$(notdir $(part)).cmd)
cmd_cxx_sources = { sed -n '/^source_/p' $(cxx-part-cmds); echo 'deps_$@ := \'; \
		sed -n '/^deps_/,/^$$/{/^ /{s/ *\\*$$/ \\/;p;};}' $(cxx-part-cmds); echo; \
	} >> $(dot-target).cmd

define rule_cxx_link
	$(call cmd_and_savecmd,cxx_link)
	$(call cmd,cxx_sources)
	$(call cmd,gen_objtooldep)
endef
