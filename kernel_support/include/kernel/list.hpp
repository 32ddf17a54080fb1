// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Lists whose links lie in the elements.

#include <helpers/list.h>

#include <concepts>
#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/opaque.hpp>
#include <optional>

namespace kernel {

/// A pointer that is the only owner of an object, and can hand it over and take it back as a bare
/// address, as a List does: KBox, ListArc.
template <typename P>
concept ListPointer = std::move_constructible<P> && requires(P pointer) {
  {*pointer};
  { P::from_raw(std::move(pointer).into_raw()) } -> std::same_as<P>;
};

namespace detail {
template <typename Tag>
struct ListAccess;
}

/// What makes a class an element of lists: a base that holds the links to the neighbours.
///
///     struct Job : kernel::ListLinks<> {
///       explicit Job(int number) : number(number) {}
///       int number;
///     };
///     # ---
///     # auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL, 7));
///     # EXPECT_EQ(job->number, 7);
///
/// An element is in at most one list through the same links. To be in several lists, it has
/// several, told apart by tags, types that need no definition: `ListLinks<struct ByAge>` goes with
/// `List<..., struct ByAge>`.
///
/// As its neighbours point to it, an element can be neither copied nor moved.
///
/// \invariant The links are all zeroes, or point to themselves (in no list), or to the neighbours.
/// \context Any.
/// \wraps{linux/list.h,core-api/kernel-api.html}
template <typename Tag = void>
class ListLinks {
 public:
  constexpr ListLinks() = default;
  ListLinks(const ListLinks&) = delete;
  ListLinks& operator=(const ListLinks&) = delete;

 private:
  friend detail::ListAccess<Tag>;

  Opaque<list_head> links_;
};

namespace detail {

/// From an element to its links and back.
template <typename Tag>
struct ListAccess {
  template <typename Element>
  static list_head* links(Element& element) {
    static_assert(std::derived_from<Element, ListLinks<Tag>>,
                  "an element of a List must have the base ListLinks, with the tag of the list");
    return static_cast<const ListLinks<Tag>&>(element).links_.as_raw();
  }

  template <typename Element>
  static Element& element(list_head* links) {
    using Links =
        std::conditional_t<std::is_const_v<Element>, const ListLinks<Tag>, ListLinks<Tag>>;
    // INVARIANT: what a list links are the links, the one member, of ListLinks bases of elements.
    return static_cast<Element&>(*reinterpret_cast<Links*>(links));
  }
};

/// Goes through a list in both directions.
template <typename Element, typename Tag>
class ListIterator {
 public:
  explicit ListIterator(list_head* at) : at_(at) {}
  Element& operator*() const { return ListAccess<Tag>::template element<Element>(at_); }
  Element* operator->() const { return &**this; }
  ListIterator& operator++() {
    at_ = checked()->next;
    return *this;
  }
  ListIterator& operator--() {
    at_ = checked()->prev;
    return *this;
  }
  bool operator==(const ListIterator&) const = default;

 private:
  /// An element that was taken out is its own neighbour, and a loop would never leave it.
  list_head* checked() const {
#ifdef CONFIG_KASAN
    if (at_->next == at_) bug("a loop is at an element that left the list: use a Cursor");
#endif
    return at_;
  }

  list_head* at_;
};

}  // namespace detail

/// The one among the owners of a shared object that may put it into a list; one pointer wide. See
/// ListArc.
///
///     struct Session : kernel::ListLinks<>, kernel::ListLinks<struct ByAge> {};
///     # ---
///
///     auto idle = TRY(kernel::ListArc<Session>::make(kernel::GFP_KERNEL));
///     auto oldest = TRY(kernel::ListArc<Session, ByAge>::try_from(idle.clone_shared()));
///     auto again = kernel::ListArc<Session>::try_from(idle.clone_shared());
///     EXPECT(again.error() == kernel::EBUSY);   // the links without a tag are taken
///
/// \invariant It owns an object and its links with the tag, or nothing after a move. Nobody else
/// owns these links.
/// \context Making: as the flags say. try_from(): any. Destroying: where the object may be
/// destroyed.
/// \wraps{linux/list.h,core-api/kernel-api.html}
template <typename Shared, typename Tag = void>
class ListShared {
  using Access = detail::ListAccess<Tag>;
  using Element = std::remove_pointer_t<decltype(std::declval<Shared>().into_raw())>;

