// SPDX-License-Identifier: GPL-2.0
//
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <initializer_list>
#include <kernel/ktap.hpp>
#include <kernel/rbtree.hpp>

#include "failing_allocator.hpp"

using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::RBTree;
using kernel::RBTreeNodeReservation;
using kernel::Result;
using kernel::Slot;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;

namespace {

using Tree = RBTree<int, int, FailingAllocator>;
using Node = Tree::Node;
using Reservation = Tree::Reservation;

static_assert(sizeof(Tree) == sizeof(rb_root));
static_assert(sizeof(Node) == sizeof(void*));
static_assert(sizeof(Reservation) == sizeof(void*));
static_assert(sizeof(Tree::Cursor) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<Tree> && !std::is_copy_assignable_v<Tree>);
static_assert(std::is_move_constructible_v<Tree> && std::is_move_assignable_v<Tree>);
static_assert(!std::is_copy_constructible_v<Node>);
static_assert(!std::is_copy_constructible_v<Tree::CursorMut>);
static_assert(!std::is_copy_constructible_v<Tree::OccupiedEntry>);

/// Counts how many there are; cannot be moved.
struct Fixed {
  explicit Fixed(int number, int other = 0) : number(number + other), self(this) { ++alive; }
  Fixed(const Fixed&) = delete;
  ~Fixed() { --alive; }

  bool intact() const { return self == this; }

  int number;
  Fixed* self;
  static constinit int alive;
};
constinit int Fixed::alive = 0;

/// Counts how many there are; knows whether it was moved from.
struct Counted {
  // NOLINTNEXTLINE(google-explicit-constructor): a number is all there is to it
  Counted(int number) : number(number) { ++alive; }
  Counted(Counted&& other) : number(std::exchange(other.number, -1)) { ++alive; }
  Counted& operator=(Counted&& other) {
    number = std::exchange(other.number, -1);
    return *this;
  }
  ~Counted() { --alive; }

  std::strong_ordering operator<=>(const Counted& other) const { return number <=> other.number; }

  int number;
  static constinit int alive;
};
constinit int Counted::alive = 0;

using CountedTree = RBTree<Counted, Counted, FailingAllocator>;

struct Pair {
  int key;
  int value;
};

bool holds(const Tree& tree, std::initializer_list<Pair> pairs) {
  const auto* pair = pairs.begin();
  for (auto [key, value] : tree) {
    if (pair == pairs.end() || key != pair->key || value != pair->value) return false;
    ++pair;
  }
  return pair == pairs.end() && tree.empty() == (pairs.size() == 0);
}

/// For tests that let no allocation fail.
void fill(Tree& tree, std::initializer_list<Pair> pairs) {
  for (auto [key, value] : pairs) tree.insert(Node::make(GFP_KERNEL, key, value).value());
}

template <typename Item>
bool is(const Item& item, int key, int value) {
  return item && item->key == key && item->value == value;
}

bool all_gone() { return Fixed::alive == 0 && Counted::alive == 0 && FailingAllocator::clean(); }

/// The rules of a red-black tree: no red node above a red one, as many black ones on every way
/// down. Returns the number of black nodes on the way, or -1.
int black_height(const rb_node* node, const rb_node* parent) {
  constexpr unsigned long black = 1;
  if (!node) return 0;
  unsigned long colour = node->__rb_parent_color & black;
  if ((node->__rb_parent_color & ~3UL) != reinterpret_cast<unsigned long>(parent)) return -1;
  if (colour != black && (!parent || (parent->__rb_parent_color & black) != black)) return -1;
  int left = black_height(node->rb_left, node);
  int right = black_height(node->rb_right, node);
  if (left < 0 || left != right) return -1;
  return left + (colour == black);
}

}  // namespace

TEST(starts_empty) {
  Tree tree;
  EXPECT(tree.empty());
  EXPECT(tree.begin() == tree.end());
  EXPECT(!tree.find(1));
  EXPECT(!tree.find_mut(1));
  EXPECT(!tree.contains(1));
  EXPECT(!tree.remove(1));
  EXPECT(!tree.remove_node(1));
  EXPECT(!tree.cursor_front());
  EXPECT(!tree.cursor_back());
  EXPECT(!tree.cursor_front_mut());
  EXPECT(!tree.cursor_back_mut());
  EXPECT(!tree.cursor_lower_bound(1));
  EXPECT(!tree.cursor_lower_bound_mut(1));
}

