// SPDX-License-Identifier: GPL-2.0
// Which chip it is: what the first registers of a card say.
#pragma once

#include <kernel/io/register.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>

namespace nova {

using kernel::io::Access;
using kernel::io::Register;

//! [registers]
// On all cards, whatever their age.
struct Boot0 : Register<0x0, u32, Access::kReadOnly> {
  Field<28, 24> architecture_low;
  Field<23, 20> implementation;
  Bit<8> architecture_high;
  Field<7, 4> major_revision;
  Field<3, 0> minor_revision;
};

// On cards since 2009 (Fermi): older ones answer with anything.
struct Boot42 : Register<0xa00, u32, Access::kReadOnly> {
  Field<29, 24> architecture;
  Field<23, 20> implementation;
  Field<19, 16> major_revision;
  Field<15, 12> minor_revision;
};

// How far the card's own firmware is, and whether one may look.
struct FirmwareVisible : Register<0x118128, u32, Access::kReadOnly> {
  Bit<0> yes;
};
struct FirmwareProgress : Register<0x118234, u32, Access::kReadOnly> {
  static constexpr unsigned kDone = 0xff;
  Field<7, 0> step;
};
//! [registers]

struct Chipset {
  u16 number;  // architecture and implementation
  kernel::CStr name;
};

//! [chipsets]
inline constexpr Chipset kChipsets[] = {
    {0x162, "TU102"}, {0x164, "TU104"}, {0x166, "TU106"}, {0x167, "TU117"}, {0x168, "TU116"},
    {0x170, "GA100"}, {0x172, "GA102"}, {0x173, "GA103"}, {0x174, "GA104"}, {0x176, "GA106"},
    {0x177, "GA107"}, {0x180, "GH100"}, {0x192, "AD102"}, {0x193, "AD103"}, {0x194, "AD104"},
    {0x196, "AD106"}, {0x197, "AD107"}, {0x1a0, "GB100"}, {0x1a2, "GB102"}, {0x1b2, "GB202"},
    {0x1b3, "GB203"}, {0x1b5, "GB205"}, {0x1b6, "GB206"}, {0x1b7, "GB207"},
};

// Whether the register tells of a chip that has a Boot42.
constexpr bool is_older_than_fermi(const Boot0& boot) {
  return !boot.architecture_high && boot.architecture_low < 0xc;
}

// Turing is the first, Blackwell the last.
constexpr bool is_known_architecture(u32 architecture) {
  return architecture >= 0x16 && architecture <= 0x1b;
}

// The chip, EINVAL for an unknown architecture, ENODEV for an unknown chip of a known one.
constexpr kernel::Result<Chipset> chipset(const Boot42& boot) {
  u32 architecture = boot.architecture;
  u32 number = architecture << 4 | boot.implementation;
  for (const Chipset& one : kChipsets)
    if (one.number == number) return one;
  if (!is_known_architecture(architecture)) return kernel::EINVAL;
  return kernel::ENODEV;
}
//! [chipsets]

// Turing, Ampere and Ada tell how far their own firmware is; later ones have other ways.
constexpr bool shows_its_firmware(const Chipset& chip) {
  unsigned architecture = chip.number >> 4;
  return architecture == 0x16 || architecture == 0x17 || architecture == 0x19;
}

}  // namespace nova
