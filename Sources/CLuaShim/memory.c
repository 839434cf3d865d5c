/* The allocator: a total, a bound on single blocks, and allocations that fail on demand. */
#include "shim.h"

#include <stdlib.h>

/* Lua's table of short strings starts with 128 buckets; a script fills it with many small strings, so the bound on single
 * blocks, which is there for tables that hash badly, must not apply to it: every new string would run a full collection. */
enum { FIRST_STRING_TABLE = 128 * sizeof(void *) };

static inline bool refuses(shim_host *h, size_t held, size_t wanted, bool exempt) {
    if (h->unlimited) { return false; }
    if (h->limits.allocations == 0) {
        if (h->limits.one) { h->limits.allocations = -1; }
        return true;
    }
    if (h->limits.allocations > 0) { h->limits.allocations--; }
    h->single = !exempt && wanted > h->limits.allocation;
    return h->single || h->used > h->limits.memory || wanted - held > h->limits.memory - h->used;
}

/* `exempt`: the bound on single blocks does not apply. */
static inline void *resize(shim_host *h, void *block, size_t held, size_t wanted, bool exempt) {
    if (wanted == 0) {
        h->used -= held;
        free(block);
        return NULL;
    }
    if (wanted > held && refuses(h, held, wanted, exempt)) { return NULL; }
    void *moved = realloc(block, wanted);
    if (!moved) {
        if (wanted > held) { return NULL; }
        moved = block; /* Lua relies on shrinking */
    }
    h->used += wanted - held;
    if (h->used > h->peak) { h->peak = h->used; }
    return moved;
}

void *memory_allocate(void *host, void *block, size_t held, size_t wanted) {
    shim_host *h = host;
    bool string = !block && held == LUA_TSTRING; /* for a new block Lua tells its kind instead of a size */
    bool table = block ? block == h->stringtable : !h->stringtable && held == 0 && wanted == FIRST_STRING_TABLE;
    void *moved = resize(h, block, block ? held : 0, wanted, string || table);
    if (table && moved) { h->stringtable = moved; }
    return moved;
}

/* A text under construction. */
void *memory_allocate_text(shim_host *h, void *block, size_t held, size_t wanted) {
    return resize(h, block, held, wanted, true);
}

/* The messages that name the limits are made while there is memory. */
void memory_name_limits(lua_State *L, shim_host *h) {
    lua_pushfstring(L, "not enough memory: the limit is %I bytes", (LUAI_UACINT)h->limits.memory);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_MEMORY);
    lua_pushfstring(
        L, "not enough memory: the limit for one table or buffer is %I bytes", (LUAI_UACINT)h->limits.allocation);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_ALLOCATION);
}

static int rename_body(lua_State *L) {
    memory_name_limits(L, host_of(L));
    return 0;
}

/* New limits may have no room left: their names do not count. */
void memory_rename_limits(shim_host *h) {
    lua_pushcfunction(h->main, rename_body);
    h->unlimited = true;
    if (lua_pcall(h->main, 0, 0, 0) != LUA_OK) { lua_pop(h->main, 1); }
    h->unlimited = false;
}

void memory_push_error(lua_State *L, shim_host *h) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, h->single ? &KEY_ALLOCATION : &KEY_MEMORY);
}
