// SPDX-License-Identifier: GPL-2.0
#pragma once

/// What the work of the other file writes.
int of_other_file();