// The first example of Rust's RBTree.
TEST(inserts_finds_and_removes) {
  {
    Tree tree;
    EXPECT(tree.try_create_and_insert(20, 200, GFP_KERNEL).is_ok());
    EXPECT(tree.try_create_and_insert(10, 100, GFP_KERNEL).is_ok());
    EXPECT(tree.try_create_and_insert(30, 300, GFP_KERNEL).is_ok());
    EXPECT(is(tree.find(10), 10, 100));
    EXPECT(is(tree.find(20), 20, 200));
    EXPECT(is(tree.find(30), 30, 300));
    EXPECT(!tree.find(25));
    EXPECT(tree.contains(20));
    EXPECT(holds(tree, {{10, 100}, {20, 200}, {30, 300}}));

    auto replaced = tree.try_create_and_insert(10, 1000, GFP_KERNEL);
    REQUIRE(replaced.is_ok() && replaced.value());
    EXPECT_EQ(replaced.value()->key(), 10);
    EXPECT_EQ(replaced.value()->value(), 100);
    EXPECT(holds(tree, {{10, 1000}, {20, 200}, {30, 300}}));

    tree.find_mut(30)->value() = 3000;
    EXPECT(holds(tree, {{10, 1000}, {20, 200}, {30, 3000}}));

    EXPECT_EQ(*tree.remove(10), 1000);
    EXPECT(!tree.remove(10));
    EXPECT(holds(tree, {{20, 200}, {30, 3000}}));
  }
  EXPECT(all_gone());
}

// The second and third example of Rust's RBTree.
TEST(inserts_what_was_allocated_before) {
  {
    auto node = Node::make(GFP_KERNEL, 10, 100);
    auto reservation = Reservation::make(GFP_KERNEL);
    REQUIRE(node.is_ok() && reservation.is_ok());
    EXPECT_EQ(FailingAllocator::live(), 2UL);
    FailingAllocator::fail_at(1);
    Tree tree;
    EXPECT(!tree.insert(std::move(node).value()));
    EXPECT(!tree.insert(std::move(reservation).value().into_node(15, 150)));
    EXPECT_EQ(FailingAllocator::calls(), 0UL);
    FailingAllocator::fail_at(0);
    EXPECT(holds(tree, {{10, 100}, {15, 150}}));
  }
  EXPECT(all_gone());
}

TEST(gives_nodes_back_for_another_use) {
  {
    Tree tree;
    fill(tree, {{20, 200}, {10, 100}, {30, 300}});
    FailingAllocator::fail_at(1);
    auto node = tree.remove_node(30);
    REQUIRE(node.has_value());
    EXPECT_EQ(node->key(), 30);
    EXPECT_EQ(node->value(), 300);
    EXPECT(holds(tree, {{10, 100}, {20, 200}}));
    EXPECT_EQ(std::as_const(*node).key(), 30);
    EXPECT_EQ(std::as_const(*node).value(), 300);
    node->key() = 5;
    ++node->value();
    EXPECT(!tree.insert(std::move(*node)));
    EXPECT(holds(tree, {{5, 301}, {10, 100}, {20, 200}}));

    node = tree.remove_node(5);
    auto [key, value] = std::move(*node).to_key_value();
    EXPECT_EQ(key, 5);
    EXPECT_EQ(value, 301);
    EXPECT_EQ(FailingAllocator::live(), 2UL);

    auto memory = std::move(*tree.remove_node(10)).into_reservation();
    EXPECT_EQ(FailingAllocator::live(), 2UL);
    tree.insert(std::move(memory).into_node(25, 250));
    EXPECT(holds(tree, {{20, 200}, {25, 250}}));

    // the old node comes back when its key is inserted again
    auto old = tree.insert(std::move(*tree.remove_node(25)));
    EXPECT(!old);
    FailingAllocator::fail_at(0);
    auto again = Node::make(GFP_KERNEL, 20, 201);
    REQUIRE(again.is_ok());
    old = tree.insert(std::move(again).value());
    REQUIRE(old.has_value());
    EXPECT_EQ(old->value(), 200);
    EXPECT(holds(tree, {{20, 201}, {25, 250}}));
  }
  EXPECT(all_gone());
}

