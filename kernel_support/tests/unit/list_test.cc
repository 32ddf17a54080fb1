// SPDX-License-Identifier: GPL-2.0
//
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <initializer_list>
#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>
#include <kernel/list.hpp>

#include "failing_allocator.hpp"

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::List;
using kernel::ListLinks;
using kernel::ListShared;
using kernel::Result;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;

namespace {

struct ByAge;

/// In two lists at a time, if it has two owners; counts how many there are.
struct Item : ListLinks<>, ListLinks<ByAge> {
  explicit Item(int value) : value(value) { ++alive; }
  ~Item() { --alive; }

  int value;
  static constinit int alive;
};
constinit int Item::alive = 0;

using ItemBox = kernel::Box<Item, FailingAllocator>;
using Items = List<ItemBox>;

static_assert(sizeof(Items) == sizeof(list_head));
static_assert(sizeof(ListLinks<>) == sizeof(list_head));
static_assert(sizeof(Items::Iterator) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<Items> && !std::is_copy_assignable_v<Items>);
static_assert(std::is_move_constructible_v<Items> && std::is_move_assignable_v<Items>);
static_assert(!std::is_copy_constructible_v<Item> && !std::is_move_constructible_v<Item>);
static_assert(!std::is_copy_constructible_v<Items::Cursor>);

// A list of boxes may be part of its element.
struct Tree : ListLinks<> {
  List<KBox<Tree>> children;
};

ItemBox box(int value) {
  // The tests that let allocations fail do not come here.
  return ItemBox::make(GFP_KERNEL, value).value();
}

void fill(Items& items, std::initializer_list<int> values) {
  for (int value : values) items.push_back(box(value));
}

template <typename L>
bool holds(const L& items, std::initializer_list<int> values) {
  const auto* value = values.begin();
  for (const Item& item : items) {
    if (value == values.end() || item.value != *value) return false;
    ++value;
  }
  if (value != values.end() || items.empty() != (values.size() == 0)) return false;
  // and backwards
  auto item = items.end();
  while (value != values.begin()) {
    --item;
    --value;
    if (item->value != *value) return false;
  }
  return item == items.begin();
}

/// The value of an element that was taken out.
int taken(std::optional<ItemBox> item) { return item ? (*item)->value : -1; }

/// Whether all is gone, for the end of a test.
bool all_gone() { return Item::alive == 0 && FailingAllocator::clean(); }

/// A pointer with shared ownership that gives its address away, over an allocator that can fail.
template <typename T>
class Shared {
 public:
  template <typename... Args>
  static Result<Shared> make(kernel::alloc::Flags flags, Args&&... args) {
    auto block = TRY((kernel::Box<Block, FailingAllocator>::make(flags, args...)));
    return Shared(std::move(block).into_raw());
  }
  Shared(const Shared& other) : block_(other.block_) { ++block_->owners; }
  Shared(Shared&& other) : block_(std::exchange(other.block_, nullptr)) {}
  ~Shared() {
    if (block_ && --block_->owners == 0) kernel::Box<Block, FailingAllocator>::from_raw(block_);
  }

  const T& operator*() const { return block_->object; }
  const T* operator->() const { return &block_->object; }
  int owners() const { return block_->owners; }
  bool empty() const { return !block_; }

  const T* into_raw() && { return &std::exchange(block_, nullptr)->object; }
  static Shared from_raw(const T* object) {
    return Shared(reinterpret_cast<Block*>(const_cast<T*>(object)));
  }

 private:
  struct Block {
    template <typename... Args>
    explicit Block(Args&&... args) : object(args...) {}
    T object;
    int owners = 1;
  };
  explicit Shared(Block* block) : block_(block) {}

