// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects that are built where they stay, by steps that may fail.

#include <concepts>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <tuple>

namespace kernel {

template <typename T>
class Placed;
template <typename T>
class Member;

namespace detail {

/// Destroys an object, or the elements of an array, last first.
template <typename T>
void destroy(T& object) {
  if constexpr (std::is_array_v<T>) {
    for (size_t i = std::extent_v<T>; i > 0; --i) destroy(object[i - 1]);
  } else {
    object.~T();
  }
}

/// What is known of a room while it is filled. Mostly the compiler knows it all, and nothing of
/// this is left.
struct Room {
  /// Who has it.
  enum class State : unsigned char { Free, Lent, Back };

  [[gnu::always_inline]] Room(void* memory, State state) : memory(memory), state(state) {}

  void* memory;
  State state;
};

/// What a pointer to a member of type Member<M> of a class C is about.
template <typename Pointer>
struct MemberPointer;
template <typename M, typename C>
struct MemberPointer<Member<M> C::*> {
  using Object = M;
  using Class = C;
};

template <auto kLeft, auto kRight>
inline constexpr bool kSameMember = false;
template <auto kMember>
inline constexpr bool kSameMember<kMember, kMember> = true;

/// The room of a member. One object for each, not an array, so that the compiler can do without.
template <auto kMember>
struct SlotPart : Room {
  [[gnu::always_inline]] explicit SlotPart(void* memory) : Room(memory, State::Free) {}
};

/// How often a member stands in a list.
template <auto kMember, auto... kMembers>
inline constexpr int kTimes = (0 + ... + int{kSameMember<kMember, kMembers>});

template <typename T, auto... kMembers>
class SlotParts;

}  // namespace detail

template <typename T>
class SlotRest;

/// Room for one T that is not there yet.
///
/// A function that is handed a slot builds the object with emplace() and returns what emplace()
/// gave it. Before that it may do whatever can fail; after that too, as the object is destroyed if
/// the function returns an Error instead.
///
///     # #include <kernel/alloc/kbox.hpp>
///     struct Device {
///       kernel::KBox<int> buffer;
///       kernel::Result<void> start() { return {}; }
///     };
///     # ---
///
///     auto device = TRY(kernel::KBox<Device>::init(
///         kernel::GFP_KERNEL,
///         [](kernel::Slot<Device> slot) -> kernel::Result<kernel::Placed<Device>> {
///           auto buffer = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 7));
///           auto device = std::move(slot).emplace(std::move(buffer));
///           TRY(device->start());   // an error destroys the device and gives its memory back
///           return device;
///         }));
///     EXPECT_EQ(*device->buffer, 7);
///
/// Objects that cannot move (as they, or C code, keep their own address) are built like this. If
/// they have members of that kind, these are built first, each in its part of the slot: see
/// split().
///
/// A slot is used once, and by the function that got it: using it again, keeping it (or the Placed)
/// beyond the function, and returning what was built in another slot is a bug that stops the thread
/// with an oops.
///
/// \invariant The room is large and aligned enough, and nothing lives in it; or there is none after
/// a move.
template <typename T>
class Slot {
 public:
  /// Lets \p init, a function as above, build an object at \p memory. On success the caller
  /// destroys it from now on.
  ///
  /// This is for owners of memory. All others ask those: Box::init(), Arc::init().
  ///
  /// \safety At \p memory must be room for a T, and nothing else.
  /// \errors Those of \p init. Nothing lives in the room then.
  template <typename Init>
  [[gnu::flatten]] static Result<void> fill(void* memory, Init&& init) {
    detail::Room room(memory, detail::Room::State::Lent);
    Result<Placed<T>> placed = std::forward<Init>(init)(Slot(room));
    if (placed.is_err()) {
      if (room.state == detail::Room::State::Lent)
        bug("a Slot or a Placed is kept beyond its room: return the Placed");
      return placed.error();
    }
    std::move(placed).value().give_to(room);
    return {};
  }