 public:
  /// A new object, built from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<ListShared> make(alloc::Flags flags, Args&&... args) {
    auto shared = TRY(Shared::make(flags, std::forward<Args>(args)...));
    return try_from(std::move(shared));
  }

  /// Becomes the owner of the links of an object that \p shared owns too. On failure \p shared
  /// stays as it is.
  ///
  /// \errors #EBUSY if the links have an owner already.
  static Result<ListShared> try_from(Shared&& shared) {
    if (!cpp_helper_list_links_claim(Access::links(*shared))) return EBUSY;
    return from_raw(std::move(shared).into_raw());
  }
  /// The same, counting one owner more.
  ///
  /// \errors #EBUSY if the links have an owner already.
  static Result<ListShared> try_from(const Shared& shared) { return try_from(Shared(shared)); }

  /// Takes the object of \p other over, which is empty then.
  ListShared(ListShared&& other) : object_(other.object_) { other.object_ = nullptr; }
  /// Gives up its object, and takes that of \p other over, which is empty then.
  ListShared& operator=(ListShared&& other) {
    if (this != &other) {
      ListShared old(std::move(*this));
      object_ = other.object_;
      other.object_ = nullptr;
    }
    return *this;
  }
  /// Gives up the links, and with the last owner the object.
  ~ListShared() {
    if (object_) std::move(*this).into_shared();
  }

  /// The object.
  Element& operator*() const& KERNEL_LIFETIME_BOUND { return *object_; }
  Element& operator*() const&& = delete;
  /// A member of the object.
  Element* operator->() const& KERNEL_LIFETIME_BOUND { return object_; }
  Element* operator->() const&& = delete;

  /// One owner more, without the right to the links.
  Shared clone_shared() const {
    // SAFETY: the owner that is made from the address is forgotten again.
    Shared own = Shared::from_raw(object_);
    Shared clone = own;
    std::move(own).into_raw();
    return clone;
  }

  /// Gives up the links.
  Shared into_shared() && {
    cpp_helper_list_links_release(Access::links(*object_));
    // SAFETY: the address comes from into_raw() of a Shared.
    return Shared::from_raw(std::move(*this).into_raw());
  }

  /// Gives the object and its links away.
  ///
  /// \safety Somebody must hand it to from_raw() again.
  Element* into_raw() && {
    Element* object = object_;
    object_ = nullptr;
    return object;
  }

  /// Takes an object and its links over.
  ///
  /// \safety It must come from into_raw(), and be in no list through these links.
  static ListShared from_raw(Element* object) { return ListShared(object); }

 private:
  explicit ListShared(Element* object) : object_(object) {}

  Element* object_;
};

/// The one Arc of an object that may put it into a list; one pointer wide.
///
///     struct Session : kernel::ListLinks<> {};
///     auto session = TRY(kernel::Arc<Session>::make(kernel::GFP_KERNEL));
///     kernel::List<kernel::ListArc<Session>> idle;
///     auto listed = TRY(kernel::ListArc<Session>::try_from(session));   // not again: EBUSY
///     idle.push_back(std::move(listed));
///     EXPECT(kernel::ListArc<Session>::try_from(session).is_err());
///
/// An object with several owners could be put into two lists through the same links. A ListArc
/// prevents that: there is at most one for each tag.
template <typename T, typename Tag = void>
using ListArc = ListShared<Arc<T>, Tag>;

