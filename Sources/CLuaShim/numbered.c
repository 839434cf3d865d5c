/* Host functions that stay as long as their state: a C function for each, which finds its binding by a number. It costs
 * less than one that finds it through an upvalue (call.c), and Lua keeps nothing for it. There are enough for a prelude;
 * what is beyond them gets an upvalue. */
#include "shim.h"

#define ONE(n) \
    static int numbered_##n(lua_State *L) { return call_binding(L, &host_of(L)->numbered[0x##n]); }
#define SIXTEEN(n) \
    ONE(n##0) ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4) ONE(n##5) ONE(n##6) ONE(n##7) \
    ONE(n##8) ONE(n##9) ONE(n##a) ONE(n##b) ONE(n##c) ONE(n##d) ONE(n##e) ONE(n##f)
#define ALL \
    SIXTEEN(0) SIXTEEN(1) SIXTEEN(2) SIXTEEN(3) SIXTEEN(4) SIXTEEN(5) SIXTEEN(6) SIXTEEN(7)
ALL

#undef ONE
#define ONE(n) numbered_##n,
static const lua_CFunction functions[NUMBERED] = {ALL};

/* Takes over the caller's reference to the context, unless all numbers are taken. */
bool numbered_push(lua_State *L, shim_host *h, shim_function function, void *context) {
    if (h->numbers == NUMBERED) { return false; }
    h->numbered[h->numbers] = (shim_binding){function, context};
    h->objects++;
    lua_pushcfunction(L, functions[h->numbers++]);
    return true;
}

/* When nothing can call them any more. */
void numbered_release(shim_host *h) {
    while (h->numbers) {
        h->callbacks.release(h->numbered[--h->numbers].context);
        h->objects--;
    }
}
