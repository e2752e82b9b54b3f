#include "CStart.h"
#include <stdlib.h>
#include <unistd.h>

// What Swift cannot do for itself where there is no /proc, as in a bare chroot:
//
// - The Swift runtime looks for its backtracer beside the program, which it asks /proc for, before
//   `main`; without an answer it ends the process. It does not look where it is told the place.
// - Swift's `CommandLine` reads /proc/self/cmdline, and is empty without it.
//
// The priority puts this before the runtime's own constructors; glibc hands them what `main` gets.

static int count;
static char **words;

__attribute__((constructor(101))) static void start(int argc, char **argv) {
  count = argc;
  words = argv;
  if (access("/proc/self/exe", F_OK) != 0) {
    setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/nonexistent", 1);
  }
}

int stet_word_count(void) { return count; }

const char *stet_word(int index) { return index >= 0 && index < count ? words[index] : NULL; }
