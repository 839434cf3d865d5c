/* Threads: resuming them, and which wait may leave them. */
#include "shim.h"

/* `lua_resume` cannot raise here: the messages that it would have to allocate outside any protection are interned when the
 * state is made (state.c). */
int thread_resume(lua_State *L, shim_host *h, lua_State *thread, int arguments, int *results) {
    resumption here = {.from = L, .outer = h->resumption};
    lua_State *before = h->running;
    h->resumption = &here;
    h->running = thread;
    int status = lua_resume(thread, L, arguments, results);
    h->running = before;
    h->resumption = here.outer;
    budget_arm_if_stopping(L, h);
    return status;
}

/* A wait has to pass through every coroutine up to the host, and the host has to be ready for it. */
static lua_State *blocked_thread(lua_State *L, shim_host *h) {
    lua_State *thread = L;
    for (resumption *r = h->resumption; r; r = r->outer) {
        if (!lua_isyieldable(thread)) { return thread; }
        if (r->entry) { return r->maywait ? NULL : r->from; }
        thread = r->from;
    }
    return thread;
}

bool thread_may_wait(lua_State *L, shim_host *h) { return !blocked_thread(L, h); }

static bool passes_waits(lua_CFunction function) {
    const char *library, *name = libraries_name_of(function, &library);
    static const char *const names[] = {"pcall", "xpcall", "require", "pairs", "resume", "wrap"};
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (!strcmp(name, names[i])) { return true; }
    }
    return false;
}

/* Pushes the name of the construct that cannot be suspended: the innermost C function that is none of ours. */
void thread_push_obstacle(lua_State *L, shim_host *h) {
    lua_State *thread = blocked_thread(L, h);
    bool inside = thread == L;
    lua_Debug frame;
    for (int level = inside ? 1 : 0; thread && lua_getstack(thread, level, &frame); level++) {
        lua_getinfo(thread, "Sn", &frame);
        if (*frame.what != 'C') { continue; }
        lua_getinfo(thread, "f", &frame);
        lua_xmove(thread, L, 1);
        lua_CFunction function = lua_tocfunction(L, -1);
        lua_pop(L, 1);
        const char *library = NULL, *name = function ? libraries_name_of(function, &library) : NULL;
        if (function == call_trampoline || numbered_is(function) || (name && passes_waits(function))) { continue; }
        if (name && library) {
            lua_pushfstring(L, "%s.%s", library, name);
        } else {
            lua_pushstring(L, name ? name : frame.name ? frame.name : "a function in C");
        }
        return;
    }
    lua_pushliteral(L, "a synchronous call of the host");
}