/// A list in both directions, whose links lie in the elements: putting in and taking out need no
/// memory and cannot fail. As large as C's `struct list_head`.
///
///     # auto run = [](Job& job) { pr_info("done {}\n", job.number); };
///     kernel::List<kernel::KBox<Job>> jobs;
///     auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL, 7));
///     jobs.push_back(std::move(job));
///     for (const Job& job : jobs) pr_info("{}\n", job.number);
///     while (auto next = jobs.pop_front()) run(**next);
///     EXPECT(jobs.empty());
///
/// The list owns its elements through pointers of type P, a KBox or a ListArc, and destroys those
/// that are left. The elements have the base ListLinks with the same tag. As the pointer moves into
/// the list, an element cannot be in two lists at once.
///
/// The list can be moved; its elements stay where they are. A cursor or iterator must not be used
/// any more once the element it is at, or the list, is gone. A cursor at an element that left the
/// list but is still there stops the thread with an oops; so do an iterator, and a cursor of a list
/// whose elements went to another one, with CONFIG_KASAN.
///
/// \safety Other uses of a cursor or iterator after that are found by KASAN only.
///
/// \invariant The elements are linked in a ring through the head, and the list owns them.
/// \context Any; whatever destroys elements: where these may be destroyed. The list does not lock:
/// who shares it does.
/// \wraps{linux/list.h,core-api/kernel-api.html}
template <ListPointer P, typename Tag = void>
class List {
  static_assert(
      !std::is_copy_constructible_v<P>,
      "an object with several owners could be in two lists at once: hold it in a ListArc");

  using Access = detail::ListAccess<Tag>;

 public:
  /// What the list holds; constant if its owners share it.
  using Element = std::remove_reference_t<decltype(*std::declval<P&>())>;
  /// An iterator: `for (Job& job : jobs)`.
  using Iterator = detail::ListIterator<Element, Tag>;
  /// An iterator over a list that must not change.
  using ConstIterator = detail::ListIterator<const Element, Tag>;

  class Cursor;
  class CursorPeek;

  /// An empty list.
  constexpr List() : head_{&head_, &head_} {}
  /// Takes the elements of \p other over, which is empty then.
  List(List&& other) : List() { push_all_back(other); }
  /// Takes the elements of \p other over, which is empty then, and destroys its own, of which \p
  /// other may be a part.
  List& operator=(List&& other) {
    List taken(std::move(other));
    List old(std::move(*this));
    push_all_back(taken);
    return *this;
  }
  /// Destroys all elements.
  ~List() { clear(); }

  /// Whether there is no element.
  bool empty() const { return cpp_helper_list_empty(&head_); }

  /// The number of elements, counted one by one.
  size_t count() const {
    size_t count = 0;
    for (list_head* at = head_.next; at != &head_; at = at->next) ++count;
    return count;
  }

  /// The first element; if there is none, that is a bug and stops the thread with an oops.
  Element& front() & KERNEL_LIFETIME_BOUND { return checked(head_.next); }
  const Element& front() const& KERNEL_LIFETIME_BOUND { return checked(head_.next); }
  const Element& front() const&& = delete;  // the list goes at once: give it a name first
  /// The last element; if there is none, that is a bug and stops the thread with an oops.
  Element& back() & KERNEL_LIFETIME_BOUND { return checked(head_.prev); }
  const Element& back() const& KERNEL_LIFETIME_BOUND { return checked(head_.prev); }
  const Element& back() const&& = delete;  // the list goes at once: give it a name first

  /// Puts an element before all others.
  void push_front(P element) { cpp_helper_list_add(give(std::move(element)), &head_); }
  /// Puts an element behind all others.
  void push_back(P element) { cpp_helper_list_add_tail(give(std::move(element)), &head_); }

  /// Takes the first element out, if there is one.
  std::optional<P> pop_front() { return take_unless(head_.next, &head_); }
  /// Takes the last element out, if there is one.
  std::optional<P> pop_back() { return take_unless(head_.prev, &head_); }

  /// Takes \p element out; nothing, if it is in no list.
  ///
  /// \safety It must not be in another list through the links with this list's tag. With
  /// CONFIG_KASAN that is a bug that stops the thread with an oops.
  std::optional<P> remove(Element& element) {
    list_head* links = Access::links(element);
    std::optional<P> taken;
    if (!links->next || links->next == links) return taken;
#ifdef CONFIG_KASAN
    if (!contains(links)) bug("an element of another list is removed: ask the list that has it");
#endif
    taken.emplace(take(links));
    return taken;
  }

  /// Moves all elements of \p other behind the ones of this list. \p other is empty then, unless it
  /// is this list, which stays as it is.
  void push_all_back(List& other) {
    if (&other != this) cpp_helper_list_splice_tail_init(&other.head_, &head_);
  }
  /// Moves all elements of \p other before the ones of this list. \p other is empty then, unless it
  /// is this list, which stays as it is.
  void push_all_front(List& other) {
    if (&other != this) cpp_helper_list_splice_init(&other.head_, &head_);
  }

