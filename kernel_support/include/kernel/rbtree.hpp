// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Keys in order, with values.

#include <helpers/rbtree.h>

#include <compare>
#include <kernel/alloc/kbox.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <optional>

namespace kernel {

/// Two types whose objects stand in one order: `left <=> right` works, and of any two objects one
/// comes first or both are equal.
template <typename Left, typename Right>
concept OrderedWith = requires(const Left& left, const Right& right) {
  { left <=> right } -> std::convertible_to<std::weak_ordering>;
};

/// What a tree with keys of type K can be searched for: a K, what becomes one by itself, or what
/// compares with a K.
template <typename Q, typename K>
concept RBTreeQuery = std::convertible_to<const Q&, const K&> || OrderedWith<Q, K>;

template <typename K, typename V, alloc::Allocator A = Kmalloc>
class RBTree;
template <typename K, typename V, alloc::Allocator A = Kmalloc>
class RBTreeNode;

namespace detail {

/// A T from \p args: one that becomes a T by itself does so as an argument would; others go between
/// braces.
template <typename T, typename... Args>
T build(Args&&... args) {
  if constexpr (sizeof...(Args) == 1 && (std::convertible_to<Args&&, T> && ...)) {
    return (static_cast<T>(std::forward<Args>(args)), ...);
  } else {
    return T{std::forward<Args>(args)...};
  }
}

/// What a tree links. rb_link_node() fills the links in.
template <typename K, typename V>
struct RBTreeLinked : rb_node {
  template <typename Key, typename... Args>
  explicit RBTreeLinked(Key&& key, Args&&... args)
      : key(build<K>(std::forward<Key>(key))), value(build<V>(std::forward<Args>(args)...)) {}

  K key;
  V value;
};

/// Where a key is, or would be: the node there, if any, and the node above, if any, with the side
/// of that one on which it hangs.
struct RBTreePlace {
  rb_node* parent;
  rb_node* there;
  bool left;
};

/// Goes through a tree in order, and shows what kGet makes of a node.
template <auto kGet>
class RBTreeIterator {
 public:
  explicit RBTreeIterator(rb_node* at) : at_(at) {}
  decltype(auto) operator*() const { return kGet(at_); }
  RBTreeIterator& operator++() {
    at_ = bindings::rb_next(at_);
    return *this;
  }
  bool operator==(const RBTreeIterator&) const = default;

 private:
  rb_node* at_;
};

template <auto kGet>
class RBTreeRange {
 public:
  explicit RBTreeRange(const rb_root* root) : root_(root) {}
  auto begin() const { return RBTreeIterator<kGet>(cpp_helper_rb_first(root_)); }
  auto end() const { return RBTreeIterator<kGet>(nullptr); }

 private:
  const rb_root* root_;
};

}  // namespace detail

/// Memory for a node of a tree, without key and value; one pointer wide.
///
/// It is had where memory may be waited for, and used where that is not possible. See RBTree.
///
///     kernel::RBTree<u32, int> squares;
///     auto memory = TRY(kernel::RBTreeNodeReservation<u32, int>::make(kernel::GFP_KERNEL));
///     squares.insert(std::move(memory).into_node(7, 49));   // cannot fail
///     EXPECT_EQ(squares.find(7)->value, 49);
///
/// \invariant It owns a block of A, or nothing after a move.
/// \context Making: as the flags say. Destroying: where A can take memory back.
/// \wraps{linux/rbtree.h,core-api/rbtree.html}
template <typename K, typename V, alloc::Allocator A = Kmalloc>
class RBTreeNodeReservation {
  using Linked = detail::RBTreeLinked<K, V>;
  using Memory = Box<Uninit<Linked>, A>;

 public:
  /// Allocates the memory.
  ///
  /// \errors #ENOMEM.
  [[gnu::always_inline]] static Result<RBTreeNodeReservation> make(alloc::Flags flags) {
    Memory memory = TRY((Box<Linked, A>::make_uninit(flags)));
    return RBTreeNodeReservation(std::move(memory));
  }

