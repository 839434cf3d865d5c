/* Where a script was: written with what can neither raise nor allocate in Lua, so it works with the memory full. */
#include "shim.h"

#include <stdio.h>

enum { HEAD = 12, TAIL = 10, MOST_BYTES = 16 * 1024, MOST_LEVELS = 250 };

static void write_text(shim_batch *batch, const char *text) {
    size_t count = strlen(text);
    unsigned char *at = shim_batch_extend(batch, count);
    if (at) { memcpy(at, text, count); }
}

static void write_frame(shim_batch *batch, const lua_Debug *frame) {
    char line[LUA_IDSIZE + 128];
    const char *file = *frame->what == 'C' ? "[host]" : frame->short_src;
    if (frame->currentline > 0) {
        snprintf(line, sizeof line, "\n\t%s:%d: in ", file, frame->currentline);
    } else {
        snprintf(line, sizeof line, "\n\t%s: in ", file);
    }
    write_text(batch, line);
    if (frame->name) {
        snprintf(line, sizeof line, "%s '%.80s'", *frame->namewhat ? frame->namewhat : "function", frame->name);
    } else if (*frame->what == 'm') {
        snprintf(line, sizeof line, "main chunk");
    } else if (*frame->what == 'C') {
        snprintf(line, sizeof line, "a function of the host");
    } else {
        snprintf(line, sizeof line, "function <%s:%d>", file, frame->linedefined);
    }
    write_text(batch, line);
    if (frame->istailcall) { write_text(batch, "\n\t(...tail calls...)"); }
}

static int stack_depth(lua_State *L) {
    lua_Debug frame;
    int low = 0, high = 1;
    while (lua_getstack(L, high, &frame)) {
        low = high;
        high *= 2;
    }
    while (low < high) {
        int middle = (low + high) / 2;
        if (lua_getstack(L, middle, &frame)) { low = middle + 1; } else { high = middle; }
    }
    return low;
}

static void write_stack(shim_batch *batch, lua_State *L) {
    int depth = stack_depth(L);
    for (int level = 0; level < depth; level++) {
        lua_Debug frame;
        if (level == HEAD && depth > HEAD + TAIL) {
            char line[64];
            snprintf(line, sizeof line, "\n\t...\t(%d levels left out)", depth - HEAD - TAIL);
            write_text(batch, line);
            level = depth - TAIL;
        }
        if (!lua_getstack(L, level, &frame)) { return; }
        lua_getinfo(L, "Slnt", &frame);
        write_frame(batch, &frame);
    }
}

/* Lua looks for a level from the top, so this must not go on for ever. */
static size_t write_where(lua_State *L, char *text, size_t capacity, bool scripts) {
    lua_Debug frame;
    for (int level = 0; level < MOST_LEVELS && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline <= 0 || (scripts && *frame.source != '@')) { continue; }
        int count = snprintf(text, capacity, "%s:%d", frame.short_src, frame.currentline);
        return count < 0 ? 0 : (size_t)count < capacity ? (size_t)count : capacity - 1;
    }
    *text = 0;
    return 0;
}

void trace_clear(shim_host *h) {
    h->trace.count = 0;
    h->trace.failed = false;
    *h->where = 0;
}

static void write_thread(shim_host *h, lua_State *L, const char *title) {
    if (h->trace.count < MOST_BYTES) {
        write_text(&h->trace, title);
        write_stack(&h->trace, L);
    }
    if (!*h->where && !write_where(L, h->where, sizeof h->where, true)) {
        write_where(L, h->where, sizeof h->where, false);
    }
}

/* Starts the traceback of a failed thread, after that of a coroutine inside it when the same error came from there: the
 * thread is the one that it was handed to. The error is on top of the failed thread. */
void trace_begin(lua_State *L, shim_host *h, lua_State *failed) {
    bool same = false;
    if (h->trace.count && failed == h->handed) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_TRACED);
        lua_pushvalue(failed, -1);
        if (failed != L) { lua_xmove(failed, L, 1); }
        same = h->stopped || lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
    }
    if (!same) { trace_clear(h); }
    h->handed = L;
    write_thread(h, failed, same ? "\n\t(called from)" : "stack traceback:");
}

void trace_waiting(shim_host *h, lua_State *thread) {
    trace_clear(h);
    write_thread(h, thread, "stack traceback:");
}

/* Remembers which error the traceback belongs to: the value on top of `L`. */
void trace_keep(lua_State *L) {
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_TRACED);
}

const char *shim_failed_at(shim_host *h) { return h->where; }

const char *shim_traceback(shim_host *h, size_t *count) {
    *count = h->trace.failed ? 0 : h->trace.count;
    return (const char *)h->trace.bytes;
}

size_t shim_where(lua_State *L, char *text, size_t capacity) {
    shim_host *h = host_of(L);
    size_t count = write_where(L, text, capacity, true);
    for (resumption *r = h->resumption; !count && r && !r->entry; r = r->outer) {
        count = write_where(r->from, text, capacity, true);
    }
    return count ? count : write_where(L, text, capacity, false);
}
