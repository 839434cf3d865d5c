/* The allocator: a total, a bound on single blocks, small blocks that are used again, allocations that fail on demand. */
#include "shim.h"

#include <stdlib.h>

/* Lua's table of short strings starts with 128 buckets; a script fills it with many small strings, so the bound on single
 * blocks, which is there for tables that hash badly, must not apply to it: every new string would run a full collection. */
enum { FIRST_STRING_TABLE = 128 * sizeof(void *) };

/* What is kept of small blocks, in bytes: nothing where the sanitizer is to see every use of a block that was freed. */
#if __has_feature(address_sanitizer)
enum { KEPT_ROOM = 0 };
#else
enum { KEPT_ROOM = 256 * 1024 };
#endif

/* `exempt`: the bound on single blocks does not apply. Sizes are below 2^63, so sums of two are exact. */
static inline bool refuses(shim_host *h, size_t held, size_t wanted, bool exempt) {
    if (h->unlimited) { return false; }
    if (h->limits.allocations == 0) {
        if (h->limits.one) { h->limits.allocations = -1; }
        return true;
    }
    if (h->limits.allocations > 0) { h->limits.allocations--; }
    h->single = !exempt && wanted > h->limits.allocation;
    return h->single || h->used - held + wanted > h->limits.memory;
}

static inline void *count(shim_host *h, size_t held, size_t wanted, void *block) {
    h->used += wanted - held;
    if (h->used > h->peak) { h->peak = h->used; }
    return block;
}

// MARK: Small blocks

/* A collection frees small blocks by the hundred, and a script soon asks for as many: the state keeps them, in lists of one
 * size each. Sizes are rounded up to what malloc gives anyway. */
static inline size_t list_of(size_t size) { return (size + 7) / 16; }
static inline size_t rounded(size_t size) { return size > MOST_KEPT ? size : list_of(size) * 16 + 8; }

struct kept_block {
    kept_block *next;
};

static inline void *obtain(shim_host *h, size_t wanted) {
    if (wanted <= MOST_KEPT && h->kept[list_of(wanted)]) {
        kept_block *block = h->kept[list_of(wanted)];
        h->kept[list_of(wanted)] = block->next;
        h->room += rounded(wanted);
        return block;
    }
    return malloc(rounded(wanted));
}

__attribute__((noinline)) static void *release(shim_host *h, void *block, size_t held) {
    h->used -= held;
    if (held <= MOST_KEPT && block && h->room >= rounded(held)) {
        kept_block *kept = block;
        kept->next = h->kept[list_of(held)];
        h->kept[list_of(held)] = kept;
        h->room -= rounded(held);
    } else {
        free(block);
    }
    return NULL;
}

void memory_open(shim_host *h) { h->room = KEPT_ROOM; }

/* From now on nothing is kept. */
void memory_close(shim_host *h) {
    h->room = 0;
    for (size_t i = 0; i < sizeof h->kept / sizeof *h->kept; i++) {
        for (kept_block *block = h->kept[i], *next; block; block = next) {
            next = block->next;
            free(block);
        }
        h->kept[i] = NULL;
    }
}

// MARK: Lua's requests

__attribute__((noinline)) static void *allocate(shim_host *h, size_t wanted, bool exempt) {
    if (refuses(h, 0, wanted, exempt)) { return NULL; }
    void *block = obtain(h, wanted);
    return block ? count(h, 0, wanted, block) : NULL;
}

__attribute__((noinline)) static void *resize(shim_host *h, void *block, size_t held, size_t wanted, bool exempt) {
    if (wanted > held && refuses(h, held, wanted, exempt)) { return NULL; }
    void *moved = realloc(block, rounded(wanted));
    if (moved) { return count(h, held, wanted, moved); }
    return wanted > held ? NULL : count(h, held, wanted, block); /* Lua relies on shrinking */
}

/* Each way is a function of its own, so that none pays for another's registers. */
void *memory_allocate(void *host, void *block, size_t held, size_t wanted) {
    shim_host *h = host;
    if (!wanted) { return release(h, block, block ? held : 0); }
    if (block && block != h->stringtable) { return resize(h, block, held, wanted, false); }
    if (!block && h->stringtable) { return allocate(h, wanted, held == LUA_TSTRING); } /* of a new one Lua tells the kind */
    void *made = resize(h, block, block ? held : 0, wanted, true);
    if (made && (block || wanted == FIRST_STRING_TABLE)) { h->stringtable = made; }
    return made;
}

/* A text under construction. */
void *memory_allocate_text(shim_host *h, void *block, size_t held, size_t wanted) {
    return wanted ? resize(h, block, held, wanted, true) : release(h, block, held);
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
