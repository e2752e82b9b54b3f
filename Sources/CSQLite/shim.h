#include <sqlite3.h>
#include <stdint.h>
#include <sys/statfs.h>

// Swift cannot call functions with `...`.

/// Leaves the write-ahead log as it is when a connection closes: commands are short, and each would write it back.
static inline int stet_sqlite3_keep_log(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// Takes away what a file that somebody else wrote could do to the program that reads it.
static inline int stet_sqlite3_defend(sqlite3 *database) {
  int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (result != SQLITE_OK) return result;
  return sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

/// What kind of file system a path is on, as statfs(2) has it; 0 where it does not say. Swift's Glibc has no statfs.
static inline uint32_t stet_file_system(const char *path) {
  struct statfs facts;
  return statfs(path, &facts) == 0 ? (uint32_t)facts.f_type : 0;
}
