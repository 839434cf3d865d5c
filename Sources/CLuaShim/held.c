/* What a state holds of Swift's, beside the userdata that stand for it. Lua calls a finaliser once: what one leaves that
 * fails, as it does at the end of C's stack, is released when the state closes. */
#include "shim.h"

#include <stdlib.h>

enum { FIRST_HELD = 16 };

/* A free slot tells the next free one, with its lowest bit set. */
static inline bool is_free(void *slot) { return (uintptr_t)slot & 1; }

/* Makes room for one more, or raises. */
void held_reserve(lua_State *L, shim_host *h) {
    if (h->held.free || h->held.count < h->held.capacity) { return; }
    size_t capacity = h->held.capacity ? 2 * h->held.capacity : FIRST_HELD;
    void **slots = realloc(h->held.slots, capacity * sizeof *slots);
    if (!slots) { luaL_error(L, "not enough memory for an object of the host"); }
    h->held.slots = slots;
    h->held.capacity = capacity;
}

/* Takes over the caller's reference. */
size_t held_take(shim_host *h, void *object) {
    size_t slot = h->held.free ? h->held.free - 1 : h->held.count++;
    if (h->held.free) { h->held.free = (size_t)((uintptr_t)h->held.slots[slot] >> 1); }
    h->held.slots[slot] = object;
    h->objects++;
    return slot;
}

void held_release(shim_host *h, size_t slot) {
    void *object = h->held.slots[slot];
    h->held.slots[slot] = (void *)((uintptr_t)h->held.free << 1 | 1);
    h->held.free = slot + 1;
    h->objects--;
    h->callbacks.release(object);
}

/* When no finaliser comes any more. */
void held_close(shim_host *h) {
    for (size_t slot = 0; slot < h->held.count; slot++) {
        if (!is_free(h->held.slots[slot])) { held_release(h, slot); }
    }
    free(h->held.slots);
}