  Block* block_;
};

using ItemRef = ListShared<Shared<Item>>;
using ItemRefByAge = ListShared<Shared<Item>, ByAge>;
static_assert(sizeof(ItemRef) == sizeof(void*));
static_assert(std::is_same_v<List<ItemRef>::Element, const Item>);
static_assert(!std::is_copy_constructible_v<ItemRef>);

// What the examples of Rust's Cursor do.

std::optional<ItemBox> remove_first(Items& items, int value) {
  auto cursor = items.cursor_front();
  while (auto next = cursor.peek_next()) {
    if (next->value == value) return std::move(next).remove();
    cursor.move_next();
  }
  return std::nullopt;
}

std::optional<ItemBox> remove_last(Items& items, int value) {
  auto cursor = items.cursor_back();
  while (auto prev = cursor.peek_prev()) {
    if (prev->value == value) return std::move(prev).remove();
    cursor.move_prev();
  }
  return std::nullopt;
}

Items remove_all(Items& items, int value) {
  Items out;
  auto cursor = items.cursor_front();
  while (auto next = cursor.peek_next()) {
    if (next->value == value) {
      out.push_back(std::move(next).remove());
    } else {
      cursor.move_next();
    }
  }
  return out;
}

Result<void> insert_at(Items& items, ItemBox&& item, int index) {
  auto cursor = items.cursor_front();
  for (int i = 0; i < index; ++i)
    if (!cursor.move_next()) return kernel::EINVAL;
  cursor.insert_next(std::move(item));
  return {};
}

void merge_sorted(Items& items, Items merge) {
  auto cursor = items.cursor_front();
  while (auto item = merge.pop_front()) {
    while (auto next = cursor.peek_next()) {
      if ((*item)->value < next->value) break;
      cursor.move_next();
    }
    cursor.insert_prev(std::move(*item));
  }
}

}  // namespace

TEST(starts_empty) {
  Items items;
  EXPECT(items.empty());
  EXPECT_EQ(items.count(), 0UL);
  EXPECT(items.begin() == items.end());
  EXPECT(!items.pop_front());
  EXPECT(!items.pop_back());
  EXPECT(holds(items, {}));
}

TEST(pushes_and_pops_at_both_ends) {
  {
    Items items;
    fill(items, {15, 10, 30});
    EXPECT(holds(items, {15, 10, 30}));
    EXPECT_EQ(items.count(), 3UL);
    EXPECT_EQ(taken(items.pop_back()), 30);
    EXPECT_EQ(taken(items.pop_back()), 10);
    EXPECT_EQ(taken(items.pop_back()), 15);
    EXPECT(items.empty());

    for (int value : {15, 10, 30}) items.push_front(box(value));
    EXPECT(holds(items, {30, 10, 15}));
    EXPECT_EQ(taken(items.pop_front()), 30);
    EXPECT_EQ(taken(items.pop_front()), 10);
    EXPECT(holds(items, {15}));
  }
  EXPECT(all_gone());
}

TEST(knows_its_ends) {
  Items items;
  fill(items, {1, 2, 3});
  EXPECT_EQ(items.front().value, 1);
  EXPECT_EQ(items.back().value, 3);
  items.front().value = 7;
  const Items& constant = items;
  EXPECT_EQ(constant.front().value, 7);
  EXPECT_EQ(constant.back().value, 3);
}

TEST(iterates) {
  Items items;
  fill(items, {1, 2, 3});
  for (Item& item : items) item.value *= 2;
  EXPECT(holds(items, {2, 4, 6}));
  static_assert(std::is_same_v<decltype(*std::as_const(items).begin()), const Item&>);
  auto at = items.end();
  --at;
  --at;
  EXPECT_EQ(at->value, 4);
}

TEST(never_allocates) {
  {
    ItemBox first = box(1);
    ItemBox second = box(2);
    FailingAllocator::fail_at(1);
    Items items;
    items.push_back(std::move(first));
    items.cursor_front().insert_next(std::move(second));
    Items others(std::move(items));
    items.push_all_back(others);  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(FailingAllocator::calls(), 0UL);
    FailingAllocator::fail_at(0);
    EXPECT(holds(items, {2, 1}));
  }
  EXPECT(all_gone());
}