  /// Makes it a node with \p key and a value built from \p args, which cannot fail.
  template <typename Key = K, typename... Args>
  RBTreeNode<K, V, A> into_node(Key&& key, Args&&... args) && {
    return RBTreeNode<K, V, A>(::new (take())
                                   Linked(std::forward<Key>(key), std::forward<Args>(args)...));
  }

 private:
  friend class RBTreeNode<K, V, A>;

  explicit RBTreeNodeReservation(Memory memory) : memory_(std::move(memory)) {}

  // SAFETY: the caller builds a node there at once, whose owner frees the memory.
  void* take() { return std::move(memory_).into_raw(); }

  Memory memory_;
};

/// A key and a value with the memory they need in a tree, but in none; one pointer wide.
///
/// Inserting it cannot fail, and needs no memory. See RBTree.
///
/// \invariant It owns a key and a value in a block of A, or nothing after a move.
/// \context Making: as the flags say. Destroying: where K and V may be destroyed and A can take
/// memory back.
/// \wraps{linux/rbtree.h,core-api/rbtree.html}
template <typename K, typename V, alloc::Allocator A>
class RBTreeNode {
  using Linked = detail::RBTreeLinked<K, V>;

 public:
  /// A node with \p key and a value built from \p args. On failure both stay as they are.
  ///
  /// \errors #ENOMEM.
  template <typename Key = K, typename... Args>
  [[gnu::always_inline]] static Result<RBTreeNode> make(alloc::Flags flags, Key&& key,
                                                        Args&&... args) {
    auto memory = TRY((RBTreeNodeReservation<K, V, A>::make(flags)));
    return std::move(memory).into_node(std::forward<Key>(key), std::forward<Args>(args)...);
  }

  /// A node with \p key and a value that \p init builds in a Slot: for values whose making can
  /// fail. On failure \p key stays as it is.
  ///
  /// \errors #ENOMEM, and those of \p init, after which the memory is given back.
  template <typename Key = K, typename Init>
  static Result<RBTreeNode> init(alloc::Flags flags, Key&& key, Init&& init) {
    auto memory = TRY((RBTreeNodeReservation<K, V, A>::make(flags)));
    auto* linked = reinterpret_cast<Linked*>(memory.memory_.as_raw());
    // SAFETY: there is no value in it yet.
    TRY(Slot<V>::fill(&linked->value, std::forward<Init>(init)));
    // SAFETY: the node is complete with its key, and owns the value and the memory.
    ::new (static_cast<void*>(&linked->key)) K(detail::build<K>(std::forward<Key>(key)));
    memory.take();
    return RBTreeNode(linked);
  }

  /// The key; it may change, as the node is in no tree.
  K& key() & KERNEL_LIFETIME_BOUND { return linked_->key; }
  const K& key() const& KERNEL_LIFETIME_BOUND { return linked_->key; }
  const K& key() const&& = delete;  // the node goes at once: give it a name first
  /// The value.
  V& value() & KERNEL_LIFETIME_BOUND { return linked_->value; }
  const V& value() const& KERNEL_LIFETIME_BOUND { return linked_->value; }
  const V& value() const&& = delete;  // the node goes at once: give it a name first

  /// Takes key and value out. The memory is given back.
  std::pair<K, V> to_key_value() && {
    Box<Linked, A> linked = std::move(linked_);
    return {std::move(linked->key), std::move(linked->value)};
  }

  /// Destroys key and value, and keeps the memory for another node.
  RBTreeNodeReservation<K, V, A> into_reservation() && {
    // SAFETY: the memory of the node has the size that a reservation has; the node is gone.
    Linked* linked = std::move(linked_).into_raw();
    linked->~Linked();
    return RBTreeNodeReservation<K, V, A>(
        Box<Uninit<Linked>, A>::from_raw(reinterpret_cast<Uninit<Linked>*>(linked)));
  }

 private:
  friend class RBTree<K, V, A>;
  friend class RBTreeNodeReservation<K, V, A>;

  // SAFETY: whoever calls this hands over a complete node in a block of A.
  explicit RBTreeNode(Linked* linked) : linked_(Box<Linked, A>::from_raw(linked)) {}

