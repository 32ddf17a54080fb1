// SPDX-License-Identifier: GPL-2.0
//
// Strings as arguments of templates.
#include <kernel/ktap.hpp>
#include <kernel/str/literal.hpp>

using kernel::CStr;
using kernel::Literal;

namespace {

template <Literal name>
struct Named {
  static constexpr CStr text() { return name.str(); }
};

static_assert(std::is_same_v<Named<"a">, Named<"a">> && !std::is_same_v<Named<"a">, Named<"b">>);
static_assert(!std::is_same_v<Named<"a">, Named<"ab">>);
static_assert(Literal<5>::size() == 4 && !Literal<5>::empty());
static_assert(Literal<1>::size() == 0 && Literal<1>::empty());
static_assert(std::is_same_v<decltype(Literal("four")), Literal<5>>);
static_assert(Named<"four">::text() == "four");

TEST(characters_stay) {
  CStr text = Named<"registers">::text();
  asm("" : "+r"(text));
  EXPECT(text == "registers");
  EXPECT(text.as_raw() == Named<"registers">::text().as_raw());
  EXPECT(Named<"">::text().empty());
}

}  // namespace

KTAP_MODULE(literal_test, characters_stay);
