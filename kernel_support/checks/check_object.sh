#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# check_object.sh OBJECT PART...: refuses a module's object that needs what a
# kernel module cannot have, and says what to write instead. PARTs are the
# objects it was linked from. The tools (OBJDUMP, READELF) are Kbuild's.
set -eu

object=$1
shift

refuse() { # WHAT INSTEAD
	echo "$object: error: $1; $2" >&2
	status=1
}

# The lines of a part whose static objects are constructed at run time. The
# compiler knows them no more after the link, so it is asked once again.
constructed_lines() { # PART
	saved="$(dirname "$1")/.$(basename "$1").cmd"
	command=$(sed -n '1s/^[^=]*:= *//p' "$saved")
	source=$(printf '%s\n' "${command#* -c -o }" | cut -d ' ' -f 2)
	case $source in
	*.cc) ;;
	*) return ;;
	esac
	(cd "$OBJTREE" && eval "${command%% -c -o *} -fno-lto -O0 -g1 -w -S -o - $source") 2>/dev/null |
		awk -v source="$source" '
			/static_initialization_and_destruction_0.*:$|^__cxx_global_var_init[.0-9]*:/ { inside = 1; count = 0 }
			inside && $1 == ".loc" && !seen[$3]++ { lines[++count] = $3 }
			inside && /\.cfi_endproc|\.size/ {
				inside = 0
				# the first line is that of the generated function itself
				for (i = 2; i <= count; i++) print source ":" lines[i]
			}'
}

# A virtual destructor comes with a function that also frees the object (its name
# ends in D0Ev), for the vtable's sake. It may refer to the runtime's operator
# delete. Another function that does so, or calls it, has a "delete" in its source.
deletes() {
	"$OBJDUMP" -dr --no-show-raw-insn "$object" | awk '
		# Of a call that the link completes only the line below tells whom it calls; until then
		# it leads to what comes next, whatever that is.
		called && !/: +R_/ { found = 1 }
		{ called = 0 }
		/^[0-9a-f]+ <.*>:$/ { generated = /D0Ev/; next }
		generated { next }
		/: +R_.*(\.text\.unlikely\.operator_delete|_ZdlPv|D0Ev)/ { found = 1 }
		/<[^+>]*D0Ev[^+>]*>/ { called = 1 }
		END { exit !found }'
}

# All that the object's sections and symbols tell, a line for each thing found.
# Every build of a module comes through here, so few programs are started, and
# not nm, which loads the plugins of all compilers.
found=$({ LC_ALL=C "$READELF" -hSsWC "$object" && echo "--end--"; } | awk '
		function hex(text, value, i) {
			for (i = 1; i <= length(text); i++)
				value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
			return value
		}
		$0 == "--end--" { whole = 1; next }
		/^Symbol table / { symbols = 1; next }
		!symbols && /ELF32/ { word = 4 }
		!symbols && sub(/^ *\[[ 0-9]*\] */, "") {
			if ($1 ~ /^\.(init_array|ctors|fini_array|dtors)(\.[0-9]+)?$/) bytes += hex($5)
			if ($1 ~ /^\.t(data|bss)/) thread_local = 1
		}
		!symbols { next }
		# Num: Value Size Type Bind Vis Ndx Name
		$4 == "FILE" { next }
		{ function_here = $4 == "FUNC" && $5 == "LOCAL"; elsewhere = $7 == "UND" && $5 != "WEAK" }
		{ name = $0; for (i = 0; i < 7; i++) sub(/^ *[^ ]+ */, "", name) }
		# KASAN and GCOV bring constructors and destructors of their own, which kernels built
		# with them run; the compiler calls these _sub_I_65535_1 and the like. No others ever
		# run: there must not be more entries than functions of that name.
		function_here && name ~ /^_sub_[ID]_[0-9][0-9][0-9][0-9][0-9]_[0-9]/ { known++ }
		function_here && name ~ /^operator delete\(void\*\)/ { destructor = 1 }
		name ~ /^cpp_helper_/ { helpers = helpers " " name }
		name ~ /^guard variable for / { guarded = guarded " " substr(name, 20) }
		!elsewhere { next }
		name ~ /^(__cxa_atexit|atexit|__dso_handle)$/ { at_exit = 1 }
		name ~ /^__cxa_guard_/ { guard = 1 }
		name ~ /^(__cxa_(throw|rethrow|begin_catch|end_catch|allocate_exception)|_Unwind_|__gxx_personality)/ { throws = 1 }
		name ~ /^(typeinfo for|typeinfo name for|vtable for __cxxabiv1|__dynamic_cast)/ { rtti = 1 }
		name ~ /^(abort|std::__throw_[a-z_]+.*|std::terminate\(\))$/ { aborts = 1 }
		name ~ /^operator (new|delete)/ { heap = 1 }
		END {
			if (!whole) print "unreadable"
			if (bytes / (word ? word : 8) > known || at_exit) print "constructed"
			if (guard) print "guarded" guarded
			if (throws) print "throws"
			if (rtti) print "rtti"
			if (aborts) print "aborts"
			if (thread_local) print "thread_local"
			if (heap) print "heap"
			else if (destructor) print "destructor"
			if (helpers) print "helpers" helpers
		}')
[ "$found" ] || exit 0

status=0
while read -r what which; do
	case $what in
	unreadable)
		refuse "the object cannot be read" "build again" ;;
	constructed)
		where=$(for part; do constructed_lines "$part"; done | paste -sd ' ' -)
		refuse "a static object needs code to be constructed or destroyed, which never runs in a module${where:+: $where}" \
			"make it constinit without a destructor, or a member of the module's class" ;;
	guarded)
		refuse "a static variable of a function needs code to be initialised: $which" \
			"make it constinit, or a member of an object that is built before" ;;
	throws)
		refuse "exceptions are used" "return a kernel::Result and pass errors on with TRY" ;;
	rtti)
		refuse "run-time type information is used" "use a template, a concept or an enum" ;;
	aborts)
		refuse "the standard library's own way to fail is used, which does not exist in the kernel" \
			"ask whether the value is there before taking it, with has_value() for instance" ;;
	thread_local)
		refuse "a thread_local variable is used" \
			"the kernel has no such storage: keep the value in an object of your own" ;;
	heap | destructor)
		[ "$what" = heap ] || deletes || continue
		refuse "operator new or delete is used" "own memory through the types of <kernel/alloc/...>" ;;
	helpers)
		refuse "helpers were not inlined: $which" "call them directly, not through their address" ;;
	esac
done <<EOF
$found
EOF
exit $status