TEST(failed_insertion_changes_nothing) {
  size_t failures = for_each_failure<FailingAllocator>([&] {
    CountedTree tree;
    Counted first_key(1);
    Counted first_value(100);
    Counted second_key(2);
    Counted second_value(200);
    bool first =
        tree.try_create_and_insert(std::move(first_key), std::move(first_value), GFP_KERNEL)
            .is_ok();
    EXPECT_EQ(tree.contains(Counted(1)), first);
    EXPECT_EQ(first_key.number, first ? -1 : 1);  // not consumed
    EXPECT_EQ(first_value.number, first ? -1 : 100);

    auto node = CountedTree::Node::make(GFP_ATOMIC, std::move(second_key), std::move(second_value));
    EXPECT(FailingAllocator::last_flags() == GFP_ATOMIC);
    EXPECT_EQ(second_key.number, node.is_ok() ? -1 : 2);
    EXPECT_EQ(second_value.number, node.is_ok() ? -1 : 200);
    if (node.is_err()) EXPECT(node.error() == kernel::ENOMEM);
    if (node.is_ok()) tree.insert(std::move(node).value());
    EXPECT_EQ(tree.contains(Counted(1)), first);

    auto reservation = CountedTree::Reservation::make(GFP_KERNEL);
    if (reservation.is_err()) EXPECT(reservation.error() == kernel::ENOMEM);
    if (reservation.is_ok()) tree.insert(std::move(reservation).value().into_node(3, 300));
    EXPECT_EQ(tree.contains(Counted(3)), reservation.is_ok());
    EXPECT(tree.contains(Counted(1)) || tree.contains(Counted(2)));
  });
  EXPECT_EQ(failures, 3UL);
  EXPECT(all_gone());
}

TEST(destroys_everything_once) {
  {
    CountedTree tree;
    for (int i = 0; i < 100; ++i)
      EXPECT(tree.try_create_and_insert(i * 37 % 101, i, GFP_KERNEL).is_ok());
    EXPECT_EQ(Counted::alive, 200);
    EXPECT_EQ(tree.remove(Counted(37))->number, 1);
    EXPECT_EQ(Counted::alive, 198);
    tree.remove_node(Counted(74));
    EXPECT_EQ(Counted::alive, 196);
    auto node = tree.remove_node(Counted(10));
    REQUIRE(node.has_value());
    EXPECT_EQ(Counted::alive, 196);
    auto reservation = std::move(*node).into_reservation();
    EXPECT_EQ(Counted::alive, 194);
    EXPECT_EQ(FailingAllocator::live(), 98UL);
    tree.clear();
    EXPECT(tree.empty());
    EXPECT_EQ(Counted::alive, 0);
    EXPECT_EQ(FailingAllocator::live(), 1UL);
    tree.clear();
    tree.insert(std::move(reservation).into_node(1, 2));
    EXPECT_EQ(Counted::alive, 2);
  }
  EXPECT(all_gone());
}

TEST(stays_balanced_and_in_order) {
  {
    Tree tree;
    constexpr int prime = 997;
    static bool there[prime];
    unsigned random = 1;
    for (int step = 0; step < 5000; ++step) {
      random = random * 1103515245 + 12345;
      int key = static_cast<int>((random >> 8) % prime);
      if (random >> 31) {
        EXPECT_EQ(tree.remove(key).has_value(), there[key]);
        there[key] = false;
      } else {
        auto old = tree.try_create_and_insert(key, key * 2, GFP_KERNEL);
        REQUIRE(old.is_ok());
        EXPECT_EQ(old.value().has_value(), there[key]);
        there[key] = true;
      }
      if (step % 100 == 0) EXPECT(black_height(tree.as_raw()->rb_node, nullptr) >= 0);
    }
    int expected = 0;
    for (auto [key, value] : tree) {
      while (!there[expected]) ++expected;
      EXPECT_EQ(key, expected++);
      EXPECT_EQ(value, key * 2);
    }
    while (expected < prime) EXPECT(!there[expected++]);
    int next = prime;
    for (int key = prime; key-- > 0;) {
      if (there[key]) next = key;
      auto cursor = tree.cursor_lower_bound(key);
      EXPECT_EQ(cursor ? cursor->key() : prime, next);
      EXPECT_EQ(tree.contains(key), there[key]);
      there[key] = false;
    }
  }
  EXPECT(all_gone());
}