TEST(destroys_what_is_left) {
  {
    Items items;
    fill(items, {1, 2, 3});
    EXPECT_EQ(Item::alive, 3);
    EXPECT_EQ(FailingAllocator::live(), 3UL);
  }
  EXPECT(all_gone());
}

TEST(can_be_cleared) {
  Items items;
  items.clear();
  fill(items, {1, 2, 3});
  items.clear();
  EXPECT(items.empty());
  EXPECT(all_gone());
  fill(items, {4});
  EXPECT(holds(items, {4}));
}

TEST(can_be_moved) {
  {
    Items items;
    fill(items, {1, 2});
    Item* address = &items.front();
    Items moved(std::move(items));
    EXPECT(items.empty());  // NOLINT(bugprone-use-after-move)
    EXPECT(holds(moved, {1, 2}));
    EXPECT(&moved.front() == address);

    fill(items, {3});
    items = std::move(moved);
    EXPECT(moved.empty());  // NOLINT(bugprone-use-after-move)
    EXPECT(holds(items, {1, 2}));
    EXPECT_EQ(Item::alive, 2);

    Items& same = items;
    items = std::move(same);
    EXPECT(holds(items, {1, 2}));

    Items empty;
    Items still_empty(std::move(empty));
    EXPECT(still_empty.empty());
    items = std::move(still_empty);
    EXPECT(items.empty());
  }
  EXPECT(all_gone());
}

TEST(appends_other_lists) {
  {
    Items items;
    Items others;
    fill(items, {15});
    fill(others, {25, 35});
    items.push_all_back(others);
    EXPECT(holds(items, {15, 25, 35}));
    EXPECT(others.empty());
    items.push_all_back(others);
    EXPECT(holds(items, {15, 25, 35}));
    others.push_all_back(items);
    EXPECT(holds(others, {15, 25, 35}));
    EXPECT(items.empty());
    fill(items, {1, 2});
    others.push_all_front(items);
    EXPECT(holds(others, {1, 2, 15, 25, 35}));
    EXPECT(items.empty());
    others.push_all_back(others);
    others.push_all_front(others);
    EXPECT(holds(others, {1, 2, 15, 25, 35}));
  }
  EXPECT(all_gone());
}

TEST(removes_an_element) {
  {
    Items items;
    fill(items, {1, 2, 3});
    Item& second = *++items.begin();
    auto removed = items.remove(second);
    REQUIRE(removed.has_value());
    EXPECT_EQ((*removed)->value, 2);
    EXPECT(holds(items, {1, 3}));
    // it is in no list now
    EXPECT(!items.remove(**removed));
    items.push_back(std::move(*removed));
    EXPECT(holds(items, {1, 3, 2}));

    ItemBox never_in_a_list = box(4);
    EXPECT(!items.remove(*never_in_a_list));
  }
  EXPECT(all_gone());
}

TEST(removes_only_elements) {
  Items items;
  fill(items, {1});
  EXPECT_EQ(taken(items.remove(items.front())), 1);
  EXPECT(items.empty());
  EXPECT(all_gone());
}

TEST(cursor_finds_and_changes) {
  {
    Items items;
    fill(items, {14, 12, 10, 12, 15, 14});
    EXPECT_EQ(remove_all(items, 12).count(), 2UL);
    EXPECT(holds(items, {14, 10, 15, 14}));
    EXPECT(remove_first(items, 14).has_value());
    EXPECT(holds(items, {10, 15, 14}));
    EXPECT(insert_at(items, box(12), 2).is_ok());
    EXPECT(holds(items, {10, 15, 12, 14}));
    EXPECT(remove_last(items, 15).has_value());
    EXPECT(holds(items, {10, 12, 14}));
    EXPECT(!remove_first(items, 99));
    EXPECT(!remove_last(items, 99));

    Items others;
    fill(others, {11, 13});
    merge_sorted(items, std::move(others));
    EXPECT(holds(items, {10, 11, 12, 13, 14}));

    ItemBox kept = box(5);
    EXPECT(insert_at(items, std::move(kept), 6).error() == kernel::EINVAL);
    EXPECT_EQ(kept->value, 5);  // still ours  // NOLINT(bugprone-use-after-move)
    EXPECT(insert_at(items, std::move(kept), 5).is_ok());
    EXPECT(holds(items, {10, 11, 12, 13, 14, 5}));
  }
  EXPECT(all_gone());
}

