// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Names of files.

#include <kernel/str.hpp>

namespace kernel::detail {

/// Whether a name can be one of a file.
inline bool is_file_name(CStr name) {
  return !name.empty() && name.size() < 256 && !name.find('/') && name != "." && name != "..";
}

}  // namespace kernel::detail