  Linked* take() { return std::move(linked_).into_raw(); }

  Box<Linked, A> linked_;
};

/// A map from keys to values, in the order of the keys: the kernel's red-black tree, whose nodes it
/// owns. One pointer wide.
///
///     struct Session {
///       u64 opened;
///     };
///     kernel::RBTree<u32, Session> sessions;
///     TRY(sessions.try_create_and_insert(7, Session{250}, kernel::GFP_KERNEL));
///     TRY(sessions.try_create_and_insert(3, Session{120}, kernel::GFP_KERNEL));
///     if (auto found = sessions.find(7)) EXPECT_EQ(found->value.opened, 250);
///     for (auto [id, session] : sessions) pr_info("{}\n", id);   // 3, then 7
///
/// Finding, inserting and removing take time in proportion to the logarithm of the number of keys.
/// Keys are ordered by `<=>`; no two are equal.
///
/// Where nothing may sleep, as under a spinlock, inserting is split: the node, or its bare memory,
/// is allocated before.
///
///     # kernel::RBTree<u32, int> squares;
///     auto node = TRY(kernel::RBTreeNode<u32, int>::make(kernel::GFP_KERNEL, 7, 49));
///     // and now, for instance, under a spinlock:
///     squares.insert(std::move(node));   // cannot fail
///     # EXPECT(squares.contains(7));
///
/// A removed node can be inserted again, or its memory used for another key, as well.
///
/// Keys and values stay where they are while they are in the tree: values that cannot move are
/// built in place. A cursor, entry or iterator must not be used any more once the tree was changed
/// by other means than itself. A VacantEntry whose place was taken stops the thread with an oops;
/// other uses are found with CONFIG_KASAN.
///
/// \safety Except for that, and that the order of keys must not change through what a key points
/// to.
/// \invariant All nodes are RBTreeLinked in blocks of A, ordered by key, and the tree owns them.
/// \context Inserting with flags: as the flags say. Whatever destroys keys and values: where these
/// may be destroyed. All else: any. The tree does not lock: who shares it does.
/// \wraps{linux/rbtree.h,core-api/rbtree.html}
template <typename K, typename V, alloc::Allocator A>
class RBTree {
  static_assert(OrderedWith<K, K>, "the keys of an RBTree must be comparable with <=>");

  using Linked = detail::RBTreeLinked<K, V>;
  using Place = detail::RBTreePlace;

 public:
  /// What is inserted and removed.
  using Node = RBTreeNode<K, V, A>;
  /// Memory for a node.
  using Reservation = RBTreeNodeReservation<K, V, A>;

  /// A key and its value in the tree.
  struct Item {
    const K& key;  ///< the key
    V& value;      ///< the value, which may be changed
  };
  /// A key and its value in a tree that must not change.
  struct ConstItem {
    const K& key;    ///< the key
    const V& value;  ///< the value
  };

  class Cursor;
  class CursorMut;
  class Entry;
  class OccupiedEntry;
  class VacantEntry;

  /// An empty tree.
  constexpr RBTree() = default;
  /// Takes the nodes of \p other over, which is empty then.
  RBTree(RBTree&& other) : root_(other.root_) { other.root_ = {}; }
  /// Destroys all nodes, and takes those of \p other over, which is empty then.
  RBTree& operator=(RBTree&& other) {
    if (this != &other) {
      RBTree doomed(std::move(*this));
      root_ = other.root_;
      other.root_ = {};
    }
    return *this;
  }
  /// Destroys all nodes.
  ~RBTree() {
    rb_node* next = bindings::rb_first_postorder(&root_);
    while (next) {
      Linked* linked = from_links(next);
      next = bindings::rb_next_postorder(next);
      Node doomed(linked);
    }
  }

  /// Whether there is no key.
  bool empty() const { return root_.rb_node == nullptr; }