  /// Takes the room over; \p other is used up then.
  [[gnu::always_inline]] Slot(Slot&& other) : room_(std::exchange(other.room_, nullptr)) {}
  Slot& operator=(Slot&&) = delete;
  [[gnu::always_inline]] ~Slot() {
    if (room_) room_->state = detail::Room::State::Back;
  }

  /// Builds the object. The slot is used up.
  template <typename... Args>
  [[gnu::always_inline]] Placed<T> emplace(Args&&... args) && {
    detail::Room& room = take();
    ::new (room.memory) T{std::forward<Args>(args)...};
    return Placed<T>(room);
  }

  /// Slots of the members \p kMembers, each a Member, and last the room around them, a SlotRest.
  /// First the members are built, in any order, each in its slot. Then the constructor of the whole
  /// takes them. If a step fails, what was built before is destroyed.
  ///
  ///     # #include <kernel/alloc/kbox.hpp>
  ///     # #include <kernel/sync/srcu.hpp>
  ///     class Switch {
  ///       using Readers = kernel::Srcu<"Switch::readers">;
  ///       using Writers = kernel::Srcu<"Switch::writers">;
  ///
  ///      public:
  ///       static kernel::Result<kernel::Placed<Switch>> init(kernel::Slot<Switch> slot) {
  ///         auto [readers_slot, writers_slot, rest] =
  ///             std::move(slot).split<&Switch::readers_, &Switch::writers_>();
  ///         auto readers = TRY(Readers::init(std::move(readers_slot)));
  ///         auto writers = TRY(Writers::init(std::move(writers_slot)));   // or readers go
  ///         return std::move(rest).emplace(std::move(readers), std::move(writers), 3);
  ///       }
  ///
  ///       Switch(kernel::Placed<Readers> readers, kernel::Placed<Writers> writers, int ports)
  ///           : readers_(std::move(readers)), writers_(std::move(writers)), ports_(ports) {}
  ///       void flush() { readers_->synchronize(); }
  ///       int ports() const { return ports_; }
  ///
  ///      private:
  ///       kernel::Member<Readers> readers_;
  ///       kernel::Member<Writers> writers_;
  ///       int ports_;
  ///     };
  ///     # ---
  ///
  ///     auto port = TRY(kernel::KBox<Switch>::init(kernel::GFP_KERNEL, Switch::init));
  ///     port->flush();
  ///     EXPECT_EQ(port->ports(), 3);
  template <auto... kMembers>
  [[gnu::always_inline]] detail::SlotParts<T, kMembers...> split() && {
    return detail::SlotParts<T, kMembers...>(take());
  }

 private:
  template <typename U, auto... kMembers>
  friend class detail::SlotParts;
  friend class SlotRest<T>;

  [[gnu::always_inline]] explicit Slot(detail::Room& room) : room_(&room) {}

  [[gnu::always_inline]] detail::Room& take() {
    if (!room_) bug("a Slot is used twice: an object was built in it, or it was moved from");
    return *std::exchange(room_, nullptr);
  }

  detail::Room* room_;
};

/// An object that was built in a Slot, and is destroyed unless whoever gave the slot takes it over.
///
/// \invariant The object lives in the room; or there is none after a move.
template <typename T>
class [[nodiscard("return it to whoever gave the slot")]] Placed {
 public:
  /// Takes the object over; \p other is empty then.
  [[gnu::always_inline]] Placed(Placed && other) : room_(std::exchange(other.room_, nullptr)) {}
  Placed& operator=(Placed&&) = delete;
  [[gnu::always_inline]] ~Placed() {
    if (!room_) return;
    detail::destroy(object());
    room_->state = detail::Room::State::Back;
  }