TEST(iterates_in_order) {
  {
    Tree tree;
    fill(tree, {{2, 20}, {1, 10}, {3, 30}});
    for (auto [key, value] : tree) value += key;
    EXPECT(holds(tree, {{1, 11}, {2, 22}, {3, 33}}));
    int sum = 0;
    for (int key : tree.keys()) sum = sum * 10 + key;
    EXPECT_EQ(sum, 123);
    for (int& value : tree.values()) value *= 2;
    sum = 0;
    for (int value : std::as_const(tree).values()) sum += value;
    EXPECT_EQ(sum, 132);
    static_assert(std::is_same_v<decltype(*tree.keys().begin()), const int&>);
    static_assert(std::is_same_v<decltype(*std::as_const(tree).values().begin()), const int&>);
    static_assert(std::is_same_v<decltype((*std::as_const(tree).begin()).value), const int&>);
    const Tree empty;
    EXPECT(empty.keys().begin() == empty.keys().end());
  }
  EXPECT(all_gone());
}

// The examples of Rust's cursors.
TEST(cursor_moves_in_both_directions) {
  Tree tree;
  fill(tree, {{10, 100}, {20, 200}, {30, 300}});
  auto cursor = tree.cursor_front();
  REQUIRE(cursor.has_value());
  EXPECT_EQ(cursor->key(), 10);
  EXPECT_EQ(cursor->value(), 100);
  EXPECT(!cursor->peek_prev());
  EXPECT(!cursor->move_prev());
  EXPECT(cursor->move_next());
  EXPECT_EQ(cursor->current().key, 20);
  EXPECT_EQ(cursor->current().value, 200);
  EXPECT(is(cursor->peek_next(), 30, 300));
  EXPECT(is(cursor->peek_prev(), 10, 100));
  EXPECT_EQ(cursor->key(), 20);
  EXPECT(cursor->move_next());
  EXPECT_EQ(cursor->key(), 30);
  EXPECT(!cursor->peek_next());
  EXPECT(!cursor->move_next());
  EXPECT_EQ(cursor->key(), 30);  // it stays
  EXPECT(cursor->move_prev());
  EXPECT_EQ(cursor->key(), 20);
  EXPECT_EQ(tree.cursor_back()->key(), 30);
}

TEST(cursor_starts_at_a_lower_bound) {
  Tree tree;
  fill(tree, {{10, 100}, {20, 200}, {30, 300}, {40, 400}, {50, 500}});
  EXPECT_EQ(tree.cursor_lower_bound(20)->key(), 20);
  EXPECT_EQ(tree.cursor_lower_bound(25)->key(), 30);
  EXPECT_EQ(tree.cursor_lower_bound(0)->key(), 10);
  EXPECT_EQ(tree.cursor_lower_bound(50)->key(), 50);
  EXPECT(!tree.cursor_lower_bound(55));
  EXPECT_EQ(tree.cursor_lower_bound_mut(20)->key(), 20);
  EXPECT_EQ(tree.cursor_lower_bound_mut(21)->key(), 30);
  EXPECT(!tree.cursor_lower_bound_mut(51));
}

TEST(cursor_changes_values) {
  Tree tree;
  fill(tree, {{10, 100}, {20, 200}, {30, 300}});
  auto cursor = tree.cursor_front_mut();
  REQUIRE(cursor.has_value());
  cursor->value() = 1000;
  cursor->peek_next()->value = 2000;
  EXPECT(!cursor->peek_prev());
  EXPECT(!cursor->move_prev());
  EXPECT(cursor->move_next());
  EXPECT_EQ(cursor->key(), 20);
  EXPECT(is(cursor->peek_prev(), 10, 1000));
  ++cursor->current().value;
  const Tree::CursorMut& seen = *cursor;
  EXPECT_EQ(seen.value(), 2001);
  EXPECT_EQ(seen.current().key, 20);
  EXPECT(&seen.current().value == &cursor->value());
  static_assert(std::is_same_v<decltype(seen.value()), const int&>);
  static_assert(std::is_same_v<decltype(seen.current().value), const int&>);
  EXPECT(cursor->move_next());
  EXPECT(!cursor->move_next());
  EXPECT_EQ(cursor->key(), 30);
  EXPECT(cursor->move_prev());
  EXPECT(holds(tree, {{10, 1000}, {20, 2001}, {30, 300}}));
}

