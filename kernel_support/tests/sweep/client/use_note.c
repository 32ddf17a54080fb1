// SPDX-License-Identifier: GPL-2.0
/* A client of the module: writes its parameter, reads it again, and says each error. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char note[] = "/sys/module/sweep_client/parameters/note";

int main(void)
{
	char text[64] = "";
	int file = open(note, O_RDWR);

	if (file < 0) {
		perror("open");
		return 1;
	}
	if (write(file, "seen", 4) != 4) {
		perror("write");
		return 1;
	}
	if (pread(file, text, sizeof(text) - 1, 0) < 0) {
		perror("read");
		return 1;
	}
	if (strcmp(text, "seen\n") != 0) {
		printf("wrote seen, read %s\n", text);
		return 2;
	}
	return close(file) == 0 ? 0 : 1;
}