  /// The object.
  T& operator*() & KERNEL_LIFETIME_BOUND { return object(); }
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return object(); }
  const T& operator*() const&& = delete;
  /// A member of the object.
  T* operator->() & KERNEL_LIFETIME_BOUND { return &object(); }
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &object(); }
  const T* operator->() const&& = delete;

  /// Hands the object over.
  ///
  /// \safety The caller destroys it from now on, before the room goes.
  T* into_raw()&& {
    T* raw = &object();
    std::exchange(room_, nullptr)->state = detail::Room::State::Back;
    return raw;
  }

 private:
  friend class Slot<T>;
  friend class SlotRest<T>;
  friend class Member<T>;
  explicit Placed(detail::Room & room) : room_(&room) {}

  T& object() const { return *static_cast<T*>(room_->memory); }

  /// The room's giver, which need not look at the state any more, takes the object.
  [[gnu::always_inline]] void give_to(const detail::Room& room)&& {
    if (room_ != &room) bug("an object was built in another slot: return what this one gave");
    room_ = nullptr;
  }

  detail::Room* room_;
};

/// A member that was built in a slot of its own before the object around it, as Slot::split() shows
/// it. Nothing is added to the size of a T.
///
/// The constructor of the class takes a Placed, and gives it to the member. That must be the one
/// from this member's slot; any other is a bug that stops the thread with an oops.
///
/// It can be neither copied nor moved.
template <typename T>
class Member {
 public:
  /// Takes over what was built here.
  // NOLINTNEXTLINE(google-explicit-constructor): `readers_(std::move(readers))`, as of any member
  [[gnu::always_inline]] Member(Placed<T>&& placed) {
    detail::Room& room = *std::exchange(placed.room_, nullptr);
    if (room.memory != static_cast<void*>(&value_))
      bug("a member was built elsewhere: build it in its part of the slot, from split()");
    room.state = detail::Room::State::Back;
    // The compiler takes the memory for empty, as a constructor begins: it is not.
    asm volatile("" : "=m"(*reinterpret_cast<char(*)[sizeof(T)]>(&value_)));
  }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  ~Member() { value_.~T(); }

  /// The object.
  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  /// A member of the object.
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

 private:
  union {
    T value_;
  };
};

/// The room around members that were built in their parts of a slot; see Slot::split().
///
///     # #include <kernel/alloc/kbox.hpp>
///     # #include <kernel/sync/srcu.hpp>
///     class Table {
///       using Users = kernel::Srcu<"Table::users">;
///
///      public:
///       static kernel::Result<kernel::Placed<Table>> init(kernel::Slot<Table> slot) {
///         auto [users, rest] = std::move(slot).split<&Table::users_>();
///         auto placed = TRY(Users::init(std::move(users)));
///         return finish(std::move(placed), std::move(rest));
///       }
///       explicit Table(kernel::Placed<Users> users) : users_(std::move(users)) {}
///       void flush() { users_->synchronize(); }
///
///      private:
///       static kernel::Placed<Table> finish(kernel::Placed<Users> users,
///                                           kernel::SlotRest<Table> rest) {
///         return std::move(rest).emplace(std::move(users));
///       }
///       kernel::Member<Users> users_;
///     };
///     # ---
///
///     auto table = TRY(kernel::KBox<Table>::init(kernel::GFP_KERNEL, Table::init));
///     table->flush();
template <typename T>
class SlotRest {
 public:
  /// Builds the object, whose constructor takes the members. The room is used up.
  template <typename... Args>
  [[gnu::always_inline]] Placed<T> emplace(Args&&... args) && {
    detail::Room& room = slot_.take();
    // The compiler takes the memory for empty when a constructor begins. What it wrote there before
    // it shall write.
    asm volatile("" : : "r"(room.memory) : "memory");
    ::new (room.memory) T{std::forward<Args>(args)...};
    return Placed<T>(room);
  }

 private:
  template <typename U, auto... kMembers>
  friend class detail::SlotParts;
  [[gnu::always_inline]] explicit SlotRest(detail::Room& room) : slot_(room) {}