TEST(cursor_moves) {
  Items items;
  auto nowhere = items.cursor_front();
  EXPECT(!nowhere.move_next());
  EXPECT(!nowhere.move_prev());
  EXPECT(!nowhere.peek_next());
  EXPECT(!nowhere.peek_prev());

  fill(items, {1, 2});
  auto cursor = items.cursor_front();
  EXPECT(!cursor.peek_prev());
  EXPECT(!cursor.move_prev());
  EXPECT_EQ(cursor.peek_next()->value, 1);
  EXPECT(cursor.move_next());
  EXPECT_EQ((*cursor.peek_prev()).value, 1);
  EXPECT_EQ(cursor.peek_next()->value, 2);
  EXPECT(cursor.move_next());
  EXPECT(!cursor.move_next());
  EXPECT(!cursor.peek_next());
  EXPECT_EQ(cursor.peek_prev()->value, 2);
  EXPECT(cursor.move_prev());
  EXPECT_EQ(cursor.peek_next()->value, 2);
  cursor = items.cursor_back();
  EXPECT(!cursor.peek_next());
}

TEST(cursor_inserts) {
  Items items;
  auto cursor = items.cursor_front();
  cursor.insert_next(box(1));
  EXPECT_EQ(cursor.peek_next()->value, 1);
  EXPECT(!cursor.peek_prev());
  cursor.insert_prev(box(2));
  EXPECT_EQ(cursor.peek_prev()->value, 2);
  EXPECT_EQ(cursor.peek_next()->value, 1);
  std::move(cursor).insert(box(3));
  EXPECT(holds(items, {2, 3, 1}));
  items.cursor_back().insert(box(4));
  items.cursor_front().insert(box(5));
  EXPECT(holds(items, {5, 2, 3, 1, 4}));
}

TEST(cursor_removes) {
  {
    Items items;
    fill(items, {1, 2, 3, 4});
    auto cursor = items.cursor_front();
    EXPECT(!cursor.remove_prev());
    cursor.move_next();
    cursor.move_next();
    EXPECT_EQ(taken(cursor.remove_next()), 3);
    EXPECT_EQ(taken(cursor.remove_prev()), 2);
    EXPECT(holds(items, {1, 4}));
    EXPECT_EQ(cursor.peek_prev()->value, 1);
    EXPECT_EQ(cursor.peek_next()->value, 4);
    EXPECT_EQ(taken(cursor.peek_prev().remove()), 1);
    EXPECT_EQ(taken(cursor.peek_next().remove()), 4);
    EXPECT(!cursor.remove_next());
    EXPECT(!cursor.remove_prev());
    EXPECT(items.empty());
  }
  EXPECT(all_gone());
}

TEST(cursor_splices) {
  {
    Items items;
    Items others;
    fill(items, {1, 4});
    fill(others, {2, 3});
    auto cursor = items.cursor_front();
    cursor.move_next();
    cursor.splice_next(others);
    EXPECT(others.empty());
    EXPECT(holds(items, {1, 2, 3, 4}));
    EXPECT_EQ(cursor.peek_next()->value, 2);
    cursor.splice_next(others);
    EXPECT_EQ(cursor.peek_next()->value, 2);

    fill(others, {5, 6});
    cursor.splice_prev(others);
    EXPECT(others.empty());
    EXPECT(holds(items, {1, 5, 6, 2, 3, 4}));
    EXPECT_EQ(cursor.peek_prev()->value, 6);
    EXPECT_EQ(cursor.peek_next()->value, 2);

    cursor.splice_next(items);
    cursor.splice_prev(items);
    EXPECT(holds(items, {1, 5, 6, 2, 3, 4}));
  }
  EXPECT(all_gone());
}

