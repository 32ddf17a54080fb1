// SPDX-License-Identifier: GPL-2.0
// add_key CERTIFICATE: tries to add a certificate to each keyring that the kernel asks for the
// signature of a module, and says what comes of it.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

// The number of a keyring, as /proc/keys has it.
static long number_of(const std::string& name) {
  std::ifstream keys("/proc/keys");
  for (std::string line; std::getline(keys, line);) {
    if (line.find(" " + name + ":") != std::string::npos) {
      return std::stol(line.substr(0, line.find(' ')), nullptr, 16);
    }
  }
  return -1;
}

int main(int, char** words) {
  std::ifstream file(words[1], std::ios::binary);
  const std::string certificate((std::istreambuf_iterator<char>(file)), {});
  for (const char* name :
       {".builtin_trusted_keys", ".secondary_trusted_keys", ".machine", ".platform"}) {
    const long key = syscall(SYS_add_key, "asymmetric", "", certificate.data(), certificate.size(),
                             number_of(name));
    std::printf("%s: %s\n", name, key < 0 ? std::strerror(errno) : "added");
  }
}