  /// Destroys all elements, from the first to the last.
  void clear() {
    while (pop_front()) {
    }
  }

  /// A cursor before the first element.
  Cursor cursor_front() & KERNEL_LIFETIME_BOUND { return Cursor(&head_, head_.next); }
  /// A cursor behind the last element.
  Cursor cursor_back() & KERNEL_LIFETIME_BOUND { return Cursor(&head_, &head_); }

  /// \name Iteration
  ///
  /// From the first element to the last.
  /// \{
  Iterator begin() & KERNEL_LIFETIME_BOUND { return Iterator(head_.next); }
  Iterator end() & KERNEL_LIFETIME_BOUND { return Iterator(&head_); }
  ConstIterator begin() const& KERNEL_LIFETIME_BOUND { return ConstIterator(head_.next); }
  ConstIterator end() const& KERNEL_LIFETIME_BOUND { return ConstIterator(&head_); }
  ConstIterator begin() const&& = delete;  // the list goes at once: give it a name first
  ConstIterator end() const&& = delete;    // the list goes at once: give it a name first
  /// \}

  /// The list's head, for C functions.
  ///
  /// \safety C code must not take elements out that it does not put back, nor put others in.
  list_head* as_raw() { return &head_; }

 private:
  static Element& to_element(list_head* links) { return Access::template element<Element>(links); }

  bool contains(const list_head* links) const {
    const list_head* at = head_.next;
    while (at != &head_ && at != links) at = at->next;
    return at == links;
  }

  Element& checked(list_head* links) const {
    if (links == &head_) bug("a list is empty: ask empty() first");
    return to_element(links);
  }

  // SAFETY: the list owns the element until take() makes a pointer of its address again.
  static list_head* give(P element) { return Access::links(*std::move(element).into_raw()); }

  static P take(list_head* links) {
    cpp_helper_list_del_init(links);
    Element* element = &to_element(links);
    if (!element) __builtin_unreachable();  // kernel code is compiled without this assumption
    return P::from_raw(element);
  }

  /// Takes an element out, unless it is none: the address is that of the head.
  static std::optional<P> take_unless(list_head* links, list_head* head) {
    std::optional<P> taken;
    if (links != head) taken.emplace(take(links));
    return taken;
  }

  mutable list_head head_;
};

/// A place between two elements of a List, or before the first, or behind the last one.
///
///     // takes the first job with the number out
///     std::optional<kernel::KBox<Job>> take(kernel::List<kernel::KBox<Job>>& jobs, int number) {
///       auto cursor = jobs.cursor_front();
///       while (auto next = cursor.peek_next()) {
///         if (next->number == number) return std::move(next).remove();
///         cursor.move_next();
///       }
///       return std::nullopt;
///     }
///     # ---
///     # kernel::List<kernel::KBox<Job>> jobs;
///     # for (int number : {6, 7, 8}) {
///     #   auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL, number));
///     #   jobs.push_back(std::move(job));
///     # }
///     # EXPECT(take(jobs, 7).has_value());
///     # EXPECT(!take(jobs, 7));
///     # EXPECT_EQ(jobs.count(), 2);
///
/// \invariant It is at a place of its list.
/// \context Any.
template <ListPointer P, typename Tag>
class List<P, Tag>::Cursor : NotThreadSafe {
 public:
  Cursor(Cursor&&) = default;
  Cursor& operator=(Cursor&&) = default;

  /// The element behind the cursor, or nothing.
  CursorPeek peek_next() & KERNEL_LIFETIME_BOUND { return CursorPeek(this, at_next()); }
  CursorPeek peek_next() && = delete;
  /// The element before the cursor, or nothing.
  CursorPeek peek_prev() & KERNEL_LIFETIME_BOUND { return CursorPeek(this, at_next()->prev); }
  CursorPeek peek_prev() && = delete;

