// SPDX-License-Identifier: GPL-2.0
// Loading and unloading modules: the system calls themselves, tried once.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace modules {

/// Loads a file with these parameters; returns an errno, or 0.
inline int load(const char* file, const std::string& parameters) {
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  int error = syscall(SYS_finit_module, fd, parameters.c_str(), 0) ? errno : 0;
  close(fd);
  return error;
}

/// Unloads a module; returns an errno, or 0.
inline int unload(const char* name) {
  return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

/// The name of the module in a file.
inline std::string name_of(const char* file) {
  const char* slash = std::strrchr(file, '/');
  std::string name = slash ? slash + 1 : file;
  if (size_t dot = name.find('.'); dot != std::string::npos) name.resize(dot);
  for (char& letter : name) {
    if (letter == '-') letter = '_';
  }
  return name;
}

/// The words of a command line, one blank between two.
inline std::string joined(char** first) {
  std::string text;
  for (; *first; ++first) text += (text.empty() ? "" : " ") + std::string(*first);
  return text;
}

/// The name of an errno.
inline const char* name_of_error(int error) {
  const char* name = error ? strerrorname_np(error) : "success";
  return name ? name : "an unknown error";
}

}  // namespace modules
