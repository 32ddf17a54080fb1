// SPDX-License-Identifier: GPL-2.0
#include <kernel/alloc/kvec.hpp>
#include <kernel/bitmap.hpp>
#include <kernel/ktap.hpp>
#include <kernel/list.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/scope_guard.hpp>
#include <kernel/xarray.hpp>

using kernel::Arc;
using kernel::ArcBorrow;
using kernel::ARef;
using kernel::KBox;
using kernel::KVec;
using kernel::List;
using kernel::ListArc;
using kernel::NotThreadSafe;
using kernel::OptionalRef;
using kernel::RBTree;
using kernel::Result;
using kernel::Send;
using kernel::XArray;

namespace {

struct Job : kernel::ListLinks<> {
  int number = 0;
};
enum class Colour { kRed };
union Word {
  int number;
  char bytes[sizeof(int)];
};

class Local : NotThreadSafe {
 public:
  explicit Local(int number) : number_(number) {}
  int number() const { return number_; }

 private:
  int number_;
};
class Inherits : public Local {
  using Local::Local;
};
struct Holds {
  Local local;
};

struct LocalJob : kernel::ListLinks<>, NotThreadSafe {};
struct LocalDevice : NotThreadSafe {
  static void inc_ref(const LocalDevice&) {}
  static void dec_ref(const LocalDevice&) {}
};
struct Device {
  static void inc_ref(const Device&) {}
  static void dec_ref(const Device&) {}
};

struct Session;  // compared by address only

}  // namespace

template <>
inline constexpr bool kernel::kIsSend<const Session*> = true;

namespace {

// The marker costs nothing.
static_assert(sizeof(Local) == sizeof(int));
static_assert(std::is_trivially_copyable_v<Local>);
static_assert(sizeof(XArray<KBox<Job>>::Guard) == sizeof(void*));
static_assert(sizeof(List<KBox<Job>>::Cursor) == 2 * sizeof(void*));
static_assert(sizeof(RBTree<int, int>::Cursor) == sizeof(void*));
static_assert(sizeof(RBTree<int, int>::CursorMut) == 2 * sizeof(void*));

// Values
static_assert(Send<int> && Send<bool> && Send<const unsigned long> && Send<volatile char>);
static_assert(Send<Colour> && Send<Word> && Send<Job> && Send<decltype(nullptr)>);
static_assert(Send<int[3]> && Send<const int[2][2]>);
static_assert(Send<kernel::Error> && Send<kernel::CString> && Send<kernel::Opaque<list_head>>);

// Functions, and what only C++ itself can follow
static_assert(Send<int (*)(int)> && !Send<int (&)(int)> && Send<int Job::*>);
static_assert(Send<void (Local::*)()>);

// The marker
static_assert(!Send<Local> && !Send<const Local> && !Send<Local[2]> && !Send<Inherits>);
static_assert(Send<Holds>, "members cannot be seen");

// Addresses
static_assert(!Send<int*> && !Send<const char*> && !Send<void*> && !Send<int* const>);
static_assert(!Send<const int* [2]> && !Send<int (**)(int)>);
static_assert(!Send<int&> && !Send<const int&> && !Send<int&&>);
static_assert(Send<const Session*> && !Send<Session*>);

// What is borrowed
static_assert(!Send<kernel::CStr> && !Send<std::span<int>> && !Send<std::span<const char, 4>>);
static_assert(!Send<ArcBorrow<int>> && !Send<OptionalRef<int>> && !Send<kernel::BitmapRef>);
static_assert(!Send<kernel::Slot<int>> && !Send<kernel::Placed<int>>);
static_assert(!Send<kernel::ScopeGuard<void (*)()>>);

// Guards, cursors, entries, iterators
using Tree = RBTree<int, int>;
static_assert(!Send<XArray<KBox<Job>>::Guard> && !Send<XArray<KBox<Job>>::Iterator>);
static_assert(!Send<XArray<KBox<Job>>::Range>);
static_assert(!Send<List<KBox<Job>>::Cursor> && !Send<List<KBox<Job>>::CursorPeek>);
static_assert(!Send<List<KBox<Job>>::Iterator> && !Send<List<KBox<Job>>::ConstIterator>);
static_assert(!Send<Tree::Cursor> && !Send<Tree::CursorMut> && !Send<Tree::Entry>);
static_assert(!Send<Tree::OccupiedEntry> && !Send<Tree::VacantEntry>);
static_assert(!Send<decltype(std::declval<Tree&>().begin())>);
static_assert(!Send<decltype(std::declval<Tree&>().keys())>);
static_assert(!Send<kernel::Bitmap<8>::BitRange> && !Send<kernel::Bitmap<8>::BitRange::Iterator>);

// Owners and containers are like what they hold.
template <template <typename...> typename Owner>
constexpr bool kLikeItsObject = Send<Owner<int>> && !Send<Owner<Local>> && !Send<Owner<int*>>;
static_assert(kLikeItsObject<KBox> && kLikeItsObject<kernel::KVBox> && kLikeItsObject<KVec>);
static_assert(kLikeItsObject<Arc> && kLikeItsObject<kernel::UniqueArc> && kLikeItsObject<Result>);
static_assert(kLikeItsObject<std::optional> && kLikeItsObject<std::tuple>);
static_assert(kLikeItsObject<std::variant>);
static_assert(Send<Result<void>> && Send<Arc<const int>> && Send<KBox<int[4]>>);
static_assert(!Send<KBox<Local[4]>> && !Send<KVec<KBox<Local>>>);
static_assert(Send<ARef<Device>> && !Send<ARef<LocalDevice>>);
static_assert(Send<std::array<int, 2>> && !Send<std::array<Local, 2>>);
static_assert(Send<std::pair<int, long>> && !Send<std::pair<int, Local>>);
static_assert(!Send<std::tuple<int, long, int*>> && !Send<std::variant<int, Local>>);
static_assert(Send<List<KBox<Job>>> && Send<List<ListArc<Job>>> && !Send<List<KBox<LocalJob>>>);
static_assert(Send<ListArc<Job>> && !Send<ListArc<LocalJob>>);
static_assert(Send<Tree> && !Send<RBTree<int, Local>> && !Send<RBTree<int*, int>>);
static_assert(Send<kernel::RBTreeNode<int, int>> && !Send<kernel::RBTreeNode<int, Local>>);
static_assert(Send<XArray<KBox<Job>>> && !Send<XArray<KBox<LocalJob>>>);
static_assert(Send<Arc<XArray<KBox<Job>>>>);

template <typename T>
constexpr bool kSees = false;
template <Send T>
constexpr bool kSees<T> = true;

}  // namespace

TEST(marker_changes_nothing) {
  Local local(7);
  Local copy = local;
  EXPECT_EQ(copy.number(), 7);
}

TEST(captures_cannot_be_seen) {
  int number = 1;
  auto refers = [&number] { ++number; };
  EXPECT(kSees<decltype(refers)>);
  refers();
  EXPECT_EQ(number, 2);
}

TEST(what_is_not_send_has_one_owner) {
  auto box = KBox<Local>::make(kernel::GFP_KERNEL, 3);
  REQUIRE(box.is_ok());
  EXPECT_EQ(box.value()->number(), 3);
}

KTAP_MODULE(not_thread_safe_test, marker_changes_nothing, captures_cannot_be_seen,
            what_is_not_send_has_one_owner);
