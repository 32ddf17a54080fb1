# SPDX-License-Identifier: GPL-2.0
# What loading says when it fails.
insmod asks_phrase.ko
insmod phrase.ko
insmod asks_phrase.ko colour=red
insmod asks_phrase.ko
rmmod phrase
rmmod asks_phrase
rmmod phrase
