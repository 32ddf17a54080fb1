# SPDX-License-Identifier: GPL-2.0
#
# The commands of the project, one target each; `make help` lists them. The work is done by
# scripts/, which can be used directly too: each has --help.

ifneq ($(words x$(CURDIR)x),1)
$(error The path of this checkout contains a space, which the kernel's Kbuild refuses: move it)
endif
ifneq ($(findstring :,$(CURDIR)),)
$(error The path of this checkout contains a colon, which the kernel's Kbuild refuses: move it)
endif

.DEFAULT_GOAL := help
.SUFFIXES:

# Python's caches stay out of the source.
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/pycache

kernel-options := $(if $(KDIR),--kdir '$(KDIR)' $(if $(IMAGE),--image '$(IMAGE)'),$(if $(KERNEL),--kernel '$(KERNEL)'))
verbose-option := $(if $(filter 1,$(V)),--verbose)
sample := $(if $(SAMPLE),'$(SAMPLE)')
tree-options := $(if $(filter 1,$(REMOVE)),--remove) $(if $(filter 1,$(LINK)),--link) \
	$(if $(filter 1,$(UPDATE)),--update) $(if $(filter 1,$(FORCE)),--force)
exercise-options := $(if $(NAME),--name '$(NAME)') $(if $(DIR),--folder '$(DIR)')
test-choice := $(if $(SAMPLE),--sample $(sample),$(if $(SUITE),--suite '$(SUITE)')) \
	$(if $(filter 1,$(CHANGED)),--changed)

kernels := $(basename $(notdir $(wildcard configs/*.toml)))
define help-text
C++ for Linux: kernel modules in C++, built, booted and tested.

  make run              build and boot the samples, print what they say
  make test             run every test, on the kernels of Debian
  make test-long        the same and more, on the kernel debug-6.12: each sample
                        in races and with every allocation failing, on 1, 2, 4
                        processors
  make test-host HOST=debian-13
                        run what README says on a fresh Debian 13 (or 12), in a
                        root of its own: needs root; RUN="make docs" runs that
  make shell SAMPLE=01  a shell in the guest, with the sample at hand
  make debug SAMPLE=01  gdb on a guest, stopped in the init of the sample
  make build            build the samples, do not boot them
  make check SAMPLE=../my_driver
                        check a module for what its compiler does not see; run
                        and build do so too, where clang is, and warn
  make new NAME=my_driver DIR=../my_driver
                        start a module of your own: it builds, boots and passes
  make exercise         list the exercises of the tutorial; NAME=squares begins
                        one in ../squares, or DIR=
  make check-exercise NAME=squares
                        build and boot what you wrote there, say what differs
  make tree TREE=../linux
                        put samples into a kernel's source tree, part of it
                        or as its modules; REMOVE=1 takes them out again
  make install PREFIX=/usr/local
                        install kernel_support, for modules that are built
                        without this checkout; DESTDIR= for packagers
  make uninstall        remove it again
  make package          build a Debian package of the same: build/package
  make docs             build the documentation: build/docs/html/index.html
  make docs-serve       show it at http://127.0.0.1:8000 (PORT=), and build it
                        again whenever a source of it changes
  make docs-offline     files of it to carry along, in build/docs: an EPUB and a
                        zip file of the pages; FORMAT=epub or FORMAT=zip
  make bench            cost of C++ against C, in instructions per operation
  make coverage         which lines of kernel_support the tests run, on
                        KERNEL=debug-6.12: build/coverage/index.html
  make lint             check format and style of all sources
  make format           bring the C++ sources into their format
  make kernel           only bring the kernel here: download it, or build it
  make compile-commands build/compile_commands.json, for clangd
  make clean            remove what was built (not what was downloaded)
  make distclean        remove all of build/

  SAMPLE=01             a sample by number or name, or any folder with a module
  KERNEL=$(or $(KERNEL),debian-6.12)    the kernel, one of:
          $(filter debian-%,$(kernels))
          $(filter-out debian-%,$(kernels))
  KDIR=path             a configured kernel tree or headers of your own, instead
  IMAGE=path            its vmlinux or bzImage, if it is not found there
  SUITE=unit            some of the tests: samples, unit, examples, guest, docs,
                        lint, scripts and others, or the path of a test
  CHANGED=1             of these, what differences from main can affect
  BOOT=fresh            boot for each case, start from no guest that was saved
  GDB=none              for make debug: an editor brings the gdb
  V=1                   show the commands of the build

The first run installs missing Debian packages (as root or with sudo, it says
which) and downloads the kernel; later runs need no network. TOOLS=mine installs
nothing, and takes the tools that are there.
endef
.PHONY: help
help:
	$(info $(help-text))
	@:

.PHONY: run shell debug build kernel
run: tools-run
	@scripts/run_case.py $(kernel-options) $(verbose-option) $(sample)
shell: tools-run
	@scripts/run_case.py $(kernel-options) $(verbose-option) --shell $(sample)
debug: tools-run $(if $(filter none,$(GDB)),,tools-debug)
	@scripts/debug.py $(kernel-options) $(if $(filter none,$(GDB)),--wait) $(sample)
build: tools-run
	@scripts/run_case.py $(kernel-options) $(verbose-option) --build-only $(sample)
kernel: tools-run
	@scripts/fetch_kernel.py $(KERNEL) $(if $(KDIR),--kdir '$(KDIR)')

.PHONY: check test test-long test-host lint format docs docs-serve docs-offline bench coverage
check: tools-run tools-check
	@scripts/check.py $(kernel-options) $(sample)
test: tools-test
	@scripts/run_tests.py $(kernel-options) $(test-choice)
test-long: tools-test
	@scripts/run_tests.py $(or $(kernel-options),--kernel debug-6.12) --long $(test-choice)
test-host:
	@scripts/test_host.py '$(HOST)' $(if $(RUN),--command '$(RUN)')
lint: tools-run tools-lint
	@scripts/lint.py $(kernel-options)
format: tools-lint
	@scripts/format.sh
docs: tools-run tools-docs
	@scripts/build_docs.py
docs-offline: tools-run tools-docs
	@scripts/offline_docs.py $(if $(FORMAT),--format '$(FORMAT)')
docs-serve: tools-run tools-docs
	@scripts/serve_docs.py $(if $(PORT),--port '$(PORT)')
bench: tools-run
	@scripts/bench.py $(kernel-options)
coverage: tools-run tools-coverage
	@scripts/line_coverage.py $(kernel-options)

.PHONY: install uninstall package
# Whoever does that as root leaves nothing of root's in the checkout.
install uninstall: export PYTHONDONTWRITEBYTECODE := 1
install uninstall:
	@scripts/install.py $(if $(filter uninstall,$@),--remove) --destdir '$(DESTDIR)' --prefix '$(PREFIX)'
package: tools-package
	@scripts/package.py

.PHONY: new exercise check-exercise tree compile-commands
new:
	@scripts/new_module.py --name '$(NAME)' --folder '$(DIR)'
exercise:
	@scripts/exercise.py $(exercise-options)
check-exercise: tools-run
	@scripts/exercise.py --check $(kernel-options) $(verbose-option) $(exercise-options)
tree:
	@scripts/into_tree.py $(tree-options) -- '$(TREE)'
compile-commands: tools-run
	@scripts/compile_commands.py $(kernel-options)

.PHONY: clean distclean
clean:
	@scripts/clean.sh
distclean:
	@rm -rf build

# Installs what a group of commands needs; instant when it is there.
.PHONY: tools-run tools-check tools-debug tools-test tools-lint tools-docs tools-coverage tools-package
tools-run tools-check tools-debug tools-test tools-lint tools-docs tools-coverage tools-package: tools-%:
	@scripts/install_tools.sh $*
