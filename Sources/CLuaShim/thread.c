/* Threads: resuming them, and which wait may leave them. */
#include "shim.h"

/* `lua_resume` cannot raise here: the messages that it would have to allocate outside any protection are interned when the
 * state is made (state.c). */
int thread_resume(lua_State *L, shim_host *h, lua_State *thread, int arguments, int *results) {
    resumption here = {.from = L, .outer = h->resumption};
    lua_State *before = h->running;
    h->resumption = &here;
    h->running = thread;
    budget_fit(thread, h);
    int status = lua_resume(thread, L, arguments, results);
    h->running = before;
    h->resumption = here.outer;
    budget_arm_if_stopping(L, h);
    return status;
}

/* The thread that the host entered. */
lua_State *thread_root(lua_State *L, shim_host *h) {
    for (resumption *r = h->resumption; r && !r->entry; r = r->outer) { L = r->from; }
    return L;
}

void thread_push_root(lua_State *L, shim_host *h) {
    lua_State *root = thread_root(L, h);
    lua_pushthread(root);
    if (root != L) { lua_xmove(root, L, 1); }
}

typedef struct obstacle {
    lua_State *thread; ///< the one that cannot be suspended
    bool entry;        ///< nothing of the script's is in the way: the host called at once
} obstacle;

/* A wait has to pass through every coroutine up to the host, and the host has to be ready for it. */
static obstacle find_obstacle(lua_State *L, shim_host *h) {
    lua_State *thread = L;
    for (resumption *r = h->resumption; r; r = r->outer) {
        if (!lua_isyieldable(thread)) { return (obstacle){thread, false}; }
        if (r->entry) { return r->maywait ? (obstacle){NULL, false} : (obstacle){thread, true}; }
        thread = r->from;
    }
    return (obstacle){thread, true};
}

bool thread_may_wait(lua_State *L, shim_host *h) { return !find_obstacle(L, h).thread; }

static bool passes_waits(const char *name) {
    static const char *const names[] = {"pcall", "xpcall", "require", "pairs", "resume", "wrap"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(name, names[i])) { return true; }
    }
    return false;
}

/* Pushes the name of the construct that cannot be suspended: the innermost library function that is on the way. */
void thread_push_obstacle(lua_State *L, shim_host *h) {
    obstacle o = find_obstacle(L, h);
    if (o.entry) {
        lua_pushliteral(L, "a synchronous call of the host");
        return;
    }
    lua_Debug frame;
    for (int level = o.thread == L ? 1 : 0; o.thread && lua_getstack(o.thread, level, &frame); level++) {
        pay(L, h, 1 + (size_t)level / 8); /* Lua looks for a level from the top */
        lua_getinfo(o.thread, "f", &frame);
        if (o.thread != L) { lua_xmove(o.thread, L, 1); }
        lua_CFunction function = lua_tocfunction(L, -1);
        lua_pop(L, 1);
        const char *library = NULL, *name = function ? libraries_name_of(function, &library) : NULL;
        if (!name || passes_waits(name)) { continue; }
        if (library) { lua_pushfstring(L, "%s.%s", library, name); } else { lua_pushstring(L, name); }
        return;
    }
    lua_pushliteral(L, "a function in C");
}