TEST(cursor_removes_where_it_is) {
  {
    Tree tree;
    fill(tree, {{5, 50}, {10, 100}, {20, 200}, {30, 300}});
    auto [next, second] = std::move(*tree.cursor_lower_bound_mut(10)).remove_current();
    EXPECT_EQ(second.key(), 10);
    REQUIRE(next.has_value());
    EXPECT_EQ(next->key(), 20);
    auto [after, first] = std::move(*tree.cursor_front_mut()).remove_current();
    EXPECT_EQ(first.key(), 5);
    REQUIRE(after.has_value());
    EXPECT_EQ(after->key(), 20);

    // without a next one, the cursor is on the one before
    auto [previous, last] = std::move(*tree.cursor_back_mut()).remove_current();
    EXPECT_EQ(last.value(), 300);
    REQUIRE(previous.has_value());
    EXPECT_EQ(previous->key(), 20);

    auto [none, middle] = std::move(*previous).remove_current();
    EXPECT_EQ(middle.key(), 20);
    EXPECT(!none);
    EXPECT(tree.empty());
    EXPECT_EQ(FailingAllocator::live(), 4UL);
  }
  EXPECT(all_gone());
}

TEST(cursor_removes_its_neighbours) {
  {
    Tree tree;
    fill(tree, {{10, 100}, {20, 200}, {30, 300}});
    auto cursor = tree.cursor_front_mut();
    REQUIRE(cursor.has_value());
    EXPECT(!cursor->remove_prev());
    cursor = tree.cursor_back_mut();
    auto [key, value] = (*cursor->remove_prev()).to_key_value();
    EXPECT_EQ(key, 20);
    EXPECT_EQ(value, 200);
    EXPECT(!cursor->remove_next());
    EXPECT(cursor->move_prev());
    EXPECT_EQ(cursor->key(), 10);
    EXPECT_EQ(cursor->remove_next()->value(), 300);
    EXPECT(!cursor->remove_next());
    EXPECT(holds(tree, {{10, 100}}));
  }
  EXPECT(all_gone());
}

TEST(entry_of_a_key_that_is_there) {
  {
    Tree tree;
    fill(tree, {{1, 10}, {2, 20}, {3, 30}, {4, 40}});
    auto entry = tree.entry(2);
    EXPECT(entry.is_occupied());
    EXPECT(!entry.is_vacant());
    auto occupied = std::move(entry).occupied();
    EXPECT_EQ(occupied.key(), 2);
    occupied.value() += 5;
    EXPECT_EQ(occupied.value(), 25);
    EXPECT(&std::as_const(occupied).value() == &occupied.value());
    static_assert(std::is_same_v<decltype(std::as_const(occupied).value()), const int&>);
    EXPECT_EQ(std::move(occupied).remove(), 25);
    EXPECT(holds(tree, {{1, 10}, {3, 30}, {4, 40}}));

    auto node = tree.entry(3).occupied().remove_node();
    EXPECT_EQ(node.value(), 30);
    EXPECT_EQ(std::move(*tree.find_mut(1)).remove(), 10);
    EXPECT(holds(tree, {{4, 40}}));
  }
  EXPECT(all_gone());
}

TEST(entry_of_a_key_that_is_not_there) {
  {
    Tree tree;
    for (int key : {5, 1, 9, 3, 7}) {
      auto entry = tree.entry(key);
      EXPECT(entry.is_vacant());
      EXPECT(!entry.is_occupied());
      auto vacant = std::move(entry).vacant();
      EXPECT_EQ(vacant.key(), key);
      auto reservation = Reservation::make(GFP_KERNEL);
      REQUIRE(reservation.is_ok());
      int& value = std::move(vacant).insert(std::move(reservation).value(), key * 10);
      EXPECT_EQ(value, key * 10);
      ++value;
    }
    EXPECT(holds(tree, {{1, 11}, {3, 31}, {5, 51}, {7, 71}, {9, 91}}));
    EXPECT(black_height(tree.as_raw()->rb_node, nullptr) >= 0);
    EXPECT(tree.entry(4).is_vacant());  // looking alone inserts nothing
    EXPECT(!tree.contains(4));
  }
  EXPECT(all_gone());
}

