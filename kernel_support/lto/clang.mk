# SPDX-License-Identifier: GPL-2.0
#
# clang: the options of intermediate code, and how it becomes one object. For compile.mk.
#
# The linker's own LTO is of no use here: in a partial link (ld.lld -r) it keeps every symbol for
# objects still to come. So the parts are joined by llvm-link, all but the module's entries becomes
# its own (opt -passes=internalize), and clang makes machine code of the whole.

cxx-llvm-link := $(call cxx-beside,clang,llvm-link)
cxx-opt := $(call cxx-beside,clang,opt)

# x86 without x87 (-mno-80387): then clang refuses the headers of libstdc++, which declare functions
# of `long double`. They are read as if there was x87; before any code is made it goes.
cxx-x87 := $(filter -mno-80387 -mno-fp-ret-in-387,$(KBUILD_CFLAGS))
cxx-rejected += $(cxx-x87)

# Without the options that only GCC has. It obeys section attributes, so that objects need no sections
# of their own, and it is right about variables without a value.
cxx-language-of = $(filter-out -fno-gnu-unique -fdata-sections -Wno-uninitialized \
	-Werror=class-memaccess,$1) -Wno-unknown-attributes
cxx-helper-warnings := -Wno-unknown-attributes -Wno-static-in-inline

cxx-lto := -flto

cxx-join-tools :=

# What the sanitizers put in is there already. kCFI is a mark that is in the code, too.
cxx-joined = $(dot-target).bc
cmd_cxx_join = $(cxx-llvm-link) -o $(cxx-joined) $(filter %.lto.o,$(real-prereqs)); \
		$(cxx-opt) -passes=internalize -internalize-public-api-list=init_module,cleanup_module \
			$(if $(cxx-x87),-mattr=-x87) -o $(cxx-joined) $(cxx-joined); \
		$(CXX) $(filter-out -flto% -fsplit-lto-unit -fsanitize% -fprofile-arcs -ftest-coverage,$(cxx-codegen)) \
			-Wno-unused-command-line-argument -c -o $@ -x ir $(cxx-joined); \
		rm -f $(cxx-joined)
