// SPDX-License-Identifier: GPL-2.0
// An Error lies between -4095 and -1, which its private member promises.
// misuse: Memory of programs: a number of a program becomes an object that promises something
// rust: compile error: not `FromBytes` (E0277)
// expect: error: no matching function for call to .*read
// expect: PlainData<T>

#include <kernel/uaccess.hpp>

struct Failure {
  u32 channel;
  kernel::Error error;
};
struct Message {
  u32 channel;
  s32 error;
};

[[maybe_unused]] static kernel::Result<int> example(kernel::UserSliceReader& reader) {
#ifdef FAIL
  auto failure = TRY(reader.read<Failure>());
  return failure.error.to_errno();
#else
  auto message = TRY(reader.read<Message>());
  return kernel::Error::from_errno(message.error).to_errno();
#endif
}
