/* Counts the syncs of this process by standing between it and the C library: a function of the program's own comes before
 * one of a shared library, also for SQLite, which is one. */
#include "database.h"
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int64_t syncs;

int64_t database_syncs(void) { return atomic_load(&syncs); }

int fdatasync(int file) {
    atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fdatasync, file);
}

int fsync(int file) {
    atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fsync, file);
}
