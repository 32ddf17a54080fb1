// SPDX-License-Identifier: GPL-2.0
// A zero byte would end the text.
// misuse: Strings: a string as a template's argument with a zero byte inside
// rust: compile error: `c"..."` has none
// expect: error: .*string_has_a_zero_byte_inside

#include <kernel/str/literal.hpp>

template <kernel::Literal name>
struct Named {};

#ifdef FAIL
[[maybe_unused]] Named<"bar\0two"> named;
#else
[[maybe_unused]] Named<"bar two"> named;
#endif
