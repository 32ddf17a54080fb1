#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Installs the packages that are missing; says which and why first. Which they are on which system
# says scripts/hosts/tools.txt. Plain sh, as it runs before anything else is there.

set -eu

usage() {
	cat <<'EOF'
usage: install_tools.sh [--check] GROUP...
Installs the Debian packages of the groups that are missing:
  module    build modules
  run       build modules and boot them
  test      run every test (brings run, lint, docs and coverage with it)
  check     check modules for what their compiler does not see
  lint      check format and style
  docs      build the documentation
  kernel    build a kernel
  llvm      build a kernel with clang, and modules for one
  gcc-N     build modules for a kernel that was built with version N of GCC
  debug     look into a running guest with gdb
  coverage  show which lines the tests run
  package   build the Debian package of kernel_support
  secure    boot a guest with Secure Boot
  hosts     run all this on another release of Debian
--check     only say what is missing; the status is 1 when something is
--list      say what the groups consist of, a package in a line
With TOOLS=mine in the environment nothing is looked for, and nothing installed.
EOF
}

fail() {
	echo "error: $*" >&2
	exit 1
}

here=$(cd "$(dirname "$0")/.." && pwd)
table=$here/scripts/hosts/tools.txt

# What the system says of itself. OS_RELEASE: the tests pretend to be elsewhere.
says() { # NAME
	sed -n "s/^$1=//p" "${OS_RELEASE:-/etc/os-release}" 2>/dev/null | tr -d '"'
}
release=$(says ID)-$(says VERSION_ID)
known=$(sed -n "s/^release|$release|//p" "$table")
all_words=${known##*|}

# "14" for "llvm", on this system
word() { # NAME
	for one in $all_words; do
		[ "${one%%=*}" != "$1" ] || echo "${one#*=}"
	done
}

# The rows of a group, for this system; for one that nothing is known of without versions.
rows_of() { # GROUP [VERSION]
	if [ -n "$known" ]; then
		words="s/@kernel@/${2:-}/g"
		for one in $all_words; do
			words="$words;s/@${one%%=*}@/${one#*=}/g"
		done
	else
		words="s/-@kernel@/-${2:-}/g;/@format@/d;s/-@[a-z]*@//g"
	fi
	sed -n "s/^$1|//p" "$table" | sed "$words;/-none|/d"
}

is_there() { # COMMAND-OR-FILE
	case $1 in
	/*/libclang*.so.1) [ -e "$1" ] || { [ -z "$known" ] && python_has clang.cindex; } ;;
	/*/dist-packages/*) [ -e "$1" ] || { [ -z "$known" ] && python_has "$(module_in "$1")"; } ;;
	/*) [ -e "$1" ] ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

python_has() { # MODULE
	/usr/bin/python3 -c "import $1" 2>/dev/null
}

module_in() { # FILE
	module=${1#*/dist-packages/}
	echo "${module%%/*}"
}

# What a tool is called where packages have other names
tool_name() { # PROOF
	case $1 in
	/*/libclang*.so.1) echo libclang ;;
	/*/dist-packages/*) echo "Python's $(module_in "$1")" ;;
	*) echo "${1##*/}" ;;
	esac
}

# Of the rows on standard input one for each package.
once() {
	seen=' '
	while IFS='|' read -r package rest; do
		case $seen in
		*" $package "*) ;;
		*) [ -z "$package" ] || echo "$package|$rest" ;;
		esac
		seen="$seen$package "
	done
}

# Of the rows on standard input, those whose package is missing.
missing_of() {
	while IFS='|' read -r package proof reason; do
		if [ -n "$package" ] && ! is_there "$proof"; then
			echo "$package|$proof|$reason"
		fi
	done | once
}

tools_of() {
	while IFS='|' read -r _ proof _; do
		printf '%s, ' "$(tool_name "$proof")"
	done
}

apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2
}

# A compiler of the version that a kernel was built with
compiler_rows() { # VERSION
	case ,$(word gccs), in
	*,"$1",*) rows_of gcc "$1" ;;
	*)
		[ -n "$known" ] || {
			rows_of gcc "$1"
			return
		}
		there=$(sed -n "s/^release|[^|]*|\([^|]*\)|.* gccs=\(.*,\)*$1[, ].*/\1/p" "$table" | head -n 1)
		fail "${known%%|*} has no GCC $1${there:+, $there has it}"
		;;
	esac
}

check_only=no
list_only=no
rows=
newline='
'
for word in "$@"; do
	case $word in
	--check)
		check_only=yes
		continue
		;;
	--list)
		list_only=yes
		continue
		;;
	-h | --help)
		usage
		exit 0
		;;
	run) groups='module run' ;;
	module | check | docs | kernel | llvm | debug | coverage | package | secure | hosts) groups=$word ;;
	lint) groups='check lint' ;;
	test) groups='module run debug test check lint docs coverage package secure' ;;
	gcc-[0-9]*)
		more=$(compiler_rows "${word#gcc-}") || exit 1
		rows="$rows$more$newline"
		continue
		;;
	*) fail "unknown group '$word': known are module, run, check, test, lint, docs, kernel, llvm," \
		"gcc-N, debug, coverage, package, secure, hosts" ;;
	esac
	for group in $groups; do
		rows="$rows$(rows_of "$group")$newline"
	done
done
if [ -z "$rows" ]; then
	usage >&2
	exit 2
fi
if [ "$list_only" = yes ]; then
	printf '%s' "$rows" | once | sed 's/|.*//'
	exit 0
fi
[ "${TOOLS:-}" != mine ] || exit 0

missing=$(printf '%s' "$rows" | missing_of)
[ -n "$missing" ] || exit 0

names=$(echo "$missing" | cut -d '|' -f 1 | tr '\n' ' ')
names=${names% }
if [ "$check_only" = yes ]; then
	echo "missing: $names"
	exit 1
fi

system=$(says PRETTY_NAME)
system=${system:-this system}
if [ -z "$known" ]; then
	tools=$(echo "$missing" | tools_of)
	fail "no packages of $system are known here: install ${tools%, }, or go on with what is there" \
		"by TOOLS=mine"
fi
command -v apt-get >/dev/null ||
	fail "$system has no apt-get here: install by other means: $names"
if [ "$(id -u)" = 0 ]; then
	as_root=
elif command -v sudo >/dev/null; then
	as_root=sudo
else
	fail "not root, and there is no sudo: run as root: apt-get install $names"
fi

mkdir -p "$here/build"
# Two runs at once must not both install.
exec 9>>"$here/build/.tools.lock"
flock 9
missing=$(printf '%s' "$rows" | missing_of)
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
missing=$(printf '%s' "$rows" | missing_of | cut -d '|' -f 2 | tr '\n' ' ')
[ -z "$missing" ] || fail "still missing after the installation: $missing"
