// SPDX-License-Identifier: GPL-2.0
#include <kernel/error.hpp>
#include <kernel/ktap.hpp>

using kernel::Error;

TEST(from_errno_keeps_every_errno) {
  for (int number = 1; number <= 4095; ++number)
    EXPECT_EQ(Error::from_errno(-number).to_errno(), -number);
}

TEST(from_errno_turns_what_is_no_errno_into_einval) {
  EXPECT_EQ(Error::from_errno(0), kernel::EINVAL);
  EXPECT_EQ(Error::from_errno(1), kernel::EINVAL);
  EXPECT_EQ(Error::from_errno(4096), kernel::EINVAL);
  EXPECT_EQ(Error::from_errno(-4096), kernel::EINVAL);
  EXPECT_EQ(Error::from_errno(-2147483647 - 1), kernel::EINVAL);
  EXPECT_EQ(Error::from_errno(2147483647), kernel::EINVAL);
}

TEST(names_have_the_numbers_of_user_space) {
  EXPECT_EQ(kernel::EPERM.to_errno(), -1);
  EXPECT_EQ(kernel::ENOMEM.to_errno(), -12);
  EXPECT_EQ(kernel::EWOULDBLOCK, kernel::EAGAIN);
  EXPECT_EQ(kernel::ERESTARTSYS.to_errno(), -512);
  EXPECT_EQ(kernel::EPROBE_DEFER.to_errno(), -517);
}

TEST(differ_if_their_numbers_do) {
  EXPECT(kernel::EIO == kernel::EIO);
  EXPECT(kernel::EIO != kernel::ENXIO);
}

TEST(to_ptr_is_the_number_as_an_address) {
  EXPECT_EQ(reinterpret_cast<long>(kernel::ENOMEM.to_ptr()), -12L);
  EXPECT_EQ(reinterpret_cast<long>(Error::from_errno(-4095).to_ptr<int>()), -4095L);
}

KTAP_MODULE(error_test, from_errno_keeps_every_errno, from_errno_turns_what_is_no_errno_into_einval,
            names_have_the_numbers_of_user_space, differ_if_their_numbers_do,
            to_ptr_is_the_number_as_an_address);
