# SPDX-License-Identifier: GPL-2.0
#
# Read before the kernel's own makefiles (MAKEFILES=), which ask the compiler
# some forty questions in each build: is there an option, does it take this
# instruction? That takes longer than compiling a small module. Here each
# question is asked once, and its answer kept for this kernel and compiler:
# scripts/modules/probes.py says where, in CXX_PROBES, and takes the new ones from
# CXX_PROBES_NEW.

ifneq ($(CXX_PROBES),)

-include $(CXX_PROBES)

# A question as the name of a variable, which cannot hold all characters
cxx-blank := $(subst x,,x x)
cxx-sharp := \#
cxx-question = cxx-probe@$(subst $(cxx-sharp),@H,$(subst :,@C,$(subst =,@E,$(subst $(cxx-blank),@_,$(strip \
	$(subst $(cxx-close),@R,$(subst $(cxx-open),@L,$(subst $$,@D,$(subst \,@B,$1)))))))))
cxx-open := (
cxx-close := )

# Kbuild's own macro of this name asks each time; "override" wins over it.
override try-run = $(if $(filter y,$(call cxx-answer,$1,$(call cxx-question,$1))),$2,$3)
cxx-answer = $(if $(filter undefined,$(origin $2)),$(call cxx-keep,$2,$(call cxx-ask,$1)))$($2)
cxx-ask = $(shell set -e; TMP=$(TMPOUT)/tmp; trap "rm -rf $(TMPOUT)" EXIT; mkdir -p $(TMPOUT); \
	if ($1) >/dev/null 2>&1; then echo y; else echo n; fi)
# Those of compile.mk have text for an answer; the comment says that it is whole.
cxx-shell = $(call cxx-said,$1,$(call cxx-question,$1))
cxx-said = $(if $(filter undefined,$(origin $2)),$(call cxx-keep,$2,$(shell $1), $(cxx-sharp) said))$($2)
cxx-keep = $(eval $1 := $2)$(file >>$(CXX_PROBES_NEW),$1 := $2$3)

endif
