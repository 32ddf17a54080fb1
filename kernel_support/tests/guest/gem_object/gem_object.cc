// SPDX-License-Identifier: GPL-2.0
// A graphics device whose objects are plain ones.

#include <kernel/drm/gem/object.hpp>
#include <kernel/drm/registration.hpp>
#include <kernel/faux.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/types/aref.hpp>
#include <optional>

#include "chime.h"

using kernel::Atomic;
using kernel::Result;
namespace drm = kernel::drm;

struct Chime;

// How many there are.
static Atomic<int> tones;

class Tone {
 public:
  using Driver = Chime;
  static Result<Tone> make(const drm::Device<Chime>&, size_t size) {
    if (size > 64UL << 20) return kernel::EFBIG;
    return {std::in_place, size};
  }

  explicit Tone(size_t size) : size(size) { tones.fetch_add(1, kernel::Relaxed); }
  Tone(const Tone&) = delete;
  Tone& operator=(const Tone&) = delete;
  ~Tone() { tones.fetch_sub(1, kernel::Relaxed); }

  const size_t size;
};

struct Chime {
  using Object = drm::gem::Object<Tone>;
  struct Data {
    explicit Data(std::optional<kernel::ARef<drm::Device<Chime>>> other = {})
        : other(std::move(other)) {}
    ~Data() {
      pr_info("the device's data goes, {} objects are left\n", tones.load(kernel::Relaxed));
    }
    std::optional<kernel::ARef<drm::Device<Chime>>> other;
  };
  struct File {
    static Result<File> open(const drm::Device<Chime>&) { return File{}; }
  };
  static constexpr drm::DriverInfo kInfo = {
      .name = "cpp-chime", .desc = "Rings", .render_node = true};

  using Device = drm::RegisteredDevice<Chime>;
  using Client = drm::File<Chime>;

  static Result<chime_object> make(const Device& device, const Client& file,
                                   const chime_object& wanted) {
    auto object = TRY(Object::make(device, wanted.size));
    auto result = wanted;
    result.offset = TRY(object->create_mmap_offset());
    result.handle = TRY(object->create_handle(file));
    return result;
  }
  static Result<chime_object> look_up(const Device& device, const Client& file,
                                      const chime_object& wanted) {
    auto object = TRY(Object::lookup_handle(file, wanted.handle));
    auto result = wanted;
    result.size = object->inner().size;
    if (result.size != object->size() || &object->device() != &device) return kernel::EPROTO;
    return result;
  }
  static Result<chime_object> borrow(const Device& device, const Client& file,
                                     const chime_object& wanted) {
    const auto& other = device.data().other;
    if (!other) return kernel::ENODEV;
    auto object = TRY(Object::make(**other, wanted.size));
    auto result = wanted;
    result.handle = TRY(object->create_handle(file));
    return result;
  }
  static Result<chime_object> take_back(const Device&, const Client& file,
                                        const chime_object& wanted) {
    TRY(Object::delete_handle(file, wanted.handle));
    return wanted;
  }

  using Ioctls = drm::ioctl::Table<
      drm::ioctl::Handler<CHIME_MAKE, &Chime::make, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CHIME_LOOK_UP, &Chime::look_up, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CHIME_BORROW, &Chime::borrow, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CHIME_TAKE_BACK, &Chime::take_back, drm::ioctl::RENDER_ALLOW>>;
};

class GemObject : public kernel::Module<GemObject> {
 public:
  static Result<GemObject> init(kernel::ThisModule&) {
    auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_chime"));
    auto device = TRY(drm::Registration<Chime>::make(parent.device()));
    auto second_parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_chime_2"));
    auto second = TRY(drm::Registration<Chime>::make(
        second_parent.device(), kernel::ARef<drm::Device<Chime>>(device.device())));
    return {std::in_place, std::move(parent), std::move(device), std::move(second_parent),
            std::move(second)};
  }

  GemObject(kernel::faux::Registration parent, drm::Registration<Chime> device,
            kernel::faux::Registration second_parent, drm::Registration<Chime> second)
      : parent_(std::move(parent)),
        device_(std::move(device)),
        second_parent_(std::move(second_parent)),
        second_(std::move(second)) {}

 private:
  kernel::faux::Registration parent_;
  drm::Registration<Chime> device_;
  kernel::faux::Registration second_parent_;
  // Its data keeps the first one.
  drm::Registration<Chime> second_;
};

KERNEL_MODULE(GemObject, {
  .name = "gem_object",
  .authors = {"The C++ for Linux authors"},
  .description = "A graphics device without hardware, with plain objects",
  .license = "GPL",
});
