// SPDX-License-Identifier: GPL-2.0
// Builds an object with two members that cannot move and whose making can fail.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/srcu.hpp>

using kernel::Arc;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Member;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

//! [part]
// What a library has: who reads it is counted, and the making of the count can fail.
using Readers = kernel::Srcu<"Library::readers">;

// And this: it refers to itself, and must be heated.
class Room {
 public:
  static Result<Placed<Room>> init(Slot<Room> slot, int degrees) {
    auto room = std::move(slot).emplace(degrees);
    if (degrees < 0) return kernel::ERANGE;
    return room;
  }

  explicit Room(int degrees) : degrees_(degrees), shown_(degrees_) { pr_info("room built\n"); }
  Room(const Room&) = delete;
  ~Room() { pr_info("room destroyed\n"); }

  int degrees() const { return shown_; }

 private:
  int degrees_;
  // SAFETY: it refers into the object itself, which never moves.
  int& shown_;
};
//! [part]

//! [library]
class Library {
 public:
  static Result<Placed<Library>> init(Slot<Library> slot, int degrees) {
    auto [readers_slot, room_slot, rest] =
        std::move(slot).split<&Library::readers_, &Library::room_>();
    auto readers = TRY(Readers::init(std::move(readers_slot)));
    auto room = TRY(Room::init(std::move(room_slot), degrees));  // a failure destroys readers
    return std::move(rest).emplace(std::move(readers), std::move(room), 1815);
  }

  explicit Library(Placed<Readers> readers, Placed<Room> room, int founded)
      : readers_(std::move(readers)), room_(std::move(room)), founded_(founded) {}

  void read() const {
    auto guard = readers_->read_lock();
    pr_info("read at {} degrees, as since {}\n", room_->degrees(), founded_);
  }

 private:
  Member<Readers> readers_;
  Member<Room> room_;
  int founded_;
};
//! [library]

//! [use]
class TwoParts : public kernel::Module<TwoParts> {
 public:
  static Result<TwoParts> init(kernel::ThisModule&) {
    auto frozen = KBox<Library>::init(
        GFP_KERNEL, [](Slot<Library> slot) { return Library::init(std::move(slot), -5); });
    if (frozen.is_err()) pr_info("no library: {}\n", frozen.error());

    auto library = TRY(Arc<Library>::init(
        GFP_KERNEL, [](Slot<Library> slot) { return Library::init(std::move(slot), 21); }));
    return {std::in_place, std::move(library)};
  }

  explicit TwoParts(Arc<Library> library) : library_(std::move(library)) { library_->read(); }

 private:
  Arc<Library> library_;
};
//! [use]

KERNEL_MODULE(TwoParts, {
  .name = "two_parts",
  .description = "Builds an object with two members that cannot move",
  .license = "GPL",
});