TEST(entry_replaces_a_node) {
  {
    Tree tree;
    fill(tree, {{1, 10}, {2, 20}, {3, 30}});
    auto other = Node::make(GFP_KERNEL, 7, 70);
    REQUIRE(other.is_ok());
    Node node = std::move(other).value();
    EXPECT(tree.entry(2).occupied().replace(std::move(node)).error() == kernel::EINVAL);
    EXPECT_EQ(node.key(), 7);  // still ours
    EXPECT(holds(tree, {{1, 10}, {2, 20}, {3, 30}}));
    node.key() = 2;
    auto old = tree.entry(2).occupied().replace(std::move(node));
    REQUIRE(old.is_ok());
    EXPECT_EQ(old.value().value(), 20);
    EXPECT(holds(tree, {{1, 10}, {2, 70}, {3, 30}}));
    EXPECT(black_height(tree.as_raw()->rb_node, nullptr) >= 0);
  }
  EXPECT(all_gone());
}

TEST(can_be_moved) {
  {
    Tree tree;
    fill(tree, {{1, 10}, {2, 20}});
    const int* address = &tree.find(1)->value;
    Tree moved(std::move(tree));
    EXPECT(tree.empty());
    EXPECT(holds(moved, {{1, 10}, {2, 20}}));
    EXPECT(&moved.find(1)->value == address);
    fill(tree, {{3, 30}});
    tree = std::move(moved);
    EXPECT(moved.empty());
    EXPECT(holds(tree, {{1, 10}, {2, 20}}));
    EXPECT_EQ(FailingAllocator::live(), 2UL);
    Tree& same = tree;
    tree = std::move(same);
    EXPECT(holds(tree, {{1, 10}, {2, 20}}));
  }
  EXPECT(all_gone());
}

TEST(values_need_not_move) {
  using FixedTree = RBTree<int, Fixed, FailingAllocator>;
  {
    FixedTree tree;
    auto node = FixedTree::Node::make(GFP_KERNEL, 1, 10);
    auto reservation = FixedTree::Reservation::make(GFP_KERNEL);
    REQUIRE(node.is_ok() && reservation.is_ok());
    tree.insert(std::move(node).value());
    Fixed& fixed = tree.entry(2).vacant().insert(std::move(reservation).value(), 20, 5);
    EXPECT(fixed.intact());
    EXPECT(tree.find(1)->value.intact());
    EXPECT_EQ(tree.find(2)->value.number, 25);
    EXPECT_EQ(Fixed::alive, 2);
    tree.remove_node(1);
    EXPECT_EQ(Fixed::alive, 1);
  }
  EXPECT(all_gone());
}

TEST(values_can_be_made_by_steps_that_fail) {
  using FixedTree = RBTree<Counted, Fixed, FailingAllocator>;
  auto make = [&](FixedTree& tree, Counted&& key, bool before, bool after) -> Result<void> {
    auto node = TRY(FixedTree::Node::init(GFP_KERNEL, std::move(key),
                                          [&](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
                                            if (before) return kernel::EIO;
                                            auto fixed = std::move(slot).emplace(7);
                                            if (after) return kernel::EBUSY;
                                            return fixed;
                                          }));
    EXPECT_EQ(node.key().number, 1);
    EXPECT_EQ(std::as_const(node).value().number, 7);
    tree.insert(std::move(node));
    return {};
  };
  {
    FixedTree tree;
    Counted key(1);
    EXPECT(make(tree, std::move(key), true, false).to_errno() == -bindings::EIO);
    EXPECT(make(tree, std::move(key), false, true).to_errno() == -bindings::EBUSY);
    size_t failures = for_each_failure<FailingAllocator>([&] {
      auto made = make(tree, std::move(key), false, false);
      EXPECT_EQ(made.is_ok(), !FailingAllocator::failed());
      if (made.is_err()) EXPECT_EQ(key.number, 1);  // still ours
    });
    EXPECT_EQ(failures, 1UL);
    EXPECT_EQ(key.number, -1);
    REQUIRE(tree.contains(Counted(1)));
    EXPECT(tree.find(Counted(1))->value.intact());
    EXPECT_EQ(Fixed::alive, 1);
  }
  EXPECT(all_gone());
}

