/* The allocator: a total, a bound on single blocks, small blocks that are used again, allocations that fail on demand. */
#include "shim.h"

#include <stdlib.h>
#include <string.h>

/* Lua's table of short strings starts with 128 buckets; a script fills it with many small strings, so the bound on single
 * blocks, which is there for tables that hash badly, must not apply to it: every new string would run a full collection. */
enum { FIRST_STRING_TABLE = 128 * sizeof(void *) };

/* In bytes: what is kept of small blocks, and the slab that the first ones are cut from. Nothing of either where the
 * sanitizer is to see every use of a block that was freed. */
#if __has_feature(address_sanitizer)
enum { KEPT_ROOM = 0, SLAB = 0 };
#else
enum { KEPT_ROOM = 256 * 1024, SLAB = 48 * 1024 };
#endif

/* Whether a finaliser is under way: then Lua's collector, and nothing else, refuses to be asked. One that fails for want of
 * memory is not called again, and its object would stay. They are the bridge's own, and need a frame. */
__attribute__((noinline)) static bool finalises(const shim_host *h) {
    return h->main && lua_gc(h->main, LUA_GCISRUNNING) < 0;
}

/* `exempt`: the bound on single blocks does not apply. Sizes are below 2^63, so sums of two are exact. */
static inline bool refuses(shim_host *h, size_t held, size_t wanted, bool exempt) {
    if (h->unlimited) { return false; }
    if (h->limits.allocations == 0) {
        if (h->limits.one) { h->limits.allocations = -1; }
        return !finalises(h);
    }
    if (h->limits.allocations > 0) { h->limits.allocations--; }
    bool single = !exempt && wanted > h->limits.allocation;
    if (!single && h->used - held + wanted <= h->limits.memory) { return h->single = false; }
    if (finalises(h)) { return false; }
    h->single = single;
    return true;
}

static inline void *count(shim_host *h, size_t held, size_t wanted, void *block) {
    h->used += wanted - held;
    if (h->used > h->peak) { h->peak = h->used; }
    return block;
}

// MARK: Small blocks

/* A collection frees small blocks by the hundred, and a script soon asks for as many: the state keeps them, in lists of one
 * size each. Sizes are rounded up to what malloc gives anyway.
 *
 * The libraries and the prelude are a thousand small blocks, which are cut from a slab: malloc would take a quarter of the
 * time that a state needs to open and close. What was cut stays the state's. */
static inline size_t list_of(size_t size) { return (size + 7) / 16; }
static inline size_t rounded(size_t size) { return size > MOST_KEPT ? size : list_of(size) * 16 + 8; }
static inline bool is_cut(const shim_host *h, const void *block) { return (uintptr_t)block - (uintptr_t)h->slab < SLAB; }

struct kept_block {
    kept_block *next;
};

static inline void *obtain(shim_host *h, size_t wanted) {
    size_t size = rounded(wanted);
    if (wanted > MOST_KEPT) { return malloc(size); }
    kept_block *block = h->kept[list_of(wanted)];
    if (block) {
        h->kept[list_of(wanted)] = block->next;
        h->room += (ptrdiff_t)size;
        return block;
    }
    if (h->cut + size > SLAB) { return malloc(size); }
    h->cut += size;
    return h->slab + h->cut - size;
}

static inline void give_back(shim_host *h, void *block, size_t held) {
    ptrdiff_t size = (ptrdiff_t)rounded(held);
    if (is_cut(h, block) || (held <= MOST_KEPT && block && h->room >= size)) {
        kept_block *kept = block;
        kept->next = h->kept[list_of(held)];
        h->kept[list_of(held)] = kept;
        h->room -= size;
    } else {
        free(block);
    }
}

static void *move(shim_host *h, void *block, size_t held, size_t wanted) {
    if (!is_cut(h, block)) { return realloc(block, rounded(wanted)); }
    if (rounded(held) == rounded(wanted)) { return block; }
    void *moved = obtain(h, wanted);
    if (!moved) { return NULL; }
    memcpy(moved, block, held < wanted ? held : wanted);
    give_back(h, block, held);
    return moved;
}

shim_host *memory_make(void) {
    shim_host *h = aligned_alloc(64, (sizeof(shim_host) + SLAB + 63) / 64 * 64);
    if (h) { *h = (shim_host){.room = KEPT_ROOM + SLAB}; }
    return h;
}

/* From now on nothing is kept but what was cut. */
void memory_close(shim_host *h) {
    h->room = 0;
    for (size_t i = 0; i < sizeof h->kept / sizeof *h->kept; i++) {
        for (kept_block *block = h->kept[i], *next; block; block = next) {
            next = block->next;
            if (!is_cut(h, block)) { free(block); }
        }
        h->kept[i] = NULL;
    }
}

// MARK: Lua's requests

__attribute__((noinline)) static void *release(shim_host *h, void *block, size_t held) {
    h->used -= held;
    give_back(h, block, held);
    return NULL;
}

__attribute__((noinline)) static void *allocate(shim_host *h, size_t wanted, bool exempt) {
    if (refuses(h, 0, wanted, exempt)) { return NULL; }
    void *block = obtain(h, wanted);
    return block ? count(h, 0, wanted, block) : NULL;
}

__attribute__((noinline)) static void *resize(shim_host *h, void *block, size_t held, size_t wanted, bool exempt) {
    if (wanted > held && refuses(h, held, wanted, exempt)) { return NULL; }
    void *moved = move(h, block, held, wanted);
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
