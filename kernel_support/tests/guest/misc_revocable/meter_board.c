// SPDX-License-Identifier: GPL-2.0
/* Describes a device without anything, to and from which a driver can be attached. */
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_device *meter;

static int __init meter_board_init(void)
{
	meter = platform_device_register_simple("cpp_meter", -1, NULL, 0);
	return PTR_ERR_OR_ZERO(meter);
}
module_init(meter_board_init);

static void __exit meter_board_exit(void)
{
	platform_device_unregister(meter);
}
module_exit(meter_board_exit);

MODULE_DESCRIPTION("Describes a device without anything");
MODULE_LICENSE("GPL");