  /// Inserts \p key with \p value, which stay as they are on failure. If the key was there already,
  /// the new node takes the old one's place, and the old one is what you get.
  ///
  /// \errors #ENOMEM.
  template <typename Key = K, typename Value = V>
  [[gnu::always_inline]] Result<std::optional<Node>> try_create_and_insert(Key&& key, Value&& value,
                                                                           alloc::Flags flags) {
    Node node = TRY(Node::make(flags, std::forward<Key>(key), std::forward<Value>(value)));
    return insert(std::move(node));
  }

  /// Inserts \p node, which cannot fail. If its key was there already, the new node takes the old
  /// one's place, and the old one is what you get.
  std::optional<Node> insert(Node node) { return to_node(link(node.take())); }

  /// The place of \p key in the tree, to look at and change: one descent where find and insert
  /// would take two.
  ///
  ///     # kernel::RBTree<u32, int> tree;
  ///     # using Reservation = kernel::RBTreeNodeReservation<u32, int>;
  ///     # auto reservation = TRY(Reservation::make(kernel::GFP_KERNEL));
  ///     auto entry = tree.entry(7);
  ///     if (entry.is_occupied()) {
  ///       ++std::move(entry).occupied().value();
  ///     } else {
  ///       std::move(entry).vacant().insert(std::move(reservation), 1);
  ///     }
  Entry entry(K key) & KERNEL_LIFETIME_BOUND {
    Place place = descend(key);
    return Entry(this, place, std::move(key));
  }

  /// The key that equals \p key and its value, if it is there.
  template <RBTreeQuery<K> Q = K>
  std::optional<ConstItem> find(const Q& key) const& KERNEL_LIFETIME_BOUND {
    return to_item<ConstItem>(search(key));
  }
  template <RBTreeQuery<K> Q = K>
  std::optional<ConstItem> find(const Q& key) const&& =
      delete;  // the tree goes at once: give it a name first

  /// The entry of the key that equals \p key, if it is there: to change its value, or to remove it.
  template <RBTreeQuery<K> Q = K>
      std::optional<OccupiedEntry> find_mut(const Q& key) & KERNEL_LIFETIME_BOUND {
    std::optional<OccupiedEntry> entry;
    if (Linked* linked = search(key)) entry.emplace(OccupiedEntry(this, linked));
    return entry;
  }

  /// Whether a key that equals \p key is there.
  template <RBTreeQuery<K> Q = K>
  bool contains(const Q& key) const {
    return search(key) != nullptr;
  }

  /// Removes the key that equals \p key, if it is there, and gives back its value.
  template <RBTreeQuery<K> Q = K>
  std::optional<V> remove(const Q& key) {
    std::optional<V> value;
    if (Linked* linked = search(key)) {
      Node node = unlink(linked);
      value.emplace(std::move(linked->value));
    }
    return value;
  }

  /// Removes the node whose key equals \p key, if it is there, and gives it back for another use.
  template <RBTreeQuery<K> Q = K>
  std::optional<Node> remove_node(const Q& key) {
    std::optional<Node> node;
    if (Linked* linked = search(key)) node.emplace(unlink(linked));
    return node;
  }

  /// Destroys all nodes.
  void clear() { RBTree doomed(std::move(*this)); }

  /// A cursor on the smallest key, if there is one.
  std::optional<Cursor> cursor_front() const& KERNEL_LIFETIME_BOUND {
    return to_cursor(cpp_helper_rb_first(&root_));
  }
  std::optional<Cursor> cursor_front() const&& =
      delete;  // the tree goes at once: give it a name first
  /// A cursor on the greatest key, if there is one.
  std::optional<Cursor> cursor_back() const& KERNEL_LIFETIME_BOUND {
    return to_cursor(cpp_helper_rb_last(&root_));
  }
  std::optional<Cursor> cursor_back() const&& =
      delete;  // the tree goes at once: give it a name first
  /// A cursor on the smallest key that is not less than \p key, if there is one.
  template <RBTreeQuery<K> Q = K>
  std::optional<Cursor> cursor_lower_bound(const Q& key) const& KERNEL_LIFETIME_BOUND {
    return to_cursor(lower_bound(key));
  }
  template <RBTreeQuery<K> Q = K>
  std::optional<Cursor> cursor_lower_bound(const Q& key) const&& =
      delete;  // the tree goes at once: give it a name first

