// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The configuration registers of PCI devices.

#include <helpers/pci.h>

#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel::pci {

/// The configuration space of a PCI device: 256 bytes, or 4096 (PCI Express), that each device has
/// in the same form, and that are not in memory.
///
///     # #include <kernel/pci/device.hpp>
///     kernel::Result<u8> revision(const kernel::pci::Device<kernel::device::Bound>& device) {
///       kernel::pci::ConfigSpace config = device.config_space();
///       return config.read8(0x08);
///     }
///     # ---
///     # static_cast<void>(&revision);
///
/// It refers to its device, and is a local variable.
///
/// \errors Of all functions: #EINVAL if \p offset is not a multiple of the size, or beyond the end;
/// #ENODEV if the device is not there any more.
/// \context Any, interrupts included; an access takes a microsecond or more.
/// \wraps{linux/pci.h,PCI/pci.html}
class ConfigSpace : NotThreadSafe {
 public:
  /// \cond
  explicit ConfigSpace(::pci_dev* device) : device_(device) {}
  /// \endcond

  /// How many bytes it has.
  size_t size() const { return static_cast<size_t>(cpp_helper_pci_cfg_size(device_)); }

  /// Reads a byte.
  Result<u8> read8(size_t offset) const { return read<u8, bindings::pci_read_config_byte>(offset); }
  /// Reads two bytes.
  Result<u16> read16(size_t offset) const {
    return read<u16, bindings::pci_read_config_word>(offset);
  }
  /// Reads four bytes.
  Result<u32> read32(size_t offset) const {
    return read<u32, bindings::pci_read_config_dword>(offset);
  }
  /// Writes a byte.
  Result<void> write8(u8 value, size_t offset) const {
    return write<u8, bindings::pci_write_config_byte>(value, offset);
  }
  /// Writes two bytes.
  Result<void> write16(u16 value, size_t offset) const {
    return write<u16, bindings::pci_write_config_word>(value, offset);
  }
  /// Writes four bytes.
  Result<void> write32(u32 value, size_t offset) const {
    return write<u32, bindings::pci_write_config_dword>(value, offset);
  }

 private:
  template <typename Word>
  bool has(size_t offset) const {
    return offset % sizeof(Word) == 0 && offset < size();
  }
  template <typename Word, auto* function>
  Result<Word> read(size_t offset) const {
    if (!has<Word>(offset)) return EINVAL;
    Word value = 0;
    TRY(to_result(
        cpp_helper_pcibios_err_to_errno(function(device_, static_cast<int>(offset), &value))));
    return value;
  }
  template <typename Word, auto* function>
  Result<void> write(Word value, size_t offset) const {
    if (!has<Word>(offset)) return EINVAL;
    return to_result(
        cpp_helper_pcibios_err_to_errno(function(device_, static_cast<int>(offset), value)));
  }

  ::pci_dev* device_;
};

}  // namespace kernel::pci
