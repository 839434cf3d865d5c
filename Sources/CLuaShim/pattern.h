/* Lua's patterns: pattern.c matches, lib_string.c offers. */
#ifndef PATTERN_H
#define PATTERN_H

#include "shim.h"

enum { MOST_CAPTURES = 32, CAPTURE_OPEN = -1, CAPTURE_POSITION = -2, DEEPEST_MATCH = 200 };

typedef struct matcher {
    lua_State *L;
    shim_host *h;
    const char *begin, *end;           ///< the text
    const char *pattern, *pattern_end; ///< without its anchor
    int depth;
    int count;
    struct {
        const char *start;
        ptrdiff_t length;
    } captures[MOST_CAPTURES];
} matcher;

/// Once in a process.
void pattern_prepare(void);
void pattern_begin(matcher *m, lua_State *L, const char *text, size_t count, const char *pattern, size_t pattern_count);
const char *pattern_match(matcher *m, const char *s);
void pattern_push_capture(matcher *m, int index, const char *s, const char *end);
int pattern_push_captures(matcher *m, const char *s, const char *end, bool whole);

#endif