  /// A cursor that can change the tree, on the smallest key, if there is one.
  std::optional<CursorMut> cursor_front_mut() & KERNEL_LIFETIME_BOUND {
    return to_cursor_mut(cpp_helper_rb_first(&root_));
  }
  /// A cursor that can change the tree, on the greatest key, if there is one.
  std::optional<CursorMut> cursor_back_mut() & KERNEL_LIFETIME_BOUND {
    return to_cursor_mut(cpp_helper_rb_last(&root_));
  }
  /// A cursor that can change the tree, on the smallest key that is not less than \p key, if there
  /// is one.
  template <RBTreeQuery<K> Q = K>
      std::optional<CursorMut> cursor_lower_bound_mut(const Q& key) & KERNEL_LIFETIME_BOUND {
    return to_cursor_mut(lower_bound(key));
  }

  /// \name Iteration
  ///
  /// In the order of the keys: `for (auto [key, value] : tree)`.
  /// \{
  auto begin() & KERNEL_LIFETIME_BOUND { return range<&RBTree::get_item<Item>>().begin(); }
  auto end() & KERNEL_LIFETIME_BOUND { return range<&RBTree::get_item<Item>>().end(); }
  auto begin() const& KERNEL_LIFETIME_BOUND {
    return range<&RBTree::get_item<ConstItem>>().begin();
  }
  void begin() const&& = delete;  // the tree goes at once: give it a name first
  auto end() const& KERNEL_LIFETIME_BOUND { return range<&RBTree::get_item<ConstItem>>().end(); }
  void end() const&& = delete;  // the tree goes at once: give it a name first

  /// The keys alone, for a range-based for.
  auto keys() const& KERNEL_LIFETIME_BOUND { return range<&RBTree::get_key>(); }
  void keys() const&& = delete;  // the tree goes at once: give it a name first
  /// The values alone, for a range-based for.
  auto values() & KERNEL_LIFETIME_BOUND { return range<&RBTree::get_value>(); }
  auto values() const& KERNEL_LIFETIME_BOUND { return range<&RBTree::get_const_value>(); }
  void values() const&& = delete;  // the tree goes at once: give it a name first
  /// \}

  /// The tree's root, for C functions.
  ///
  /// \safety C code must leave the order as it is, insert nothing, and put what it removes back.
  rb_root* as_raw() { return &root_; }

 private:
  template <typename I>
  static I get_item(rb_node* links) {
    return {get_key(links), get_value(links)};
  }
  static const K& get_key(rb_node* links) { return from_links(links)->key; }
  static V& get_value(rb_node* links) { return from_links(links)->value; }
  static const V& get_const_value(rb_node* links) { return from_links(links)->value; }

  template <auto kGet>
  auto range() const {
    return detail::RBTreeRange<kGet>(&root_);
  }

  // INVARIANT: every node of the tree is a Linked.
  static Linked* from_links(rb_node* links) { return static_cast<Linked*>(links); }

  template <typename I>
  static std::optional<I> to_item(rb_node* links) {
    if (!links) return std::nullopt;
    return get_item<I>(links);
  }
  static std::optional<Node> to_node(Linked* linked) {
    std::optional<Node> node;
    if (linked) node.emplace(Node(linked));
    return node;
  }
  static std::optional<Cursor> to_cursor(rb_node* links) {
    if (!links) return std::nullopt;
    return Cursor(links);
  }
  std::optional<CursorMut> to_cursor_mut(rb_node* links) {
    std::optional<CursorMut> cursor;
    if (links) cursor.emplace(CursorMut(&root_, links));
    return cursor;
  }
  /// Moves a cursor from \p at to \p to, if that is a node. Whether it is one.
  static bool move(rb_node*& at, rb_node* to) {
    if (to) at = to;
    return to;
  }

  /// What is compared with keys in search of \p key.
  template <typename Q>
  static decltype(auto) comparable(const Q& key) {
    if constexpr (std::convertible_to<const Q*, const K*>) {
      return static_cast<const K&>(key);
    } else if constexpr (std::convertible_to<const Q&, const K&>) {
      return static_cast<K>(key);
    } else {
      return (key);
    }
  }

