// SPDX-License-Identifier: GPL-2.0
// A device that says how many bytes it has copied to a program, and from it.

#include <kernel/alloc/kvec.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::File;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;

namespace {

struct Copier {
  Result<void> read(const File&, kernel::UserSliceWriter& out) const {
    auto bytes = TRY(kernel::KVec<unsigned char>::from_elem('k', out.size(), GFP_KERNEL));
    size_t copied = out.write_some(bytes.span());
    pr_info("{} of {} bytes to the program\n", copied, bytes.size());
    return {};
  }

  Result<void> write(const File&, kernel::UserSliceReader& in) const {
    auto bytes = TRY(kernel::KVec<unsigned char>::from_elem(0, in.size(), GFP_KERNEL));
    size_t copied = in.read_some(bytes.span());
    size_t right = 0;
    for (unsigned char byte : bytes) right += byte == 'p';
    pr_info("{} of {} bytes from the program, {} of them right\n", copied, bytes.size(), right);
    return {};
  }
};

}  // namespace

class UserSlowMemoryTest : public kernel::Module<UserSlowMemoryTest> {
 public:
  static Result<UserSlowMemoryTest> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Copier>::make(GFP_KERNEL, {.name = "user_slow"}));
    return {std::in_place, std::move(device)};
  }

  explicit UserSlowMemoryTest(MiscDeviceRegistration<Copier> device) : device_(std::move(device)) {}

 private:
  MiscDeviceRegistration<Copier> device_;
};

KERNEL_MODULE(UserSlowMemoryTest, {
  .name = "user_slow_memory_test",
  .description = "Copies to and from programs, and counts",
  .license = "GPL",
});
