/* What the bridge is measured against: the same functions, written by hand against Lua's C API. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A state with Lua's own libraries and the hand-written functions.
typedef struct reference reference;

/// `memory`: bytes that the state may hold at once, counted by the simplest allocator that does it; 0: no limit.
reference *_Nullable reference_open(size_t memory);
void reference_close(reference *state);

/// Compiles a text and answers its number, or -1 when it is not Lua.
int reference_load(reference *state, const char *text);
/// Calls it with `count`; the error's text, or `NULL`.
const char *_Nullable reference_run(reference *state, int chunk, long count);

/// Opens a state with Lua's libraries and closes it.
void reference_open_and_close(void);

/// The calling thread's time on a processor, in nanoseconds.
int64_t reference_thread_time(void);

/// That of all threads of the process.
int64_t reference_process_time(void);

/// Blocks that the calling thread has asked of malloc since it began; -1 where they cannot be counted.
int64_t reference_allocations(void);

#pragma clang assume_nonnull end
#endif