  template <typename Q>
  Linked* search(const Q& query) const {
    const auto& key = comparable(query);
    rb_node* at = root_.rb_node;
    while (at) {
      Linked* linked = from_links(at);
      auto order = key <=> linked->key;
      if (order < 0) {
        at = at->rb_left;
      } else if (order > 0) {
        at = at->rb_right;
      } else {
        return linked;
      }
    }
    return nullptr;
  }

  template <typename Q>
  rb_node* lower_bound(const Q& query) const {
    const auto& key = comparable(query);
    rb_node* best = nullptr;
    rb_node* at = root_.rb_node;
    while (at) {
      if ((from_links(at)->key <=> key) < 0) {
        at = at->rb_right;
      } else {
        best = at;
        at = at->rb_left;
      }
    }
    return best;
  }

  Place descend(const K& key) {
    Place place = {nullptr, root_.rb_node, false};
    while (rb_node* at = place.there) {
      auto order = key <=> from_links(at)->key;
      if (order < 0) {
        place = {at, at->rb_left, true};
      } else if (order > 0) {
        place = {at, at->rb_right, false};
      } else {
        break;
      }
    }
    return place;
  }

  /// Links a node in, and out the one with the same key, which is returned.
  Linked* link(Linked* linked) {
    Place place = descend(linked->key);
    Linked* there = from_links(place.there);
    if (there) {
      bindings::rb_replace_node(there, linked, &root_);
    } else {
      link_at(place, linked);
    }
    return there;
  }

  rb_node** link_of(Place place) {
    if (!place.parent) return &root_.rb_node;
    return place.left ? &place.parent->rb_left : &place.parent->rb_right;
  }

  /// Stops who has a place in the tree that is one no more. That something else is there now is
  /// found always; on kernels that watch memory, also that the key belongs elsewhere now.
  void check_vacant(Place place, [[maybe_unused]] const K& key) {
#ifdef CONFIG_KASAN
    Place now = descend(key);
    const bool stays = now.parent == place.parent && now.left == place.left && !now.there;
#else
    const bool stays = !*link_of(place);
#endif
    if (!stays) bug("the tree changed under a VacantEntry: get a new entry after a change");
  }

  void link_at(Place place, Linked* linked) {
    rb_node** link = link_of(place);
    cpp_helper_rb_link_node(linked, place.parent, link);
    bindings::rb_insert_color(linked, &root_);
  }

  /// Whether a node is in the tree with the root. A node that is gone is for KASAN to find.
  static bool contains_node(const rb_root* root, const rb_node* links) {
    // The last bit of the word is the colour.
    auto parent = [](const rb_node* at) {
      return reinterpret_cast<const rb_node*>(at->__rb_parent_color & ~3UL);
    };
    while (const rb_node* above = parent(links)) {
      if (above->rb_left != links && above->rb_right != links) return false;
      links = above;
    }
    return root->rb_node == links;
  }

  /// On kernels that watch memory: stops who has a handle to a node that left the tree.
  static void check_there([[maybe_unused]] const rb_root* root,
                          [[maybe_unused]] const rb_node* links) {
#ifdef CONFIG_KASAN
    if (!contains_node(root, links))
      bug("the node left its tree: get a new entry or cursor after a change");
#endif
  }

  static Node unlink(rb_root* root, Linked* linked) {
    check_there(root, linked);
    bindings::rb_erase(linked, root);
    return Node(linked);
  }
  Node unlink(Linked* linked) { return unlink(&root_, linked); }

  rb_root root_ = {};
};

/// A place on a key of an RBTree, from which one can go on in both directions.
///
///     # kernel::RBTree<u32, int> tree;
///     # for (u32 key : {90, 100, 110})
///     #   TRY(tree.try_create_and_insert(key, 0, kernel::GFP_KERNEL));
///     if (auto cursor = tree.cursor_lower_bound(100)) {
///       do {
///         pr_info("{}\n", cursor->key());   // 100, then 110
///       } while (cursor->move_next());
///     }
///
/// \invariant It is on a node of the tree.
/// \context Any.
template <typename K, typename V, alloc::Allocator A>
class RBTree<K, V, A>::Cursor : NotThreadSafe {
 public:
  /// The key.
  const K& key() const { return from_links(at_)->key; }
  /// Its value.
  const V& value() const { return from_links(at_)->value; }
  /// Both.
  ConstItem current() const { return get_item<ConstItem>(at_); }