  /// Goes over the next element, if there is one. Whether there was one.
  bool move_next() {
    if (at_next() == head_) return false;
    next_ = next_->next;
    return true;
  }
  /// Goes back over the element before, if there is one. Whether there was one.
  bool move_prev() {
    if (at_next()->prev == head_) return false;
    next_ = next_->prev;
    return true;
  }

  /// Puts an element at the place of the cursor, which is used up.
  void insert(P element) && { insert_prev(std::move(element)); }
  /// Puts an element at the place of the cursor, which is before it then.
  void insert_next(P element) {
    list_head* links = give(std::move(element));
    cpp_helper_list_add_tail(links, next_);
    next_ = links;
  }
  /// Puts an element at the place of the cursor, which is behind it then.
  void insert_prev(P element) { cpp_helper_list_add_tail(give(std::move(element)), next_); }

  /// Moves all elements of \p other to the place of the cursor, which is before them then. \p other
  /// is empty then, unless it is the cursor's list, which stays as it is.
  void splice_next(List& other) {
    if (other.empty() || &other.head_ == head_) return;
    list_head* first = other.head_.next;
    cpp_helper_list_splice_tail_init(&other.head_, next_);
    next_ = first;
  }
  /// Moves all elements of \p other to the place of the cursor, which is behind them then. \p other
  /// is empty then, unless it is the cursor's list, which stays as it is.
  void splice_prev(List& other) {
    if (&other.head_ != head_) cpp_helper_list_splice_tail_init(&other.head_, next_);
  }

  /// Takes the element behind the cursor out, if there is one.
  std::optional<P> remove_next() {
    list_head* links = at_next();
    move_next();
    return take_unless(links, head_);
  }
  /// Takes the element before the cursor out, if there is one.
  std::optional<P> remove_prev() { return take_unless(at_next()->prev, head_); }

 private:
  friend List;
  friend CursorPeek;
  Cursor(list_head* head, list_head* next) : head_(head), next_(next) {}

  /// The element behind the cursor. One that was taken out is its own neighbour.
  list_head* at_next() const {
    if (next_->next == next_ && next_ != head_)
      bug("a cursor is at an element that left the list: take it out through the cursor");
#ifdef CONFIG_KASAN
    for (const list_head* at = next_; at != head_;) {
      at = at->next;
      if (at == next_) bug("a cursor is at an element that is in another list now: get a new one");
    }
#endif
    return next_;
  }

  list_head* head_;
  list_head* next_;
};

/// The element beside a Cursor, or nothing; `if (auto next = cursor.peek_next())` finds out. Asking
/// nothing for its element is a bug and stops the thread with an oops, and so is asking when the
/// element is not beside the cursor any more, as the cursor moved or something was put in or taken
/// out there.
///
/// \context Any.
template <ListPointer P, typename Tag>
class List<P, Tag>::CursorPeek : NotThreadSafe {
 public:
  CursorPeek(const CursorPeek&) = delete;
  CursorPeek& operator=(const CursorPeek&) = delete;

  /// Whether there is an element.
  explicit operator bool() const { return at_ != cursor_->head_; }

  /// The element.
  Element& operator*() const { return to_element(checked()); }
  /// A member of the element.
  Element* operator->() const { return &**this; }

  /// Takes the element out. The cursor stays between the elements that were beside it.
  P remove() && {
    list_head* links = checked();
    if (links == cursor_->next_) cursor_->move_next();
    return take(links);
  }

 private:
  friend Cursor;
  CursorPeek(Cursor* cursor, list_head* at) : cursor_(cursor), at_(at) {}

  list_head* checked() const {
    if (!*this) bug("there is no element beside the cursor: ask the CursorPeek first");
    if (at_ != cursor_->next_ && at_ != cursor_->next_->prev)
      bug("the element is not beside the cursor any more: peek again");
    return at_;
  }

  Cursor* cursor_;
  list_head* at_;
};

/// \cond
template <ListPointer P, typename Tag>
inline constexpr bool kIsSend<List<P, Tag>> = Send<P>;
template <typename Shared, typename Tag>
inline constexpr bool kIsSend<ListShared<Shared, Tag>> = Send<Shared>;
template <typename Element, typename Tag>
inline constexpr bool kIsSend<detail::ListIterator<Element, Tag>> = false;
/// \endcond

}  // namespace kernel
