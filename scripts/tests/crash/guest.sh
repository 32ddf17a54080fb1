insmod crash.ko