namespace {

/// A key that compares with a number too.
struct Name {
  // NOLINTNEXTLINE(google-explicit-constructor): a box is all there is to it
  Name(KBox<int> number) : number(std::move(number)) {}
  friend auto operator<=>(const Name& left, const Name& right) {
    return *left.number <=> *right.number;
  }
  friend auto operator<=>(const Name& left, long right) { return *left.number <=> right; }

  KBox<int> number;
};

/// Two of these may be equal without being the same.
struct Folded {
  int number;
  friend std::weak_ordering operator<=>(Folded left, Folded right) {
    return left.number / 10 <=> right.number / 10;
  }
};

struct Unordered {
  double number;
};
static_assert(kernel::OrderedWith<int, int> && kernel::OrderedWith<Folded, Folded>);
static_assert(!kernel::OrderedWith<Unordered, Unordered> && !kernel::OrderedWith<double, double>);

}  // namespace

TEST(is_searched_by_what_compares_with_keys) {
  RBTree<Name, int> tree;
  for (int number : {3, 1, 2}) {
    auto box = KBox<int>::make(GFP_KERNEL, number);
    REQUIRE(box.is_ok());
    EXPECT(tree.try_create_and_insert(std::move(box).value(), number * 10, GFP_KERNEL).is_ok());
  }
  EXPECT_EQ(tree.find(2L)->value, 20);
  EXPECT(tree.contains(1L));
  EXPECT(!tree.contains(4L));
  EXPECT_EQ(*tree.cursor_lower_bound(0L)->key().number, 1);
  EXPECT_EQ(tree.find_mut(3L)->value(), 30);
  EXPECT_EQ(*tree.remove(1L), 10);
  EXPECT_EQ(tree.remove_node(2L)->value(), 20);
}

TEST(takes_keys_as_arguments_are_taken) {
  RBTree<u64, u8> tree;  // from int, without braces
  EXPECT(tree.try_create_and_insert(1, 10, GFP_KERNEL).is_ok());
  int key = 2;
  int value = 20;
  EXPECT(tree.try_create_and_insert(key, value, GFP_KERNEL).is_ok());
  EXPECT_EQ(tree.find(key)->value, 20);
  EXPECT_EQ(tree.find({1})->value, 10);
  EXPECT(tree.entry(key).is_occupied());
}

TEST(replaces_the_key_too) {
  RBTree<Folded, int> tree;
  EXPECT(tree.try_create_and_insert(Folded{12}, 1, GFP_KERNEL).is_ok());
  auto old = tree.try_create_and_insert(Folded{17}, 2, GFP_KERNEL);
  REQUIRE(old.is_ok() && old.value());
  EXPECT_EQ(old.value()->key().number, 12);
  EXPECT_EQ(tree.find(Folded{10})->key.number, 17);
}

TEST(keeps_great_alignments) {
  struct alignas(256) Aligned {
    int number;
  };
  using AlignedTree = RBTree<int, Aligned, FailingAllocator>;
  {
    AlignedTree tree;
    for (int i = 0; i < 10; ++i)
      EXPECT(tree.try_create_and_insert(i, Aligned{i}, GFP_KERNEL).is_ok());
    for (const Aligned& value : tree.values())
      EXPECT_EQ(reinterpret_cast<unsigned long>(&value) % 256, 0UL);
  }
  EXPECT(all_gone());
}

TEST(refuses_impossible_sizes) {
  struct Huge {
    char bytes[1UL << 30];
  };
  EXPECT((RBTreeNodeReservation<int, Huge>::make(GFP_KERNEL)).error() == kernel::ENOMEM);
}

KTAP_MODULE(rbtree_test, starts_empty, inserts_finds_and_removes, inserts_what_was_allocated_before,
            gives_nodes_back_for_another_use, failed_insertion_changes_nothing,
            destroys_everything_once, stays_balanced_and_in_order, iterates_in_order,
            cursor_moves_in_both_directions, cursor_starts_at_a_lower_bound, cursor_changes_values,
            cursor_removes_where_it_is, cursor_removes_its_neighbours, entry_of_a_key_that_is_there,
            entry_of_a_key_that_is_not_there, entry_replaces_a_node, can_be_moved,
            values_need_not_move, values_can_be_made_by_steps_that_fail,
            is_searched_by_what_compares_with_keys, takes_keys_as_arguments_are_taken,
            replaces_the_key_too, keeps_great_alignments, refuses_impossible_sizes);
