# SPDX-License-Identifier: GPL-2.0
# report: control flow
# report: panic
# needs: CONFIG_CFI_CLANG
insmod call_of_other_type.ko