  /// Goes on to the next key, if there is one; otherwise stays. Whether there was one.
  bool move_next() { return move(at_, bindings::rb_next(at_)); }
  /// Goes back to the key before, if there is one; otherwise stays. Whether there was one.
  bool move_prev() { return move(at_, bindings::rb_prev(at_)); }

  /// The next key and its value, if there is one.
  std::optional<ConstItem> peek_next() const { return to_item<ConstItem>(bindings::rb_next(at_)); }
  /// The key before and its value, if there is one.
  std::optional<ConstItem> peek_prev() const { return to_item<ConstItem>(bindings::rb_prev(at_)); }

 private:
  friend RBTree;
  explicit Cursor(rb_node* at) : at_(at) {}

  rb_node* at_;
};

/// A place on a key of an RBTree, from which one can go on in both directions, change values, and
/// remove nodes.
///
/// \invariant It is on a node of the tree.
/// \context Any.
template <typename K, typename V, alloc::Allocator A>
class RBTree<K, V, A>::CursorMut : NotThreadSafe {
 public:
  /// What remove_current() leaves.
  struct Removed {
    std::optional<CursorMut> cursor;  ///< on the next key, else the last, else nowhere
    Node node;                        ///< what was removed
  };

  CursorMut(CursorMut&&) = default;
  CursorMut& operator=(CursorMut&&) = default;

  /// The key.
  const K& key() const { return from_links(at_)->key; }
  /// Its value.
  V& value() { return from_links(at_)->value; }
  const V& value() const { return from_links(at_)->value; }
  /// Both.
  Item current() { return get_item<Item>(at_); }
  ConstItem current() const { return get_item<ConstItem>(at_); }

  /// Goes on to the next key, if there is one; otherwise stays. Whether there was one.
  bool move_next() { return move(at_, bindings::rb_next(at_)); }
  /// Goes back to the key before, if there is one; otherwise stays. Whether there was one.
  bool move_prev() { return move(at_, bindings::rb_prev(at_)); }

  /// The next key and its value, if there is one.
  std::optional<Item> peek_next() const { return to_item<Item>(bindings::rb_next(at_)); }
  /// The key before and its value, if there is one.
  std::optional<Item> peek_prev() const { return to_item<Item>(bindings::rb_prev(at_)); }

  /// Removes the next node, if there is one.
  std::optional<Node> remove_next() { return remove(bindings::rb_next(at_)); }
  /// Removes the node before, if there is one.
  std::optional<Node> remove_prev() { return remove(bindings::rb_prev(at_)); }

  /// Removes the node that the cursor is on.
  Removed remove_current() && {
    rb_node* rest = bindings::rb_next(at_);
    if (!rest) rest = bindings::rb_prev(at_);
    Removed removed = {std::nullopt, unlink(root_, from_links(at_))};
    if (rest) removed.cursor.emplace(CursorMut(root_, rest));
    return removed;
  }

 private:
  friend RBTree;
  CursorMut(rb_root* root, rb_node* at) : root_(root), at_(at) {}

  std::optional<Node> remove(rb_node* links) {
    std::optional<Node> node;
    if (links) node.emplace(unlink(root_, from_links(links)));
    return node;
  }

  rb_root* root_;
  rb_node* at_;
};

/// The place of a key that is in an RBTree.
///
/// \invariant It names a node of the tree.
/// \context Any.
template <typename K, typename V, alloc::Allocator A>
class RBTree<K, V, A>::OccupiedEntry : NotThreadSafe {
 public:
  OccupiedEntry(OccupiedEntry&&) = default;
  OccupiedEntry& operator=(OccupiedEntry&&) = default;

