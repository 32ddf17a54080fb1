#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# check_object.sh OBJECT PART...: refuses a module's object that needs what a
# kernel module cannot have, and says what to write instead. PARTs are the
# objects it was linked from. The tools (NM, OBJDUMP, READELF) are Kbuild's.
set -eu

object=$1
shift
symbols=$("$NM" -C "$object" | cut -c 18-)
case $("$READELF" -h "$object") in
*ELF32*) word=4 ;;
*) word=8 ;;
esac
status=0

refuse() { # WHAT INSTEAD
	echo "$object: error: $1; $2" >&2
	status=1
}

# needs REGEX: the object refers to a symbol of another that matches
needs() {
	printf '%s\n' "$symbols" | grep -qE "^U ($1)"
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
			/static_initialization_and_destruction_0.*:$/ { inside = 1; count = 0 }
			inside && $1 == ".loc" && !seen[$3]++ { lines[++count] = $3 }
			inside && /\.cfi_endproc|\.size/ {
				inside = 0
				# the first line is that of the generated function itself
				for (i = 2; i <= count; i++) print source ":" lines[i]
			}'
}

# KASAN and GCOV bring constructors and destructors of their own, which kernels
# built with them run; the compiler calls these _sub_I_65535_1 and the like. No
# others ever run: there must not be more entries than functions of that name.
entries=$("$READELF" -SW "$object" | sed 's/^ *\[[ 0-9]*\] *//' | awk '
	$1 ~ /^\.(init_array|ctors|fini_array|dtors)(\.[0-9]+)?$/ { print "0x" $5 }' |
	while read -r size; do echo $((size / word)); done | awk '{ sum += $1 } END { print sum + 0 }')
known=$(printf '%s\n' "$symbols" | grep -cE '^t _sub_[ID]_[0-9]{5}_[0-9]+' || :)
if [ "$entries" -gt "$known" ] || needs '(__cxa_atexit|atexit|__dso_handle)$'; then
	where=$(for part; do constructed_lines "$part"; done | paste -sd ' ' -)
	refuse "a static object needs code to be constructed or destroyed, which never runs in a module${where:+: $where}" \
		"make it constinit without a destructor, or a member of the module's class"
fi

if needs '__cxa_guard_'; then
	guarded=$(printf '%s\n' "$symbols" | sed -n 's/^[a-zA-Z] guard variable for //p' | paste -sd ' ' -)
	refuse "a static variable of a function needs code to be initialised: $guarded" \
		"make it constinit, or a member of an object that is built before"
fi

if needs '(__cxa_(throw|rethrow|begin_catch|end_catch|allocate_exception)|_Unwind_|__gxx_personality)'; then
	refuse "exceptions are used" "return a kernel::Result and pass errors on with TRY"
fi

if needs '(typeinfo for|typeinfo name for|vtable for __cxxabiv1|__dynamic_cast)'; then
	refuse "run-time type information is used" "use a template, a concept or an enum"
fi

if needs '(abort|std::__throw_[a-z_]+.*|std::terminate\(\))$'; then
	refuse "the standard library's own way to fail is used, which does not exist in the kernel" \
		"ask whether the value is there before taking it, with has_value() for instance"
fi

if "$READELF" -SW "$object" | grep -qE '\] \.t(data|bss)'; then
	refuse "a thread_local variable is used" \
		"the kernel has no such storage: keep the value in an object of your own"
fi

# A virtual destructor comes with a function that also frees the object (its name
# ends in D0Ev), for the vtable's sake. It may refer to the runtime's operator
# delete. Another function that does so, or calls it, has a "delete" in its source.
deletes() {
	printf '%s\n' "$symbols" | grep -q '^t operator delete(void\*)' || return 1
	"$OBJDUMP" -dr --no-show-raw-insn "$object" | awk '
		# Of a call that the link completes only the line below tells whom it calls; until then
		# it leads to what comes next, whatever that is.
		called && !/: R_/ { found = 1 }
		{ called = 0 }
		/^[0-9a-f]+ <.*>:$/ { generated = /D0Ev/; next }
		generated { next }
		/: R_.*(\.text\.operator_delete|D0Ev)/ { found = 1 }
		/<[^+>]*D0Ev[^+>]*>/ { called = 1 }
		END { exit !found }'
}

if needs 'operator (new|delete)' || deletes; then
	refuse "operator new or delete is used" "own memory through the types of <kernel/alloc/...>"
fi

if printf '%s\n' "$symbols" | grep -q '^. cpp_helper_'; then
	helpers=$(printf '%s\n' "$symbols" | sed -n 's/^. \(cpp_helper_\)/\1/p' | paste -sd ' ' -)
	refuse "helpers were not inlined: $helpers" "call them directly, not through their address"
fi

exit $status