TEST(elements_may_hold_lists) {
  Tree root;
  auto child = KBox<Tree>::make(GFP_KERNEL);
  auto grandchild = KBox<Tree>::make(GFP_KERNEL);
  REQUIRE(child.is_ok() && grandchild.is_ok());
  child.value()->children.push_back(std::move(grandchild).value());
  root.children.push_back(std::move(child).value());
  EXPECT_EQ(root.children.front().children.count(), 1UL);
}

TEST(tags_tell_links_apart) {
  {
    List<ItemBox> items;
    List<ItemBox, ByAge> aged;
    items.push_back(box(1));
    items.push_back(box(2));
    aged.push_back(*items.pop_front());
    EXPECT(holds(items, {2}));
    EXPECT(holds(aged, {1}));
  }
  EXPECT(all_gone());
}

TEST(an_object_has_one_list_owner) {
  {
    auto shared = Shared<Item>::make(GFP_KERNEL, 7);
    REQUIRE(shared.is_ok());
    auto first = ItemRef::try_from(shared.value());
    REQUIRE(first.is_ok());
    EXPECT_EQ(shared.value().owners(), 2);
    EXPECT(ItemRef::try_from(shared.value()).error() == kernel::EBUSY);
    EXPECT_EQ(shared.value().owners(), 2);

    // what is refused stays with the caller
    Shared<Item> another = shared.value();
    EXPECT(ItemRef::try_from(std::move(another)).error() == kernel::EBUSY);
    EXPECT(!another.empty());  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(another.owners(), 3);

    // in a list it still has its owner, and after it, too
    List<ItemRef> items;
    items.push_back(std::move(first).value());
    EXPECT(ItemRef::try_from(another).error() == kernel::EBUSY);
    EXPECT_EQ(items.front().value, 7);
    auto popped = items.pop_front();
    REQUIRE(popped.has_value());
    EXPECT(ItemRef::try_from(another).error() == kernel::EBUSY);
    EXPECT(!items.remove(**popped));

    // given up, there is room for another
    Shared<Item> back = std::move(*popped).into_shared();
    EXPECT_EQ(back->value, 7);
    popped.reset();
    auto second = ItemRef::try_from(std::move(another));
    REQUIRE(second.is_ok());
    EXPECT(another.empty());  // NOLINT(bugprone-use-after-move)
    items.push_back(std::move(second).value());
    EXPECT_EQ(shared.value().owners(), 3);
    items.clear();
    EXPECT_EQ(shared.value().owners(), 2);
    EXPECT(ItemRef::try_from(back).is_ok());
    EXPECT(ItemRef::try_from(back).is_ok());
  }
  EXPECT(all_gone());
}

TEST(a_shared_object_can_be_in_two_lists) {
  {
    List<ItemRef> items;
    List<ItemRefByAge, ByAge> aged;
    for (int value : {1, 2, 3}) {
      auto item = ItemRef::make(GFP_KERNEL, value);
      REQUIRE(item.is_ok());
      auto by_age = ItemRefByAge::try_from(item.value().clone_shared());
      REQUIRE(by_age.is_ok());
      items.push_back(std::move(item).value());
      aged.push_front(std::move(by_age).value());
    }
    EXPECT(holds(items, {1, 2, 3}));
    EXPECT(holds(aged, {3, 2, 1}));
    auto removed = items.remove(*++aged.begin());
    REQUIRE(removed.has_value());
    EXPECT_EQ((*removed)->value, 2);
    EXPECT(holds(items, {1, 3}));
    EXPECT(holds(aged, {3, 2, 1}));
    *removed = *items.pop_back();
    EXPECT_EQ((*removed)->value, 3);
    EXPECT_EQ((**removed).value, 3);
    EXPECT_EQ(Item::alive, 3);
    aged.clear();
    EXPECT_EQ(Item::alive, 2);
  }
  EXPECT(all_gone());
}

