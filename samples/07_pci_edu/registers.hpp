// SPDX-License-Identifier: GPL-2.0
// The registers of QEMU's edu device, as docs/specs/edu.txt of QEMU tells them.
#pragma once

#include <kernel/io/register.hpp>

namespace edu {

using kernel::io::Access;
using kernel::io::Register;

//! [registers]
// What it is. Only read: to write it would not compile.
struct Identification : Register<0x00, u32, Access::kReadOnly> {
  Field<31, 24> major;
  Field<23, 16> minor;
  Field<15, 0> device;
};

// Returns the complement of what was written: the device is alive.
struct Liveness : Register<0x04, u32> {
  Field<31, 0> value;
};

// A number, and its factorial when the device is done.
struct Factorial : Register<0x08, u32> {
  Field<31, 0> number;
};

struct Status : Register<0x20, u32> {
  Bit<0> computing;
  Bit<7> interrupt;  // when it is done
};
//! [registers]

// Why the device has interrupted.
struct InterruptStatus : Register<0x24, u32, Access::kReadOnly> {
  Bit<0> factorial;
  Bit<8> transfer;
};

// The device interrupts until the reasons are written here.
struct InterruptAcknowledge : Register<0x64, u32, Access::kWriteOnly> {
  Bit<0> factorial;
  Bit<8> transfer;
};

// A transfer: from where, to where, how many bytes.
struct Source : Register<0x80, u64> {
  Field<63, 0> address;
};
struct Destination : Register<0x88, u64> {
  Field<63, 0> address;
};
struct Count : Register<0x90, u64> {
  Field<63, 0> bytes;
};
struct Command : Register<0x98, u64> {
  Bit<0> start;
  Bit<1> to_memory;  // from the device to memory, not from memory to the device
  Bit<2> interrupt;  // when it is done
};

// Where the device itself sees its memory.
inline constexpr u64 kMemory = 0x40000;
// The last byte that the registers above take.
inline constexpr size_t kSize = 0xa0;

}  // namespace edu
