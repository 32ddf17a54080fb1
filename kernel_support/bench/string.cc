// SPDX-License-Identifier: GPL-2.0
// Text: formatted, copied, read.

#include <kernel/str/cstring.hpp>
#include <kernel/str/parse_int.hpp>

#include "bench.h"

using kernel::CStr;
using kernel::CString;
using kernel::GFP_KERNEL;
using kernel::Result;

static CStr hidden(CStr text) {
  const char* pointer = text.as_raw();
  bench_hide(pointer);
  return CStr::from_raw(pointer);
}

Result<void> string_format() {
  int index = 7;
  bench_hide(index);
  CString name = TRY(CString::from_fmt(FMT("queue{}", index), GFP_KERNEL));
  bench_use(name.as_raw());
  return {};
}

Result<void> string_format_text() {
  int bad = 3;
  unsigned long first = 0x1f00;
  bench_hide(bad);
  bench_hide(first);
  CStr disk = hidden("sda");
  CString name = TRY(CString::from_fmt(
      FMT("{} blocks of {} are bad, first {:#x}: {}", bad, disk, first, kernel::EIO), GFP_KERNEL));
  bench_use(name.as_raw());
  return {};
}

Result<void> string_copy() {
  CString name = TRY(CString::make(hidden("a string to be copied"), GFP_KERNEL));
  bench_use(name.as_raw());
  return {};
}

Result<void> string_buffer() {
  int bus = 3;
  int device = 12;
  bench_hide(bus);
  bench_hide(device);
  kernel::fmt::Buffer<32> name;
  TRY(name.write(FMT("{}-{}", bus, device)));
  bench_use(name.str().as_raw());
  return {};
}

Result<void> string_buffer_append() {
  int bus = 3;
  int device = 12;
  bench_hide(bus);
  bench_hide(device);
  CStr text = hidden("port");
  kernel::fmt::Buffer<64> name;
  TRY(name.write(FMT("{}-{}", bus, device)));
  TRY(name.write(FMT(".{}", text)));
  bench_use(name.str().as_raw());
  return {};
}

static constinit char page[4096] = {};

Result<void> string_span() {
  size_t room = sizeof(page);
  int value = 42;
  bench_hide(room);
  bench_hide(value);
  size_t size = TRY(kernel::fmt::format_to({page, room}, FMT("{}\n", value)));
  bench_use(size);
  return {};
}

Result<void> string_parse() {
  int value = TRY(kernel::parse<int>(hidden("12345"), 10));
  bench_use(value);
  return {};
}

Result<void> string_parse_any() {
  unsigned long value = TRY(kernel::parse<unsigned long>(hidden("0x1f")));
  bench_use(value);
  return {};
}

Result<void> string_parse_err() {
  int value = TRY(kernel::parse<int>(hidden("12x"), 10));
  bench_use(value);
  return {};
}

Result<void> string_prefix() {
  if (hidden("queue7").starts_with("queue")) return kernel::Error::from_errno(-1);
  return {};
}

Result<void> string_compare() {
  if (hidden("queue7") == hidden("queue8")) return kernel::Error::from_errno(-1);
  return {};
}

Result<void> string_loop() {
  unsigned sum = 0;
  for (char letter : hidden("a string")) sum += static_cast<unsigned>(letter);
  bench_use(sum);
  return {};
}

Result<void> string_find() {
  auto found = hidden("/dev/sda").find('d');
  if (!found) return kernel::ENOENT;
  bench_use(*found);
  return {};
}