TEST(making_a_list_owner_can_fail) {
  size_t failures = for_each_failure<FailingAllocator>([&] {
    List<ItemRef> items;
    auto item = ItemRef::make(GFP_KERNEL, 1);
    EXPECT_EQ(item.is_ok(), !FailingAllocator::failed());
    if (item.is_ok()) {
      items.push_back(std::move(item).value());
      EXPECT(holds(items, {1}));
    } else {
      EXPECT(item.error() == kernel::ENOMEM);
    }
  });
  EXPECT_EQ(failures, 1UL);
  EXPECT(all_gone());
}

TEST(holds_arcs) {
  {
    using Owner = ListShared<kernel::Arc<Item>>;
    auto arc = kernel::Arc<Item>::make(GFP_KERNEL, 4);
    REQUIRE(arc.is_ok());
    auto owner = Owner::try_from(arc.value());
    REQUIRE(owner.is_ok());
    EXPECT(Owner::try_from(arc.value()).error() == kernel::EBUSY);
    List<Owner> items;
    items.push_back(std::move(owner).value());
    auto made = Owner::make(GFP_KERNEL, 5);
    REQUIRE(made.is_ok());
    items.push_back(std::move(made).value());
    EXPECT(holds(items, {4, 5}));
    kernel::Arc<Item> clone = items.cursor_back().remove_prev()->clone_shared();
    EXPECT_EQ(clone->value, 5);
    EXPECT_EQ(Item::alive, 2);
  }
  EXPECT(all_gone());
}

TEST(shows_its_head_to_c) {
  Items items;
  fill(items, {1});
  EXPECT(items.as_raw()->next->next == items.as_raw());
}

namespace {

// An element with a list of its own, which notes the order in which they are destroyed, as digits.
struct Job : ListLinks<> {
  explicit Job(int number) : number(number) {}
  ~Job() { destroyed = 10 * destroyed + std::exchange(number, 9); }
  static constinit int destroyed;
  int number;
  List<kernel::Box<Job, FailingAllocator>> parts;
};
constinit int Job::destroyed = 0;

}  // namespace

TEST(takes_a_part_of_what_it_destroys) {
  using Jobs = List<kernel::Box<Job, FailingAllocator>>;
  auto job = [](int number) {
    return kernel::Box<Job, FailingAllocator>::make(GFP_KERNEL, number).value();
  };
  Job::destroyed = 0;
  {
    Jobs jobs;
    jobs.push_back(job(1));
    jobs.push_back(job(2));
    jobs.front().parts.push_back(job(3));
    jobs.front().parts.push_back(job(4));
    jobs = std::move(jobs.front().parts);
    EXPECT_EQ(Job::destroyed, 12);
    EXPECT_EQ(jobs.count(), 2UL);
    EXPECT_EQ(jobs.front().number, 3);
    Jobs& same = jobs;
    jobs = std::move(same);
    EXPECT_EQ(jobs.count(), 2UL);
    EXPECT_EQ(jobs.back().number, 4);
  }
  EXPECT_EQ(Job::destroyed, 1234);
  EXPECT(FailingAllocator::clean());
}

KTAP_MODULE(list_test, starts_empty, pushes_and_pops_at_both_ends, knows_its_ends, iterates,
            never_allocates, destroys_what_is_left, can_be_cleared, can_be_moved,
            appends_other_lists, removes_an_element, removes_only_elements,
            cursor_finds_and_changes, cursor_moves, cursor_inserts, cursor_removes, cursor_splices,
            elements_may_hold_lists, tags_tell_links_apart, an_object_has_one_list_owner,
            a_shared_object_can_be_in_two_lists, making_a_list_owner_can_fail, holds_arcs,
            shows_its_head_to_c, takes_a_part_of_what_it_destroys);
