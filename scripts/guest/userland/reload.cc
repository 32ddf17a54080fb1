// SPDX-License-Identifier: GPL-2.0
// reload TIMES FILE [PARAMETER...]: loads and unloads a module again and again. A module that
// refuses to load must do so each time, with the same error.
#include <cstdlib>

#include "modules.hpp"

int main(int count, char** words) {
  int times = count >= 3 ? std::atoi(words[1]) : 0;
  if (times < 1) {
    std::fprintf(stderr, "usage: reload TIMES FILE [PARAMETER...]\n");
    return 2;
  }
  std::string name = modules::name_of(words[2]), parameters = modules::joined(words + 3);
  int first = 0;
  for (int round = 1; round <= times; ++round) {
    int error = modules::load(words[2], parameters);
    if (round == 1) first = error;
    if (error != first) {
      std::printf("%s: load %d gave %s, the first one %s\n", name.c_str(), round,
                  modules::name_of_error(error), modules::name_of_error(first));
      return 1;
    }
    error = error ? 0 : modules::unload(name.c_str());
    if (error) {
      std::printf("%s: unload %d gave %s\n", name.c_str(), round, modules::name_of_error(error));
      return 1;
    }
  }
  std::printf("%s: %d loads, each gave %s\n", name.c_str(), times, modules::name_of_error(first));
}
