// SPDX-License-Identifier: GPL-2.0
//
// Names that no file can have are refused before the kernel hears of them.
#include <kernel/ktap.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/proc.hpp>
#include <kernel/sysctl.hpp>

using kernel::CStr;
using kernel::CString;
using kernel::EINVAL;
using kernel::GFP_KERNEL;

namespace {

struct Text {
  kernel::Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("a text\n"));
    return {};
  }
};

bool all_refuse(CStr name) {
  auto device = kernel::MiscDeviceRegistration<Text>::make(GFP_KERNEL, {.name = name});
  auto entry = kernel::proc::Entry<Text>::make(GFP_KERNEL, {.name = name});
  auto setting = kernel::sysctl::Int::make(GFP_KERNEL, {.path = "kernel", .name = name}, 0);
  return device.is_err() && device.error() == EINVAL && entry.is_err() && entry.error() == EINVAL &&
         setting.is_err() && setting.error() == EINVAL;
}

TEST(names_that_no_file_has) {
  for (CStr name :
       {CStr(""), CStr("."), CStr(".."), CStr("/"), CStr("a/b"), CStr("/a"), CStr("a/")})
    EXPECT(all_refuse(name));
}

TEST(names_of_files) {
  for (CStr name : {CStr("..."), CStr(".a"), CStr("a b"), CStr("a!b")})
    EXPECT(kernel::detail::is_file_name(name));
}

// File systems have room for 255 bytes.
TEST(long_names) {
  std::array<char, 256> letters;
  letters.fill('a');
  auto longest = CString::from_bytes(std::span(letters).first(255), GFP_KERNEL);
  REQUIRE(longest.is_ok());
  EXPECT(kernel::detail::is_file_name(*longest.value()));
  auto longer = CString::from_bytes(letters, GFP_KERNEL);
  REQUIRE(longer.is_ok());
  EXPECT(all_refuse(*longer.value()));
}

}  // namespace

KTAP_MODULE(file_name_test, names_that_no_file_has, names_of_files, long_names);