  /// The key.
  const K& key() const { return linked_->key; }
  /// Its value.
  V& value() { return linked_->value; }
  const V& value() const { return linked_->value; }

  /// Removes the node, and gives back the value.
  V remove() && {
    Node node = tree_->unlink(linked_);
    return std::move(linked_->value);
  }
  /// Removes the node, and gives it back for another use.
  Node remove_node() && { return tree_->unlink(linked_); }

  /// Puts \p node, whose key must equal the one there, into the place of the node there, which is
  /// what you get. On failure \p node stays as it is.
  ///
  /// \errors #EINVAL if the keys differ.
  Result<Node> replace(Node&& node) && {
    if ((node.key() <=> key()) != 0) return EINVAL;
    check_there(&tree_->root_, linked_);
    bindings::rb_replace_node(linked_, node.linked_.as_raw(), &tree_->root_);
    node.take();
    return Node(linked_);
  }

 private:
  friend RBTree;
  OccupiedEntry(RBTree* tree, Linked* linked) : tree_(tree), linked_(linked) {}

  RBTree* tree_;
  Linked* linked_;
};

/// The place that a key would have in an RBTree, with that key.
///
/// \invariant The place is where the key belongs.
/// \context Any.
template <typename K, typename V, alloc::Allocator A>
class RBTree<K, V, A>::VacantEntry : NotThreadSafe {
 public:
  VacantEntry(VacantEntry&&) = default;
  VacantEntry& operator=(VacantEntry&&) = default;

  /// The key.
  const K& key() const { return key_; }

  /// Inserts the key with a value built from \p args, which cannot fail. The value stays where it
  /// is.
  template <typename... Args>
  V& insert(Reservation reservation, Args&&... args) && {
    tree_->check_vacant(place_, key_);
    Linked* linked =
        std::move(reservation).into_node(std::move(key_), std::forward<Args>(args)...).take();
    tree_->link_at(place_, linked);
    return linked->value;
  }

 private:
  friend Entry;
  VacantEntry(RBTree* tree, Place place, K&& key)
      : tree_(tree), place_(place), key_(std::move(key)) {}

  RBTree* tree_;
  Place place_;
  K key_;
};

/// The place of a key in an RBTree, whether the key is there or not; see RBTree::entry().
///
/// \context Any.
template <typename K, typename V, alloc::Allocator A>
class RBTree<K, V, A>::Entry : NotThreadSafe {
 public:
  Entry(Entry&&) = default;
  Entry& operator=(Entry&&) = default;

  /// Whether the key is there.
  bool is_occupied() const { return place_.there != nullptr; }
  /// Whether it is not.
  bool is_vacant() const { return !is_occupied(); }

  /// The entry of the key that is there. Asking for it where there is none is a bug and stops the
  /// thread with an oops.
  OccupiedEntry occupied() && {
    if (is_vacant()) bug("an entry of a tree is not there: ask is_occupied() first");
    return OccupiedEntry(tree_, from_links(place_.there));
  }
  /// The place for the key that is not there. Asking for it where there is one is a bug and stops
  /// the thread with an oops.
  VacantEntry vacant() && {
    if (is_occupied()) bug("an entry of a tree is there: ask is_vacant() first");
    return VacantEntry(tree_, place_, std::move(key_));
  }

 private:
  friend RBTree;
  Entry(RBTree* tree, Place place, K&& key) : tree_(tree), place_(place), key_(std::move(key)) {}

  RBTree* tree_;
  Place place_;
  K key_;
};

/// \cond
template <typename K, typename V, alloc::Allocator A>
inline constexpr bool kIsSend<RBTreeNode<K, V, A>> = Send<std::pair<K, V>>;
template <typename K, typename V, alloc::Allocator A>
inline constexpr bool kIsSend<RBTree<K, V, A>> = Send<std::pair<K, V>>;
template <auto kGet>
inline constexpr bool kIsSend<detail::RBTreeIterator<kGet>> = false;
template <auto kGet>
inline constexpr bool kIsSend<detail::RBTreeRange<kGet>> = false;
/// \endcond

}  // namespace kernel