  Slot<T> slot_;
};

namespace detail {

/// What Slot::split() gives, to be taken apart by `auto [...]`. It can be neither copied nor moved.
template <typename T, auto... kMembers>
class SlotParts {
  // What there is of an aggregate would be made zero first, its members with it.
  static_assert(std::is_class_v<T> && !std::is_aggregate_v<T>,
                "a class with members that are built before it needs a constructor that takes a "
                "Placed of each");
  static_assert((std::derived_from<T, typename detail::MemberPointer<decltype(kMembers)>::Class> &&
                 ...),
                "name members of this class, each as &Class::member");
  static_assert((!std::is_aggregate_v<typename detail::MemberPointer<decltype(kMembers)>::Class> &&
                 ...),
                "a base with members that are built before it needs a constructor that takes a "
                "Placed of each");
  static_assert(((detail::kTimes<kMembers, kMembers...> == 1) && ...),
                "a member is named twice, but is built once");

 public:
  SlotParts(const SlotParts&) = delete;
  SlotParts& operator=(const SlotParts&) = delete;
  [[gnu::always_inline]] ~SlotParts() {
    if (whole_) whole_->state = detail::Room::State::Back;
    if (((part<kMembers>().state == detail::Room::State::Lent) || ...))
      bug("a Slot or a Placed of a member is kept beyond its room");
  }

  /// The slot of a member, or the last one, the rest. For `auto [...]`, which asks once.
  template <size_t kIndex>
  [[gnu::always_inline]] auto get() && {
    using Part = typename std::tuple_element<kIndex, SlotParts>::type;
    if constexpr (kIndex == sizeof...(kMembers)) {
      if (!whole_) bug("a part of a slot is taken twice");
      return Part(*std::exchange(whole_, nullptr));
    } else {
      using Which =
          typename std::tuple_element<kIndex, std::tuple<detail::SlotPart<kMembers>...>>::type;
      detail::Room& room = static_cast<Which&>(parts_);
      if (room.state != detail::Room::State::Free) bug("a part of a slot is taken twice");
      room.state = detail::Room::State::Lent;
      return Part(room);
    }
  }

 private:
  friend class Slot<T>;

  [[gnu::always_inline]] explicit SlotParts(detail::Room& whole)
      : whole_(&whole), parts_(&(static_cast<T*>(whole.memory)->*kMembers)...) {}

  struct Parts : detail::SlotPart<kMembers>... {
    template <typename... Memory>
    [[gnu::always_inline]] explicit Parts(Memory*... memory)
        : detail::SlotPart<kMembers>(memory)... {}
  };

  template <auto kMember>
  [[gnu::always_inline]] const detail::SlotPart<kMember>& part() const {
    return parts_;
  }

  detail::Room* whole_;
  Parts parts_;
};

}  // namespace detail
}  // namespace kernel

/// \cond
template <typename T, auto... kMembers>
struct std::tuple_size<kernel::detail::SlotParts<T, kMembers...>>
    : std::integral_constant<decltype(sizeof(0)), sizeof...(kMembers) + 1> {};

template <decltype(sizeof(0)) kIndex, typename T, auto kFirst, auto... kMembers>
struct std::tuple_element<kIndex, kernel::detail::SlotParts<T, kFirst, kMembers...>>
    : std::tuple_element<kIndex - 1, kernel::detail::SlotParts<T, kMembers...>> {};
template <typename T, auto kFirst, auto... kMembers>
struct std::tuple_element<0, kernel::detail::SlotParts<T, kFirst, kMembers...>> {
  using type = kernel::Slot<typename kernel::detail::MemberPointer<decltype(kFirst)>::Object>;
};
template <typename T>
struct std::tuple_element<0, kernel::detail::SlotParts<T>> {
  using type = kernel::SlotRest<T>;
};
/// \endcond
