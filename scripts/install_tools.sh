#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Installs the Debian packages that are missing; says which and why first.
# Plain sh, as it runs before anything else is there.

set -eu

usage() {
	cat <<'EOF'
usage: install_tools.sh [--check] GROUP...
Installs the Debian packages of the groups that are missing:
  run       build modules and boot them
  test      run every test (brings run, lint, docs and coverage with it)
  check     check modules for what their compiler does not see
  lint      check format and style
  docs      build the documentation
  kernel    build a kernel
  debug     look into a running guest with gdb
  coverage  show which lines the tests run
--check     only say what is missing; the status is 1 when something is
EOF
}

# package|a command, or a file, that shows that it is there|what it is for
# (libelf1 and libssl3, which the kernel's tools need, come with pahole and kmod.)
run_packages='
python3|/usr/bin/python3|runs the scripts
make|make|runs the kernel'\''s Kbuild
gcc-12|gcc-12|the compiler of the kernels
g++-12|g++-12|compiles the modules
python3-clang-14|/usr/lib/python3/dist-packages/clang/cindex.py|reads the kernel'\''s headers
libclang1-14|/usr/lib/llvm-14/lib/libclang.so.1|reads the kernel'\''s headers
pahole|pahole|writes the modules'\'' type information
kmod|/sbin/depmod|sorts the kernel'\''s own modules
zstd|zstd|unpacks the kernel
qemu-system-x86|qemu-system-x86_64|runs the guest
libdrm-dev|/usr/include/xf86drm.h|builds the programs that use graphics devices
'
kernel_packages='
make|make|runs the kernel'\''s Kbuild
gcc-12|gcc-12|compiles the kernel
flex|flex|makes parts of the kernel'\''s tools
bison|bison|makes parts of the kernel'\''s tools
bc|bc|calculates for the kernel'\''s Kbuild
libelf-dev|/usr/include/libelf.h|objtool of the kernel reads objects with it
xz-utils|xz|unpacks the kernel'\''s source
'
debug_packages='
gdb|gdb|stops the guest and shows what is where
'
test_packages='
python3-pytest|/usr/lib/python3/dist-packages/pytest/__init__.py|runs the tests
clangd-14|clangd-14|tries compile_commands.json
python3-pytest-xdist|/usr/lib/python3/dist-packages/xdist/__init__.py|runs them side by side
'
check_packages='
clang-14|clang-14|compiles the headers
clang-16|clang++-16|analyses who holds which lock
clang-tidy-14|clang-tidy-14|checks the C++ sources
'
lint_packages='
clang-format-14|clang-format-14|checks the format
shellcheck|shellcheck|checks the shell scripts
codespell|codespell|finds misspelled words
git|git|lists the sources
flake8|/usr/bin/flake8|checks the Python scripts
'
docs_packages='
doxygen|doxygen|reads the comments
python3-sphinx|/usr/bin/sphinx-build|builds the documentation
python3-breathe|/usr/lib/python3/dist-packages/breathe/__init__.py|brings the comments to it
furo|/usr/lib/python3/dist-packages/furo/__init__.py|its looks
python3-sphinx-copybutton|/usr/lib/python3/dist-packages/sphinx_copybutton/__init__.py|copies code
'
coverage_packages='
gcovr|gcovr|makes pages of which lines ran
'

fail() {
	echo "error: $*" >&2
	exit 1
}

is_there() {
	case $1 in
	/*) [ -e "$1" ] ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

# Of the table on standard input, the lines whose package is missing.
missing_of() {
	while IFS='|' read -r package proof reason; do
		if [ -n "$package" ] && ! is_there "$proof"; then
			echo "$package|$proof|$reason"
		fi
	done
}

apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2
}

check_only=no
tables=
for word in "$@"; do
	case $word in
	--check) check_only=yes ;;
	-h | --help)
		usage
		exit 0
		;;
	run) tables="$tables$run_packages" ;;
	check) tables="$tables$check_packages" ;;
	lint) tables="$tables$check_packages$lint_packages" ;;
	docs) tables="$tables$docs_packages" ;;
	kernel) tables="$tables$kernel_packages" ;;
	debug) tables="$tables$debug_packages" ;;
	coverage) tables="$tables$coverage_packages" ;;
	test) tables="$tables$run_packages$debug_packages$test_packages$check_packages$lint_packages$docs_packages$coverage_packages" ;;
	*) fail "unknown group '$word': known are run, check, test, lint, docs, kernel, debug, coverage" ;;
	esac
done
if [ -z "$tables" ]; then
	usage >&2
	exit 2
fi

missing=$(printf '%s' "$tables" | missing_of)
[ -n "$missing" ] || exit 0

names=$(echo "$missing" | cut -d '|' -f 1 | tr '\n' ' ')
names=${names% }
if [ "$check_only" = yes ]; then
	echo "missing: $names"
	exit 1
fi

system=$(sed -n 's/^\(ID\|VERSION_ID\)=//p' /etc/os-release 2>/dev/null | tr -d '"' | sort | tr '\n' ' ')
if [ "$system" != '12 debian ' ] || ! command -v apt-get >/dev/null; then
	fail "this is not Debian 12: install by hand what is missing: $names"
fi
if [ "$(id -u)" = 0 ]; then
	as_root=
elif command -v sudo >/dev/null; then
	as_root=sudo
else
	fail "not root, and there is no sudo: run as root: apt-get install $names"
fi

here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$here/build"
# Two runs at once must not both install.
exec 9>>"$here/build/.tools.lock"
flock 9
missing=$(printf '%s' "$tables" | missing_of)
[ -n "$missing" ] || exit 0

echo "These Debian packages are missing and get installed now${as_root:+, with sudo}:" >&2
echo "$missing" | while IFS='|' read -r package _ reason; do
	printf '  %-26s %s\n' "$package" "$reason" >&2
done

lists=$(find /var/lib/apt/lists -name '*Packages*' 2>/dev/null | head -n 1)
if [ -z "$lists" ]; then
	apt update || fail "cannot read Debian's package lists: check the network and run again"
fi
# shellcheck disable=SC2086 # one word per package
if ! apt install -y --no-install-recommends $names; then
	# The lists may be older than what the archive holds.
	apt update || fail "cannot read Debian's package lists: check the network and run again"
	apt install -y --no-install-recommends $names ||
		fail "apt-get cannot install $names: its messages are above"
fi
missing=$(printf '%s' "$tables" | missing_of | cut -d '|' -f 2 | tr '\n' ' ')
[ -z "$missing" ] || fail "still missing after the installation: $missing"
