/* Coroutines that let two things through: a wait of the host on its way out, and a stop. */
#include "shim.h"

static lua_State *check_thread(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread, 1, "thread");
    return thread;
}

static const char *status_of(lua_State *L, lua_State *thread) {
    lua_Debug frame;
    if (thread == L) { return "running"; }
    if (thread_is(thread, THREAD_WAITS)) { return "normal"; }
    switch (lua_status(thread)) {
    case LUA_YIELD: return "suspended";
    case LUA_OK:
        if (lua_getstack(thread, 0, &frame)) { return "normal"; }
        return lua_gettop(thread) ? "suspended" : "dead";
    default: return "dead";
    }
}

// MARK: Resuming

/* Where the thread is, and how its error reaches the caller. */
enum { RESUME, WRAP };

static lua_State *resumed_thread(lua_State *L, lua_KContext form) {
    return lua_tothread(L, form == WRAP ? lua_upvalueindex(1) : 1);
}

/* The error is on top of `L`. */
static int pass_error(lua_State *L, lua_State *thread, lua_KContext form) {
    if (form == RESUME) {
        trace_keep(L);
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    int status = lua_status(thread);
    if (status != LUA_OK && status != LUA_YIELD) { lua_resetthread(thread); }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    trace_keep(L);
    return lua_error(L);
}

static int go_on(lua_State *L, int ignored, lua_KContext form);

static int resume(lua_State *L, lua_State *thread, int arguments, lua_KContext form) {
    shim_host *h = host_of(L);
    int results = 0;
    int status = thread_resume(L, h, thread, arguments, &results);
    if (h->stopped && status == LUA_YIELD) { lua_resetthread(thread); }
    rethrow_stop(L, h);
    if (status == LUA_YIELD && h->waiting) {
        thread_mark(L, THREAD_WAITS);
        return lua_yieldk(L, 0, form, go_on);
    }
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 1)) {
            lua_pop(thread, results);
            lua_pushliteral(L, "too many results to resume");
            return pass_error(L, thread, form);
        }
        if (form == RESUME) { lua_pushboolean(L, 1); }
        lua_xmove(thread, L, results);
        return results + (form == RESUME);
    }
    trace_begin(L, h, thread);
    lua_xmove(thread, L, 1);
    return pass_error(L, thread, form);
}

static int go_on(lua_State *L, int ignored, lua_KContext form) {
    (void)ignored;
    thread_unmark(L, THREAD_WAITS);
    return resume(L, resumed_thread(L, form), 0, form);
}

static int start(lua_State *L, lua_State *thread, int arguments, lua_KContext form) {
    const char *status = status_of(L, thread);
    if (strcmp(status, "suspended")) {
        lua_pushfstring(
            L,
            thread_is(thread, THREAD_WAITS) ? "cannot resume a coroutine that waits for the host"
            : *status == 'd'                ? "cannot resume dead coroutine"
                                            : "cannot resume non-suspended coroutine");
        return pass_error(L, thread, form);
    }
    if (!lua_checkstack(thread, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return pass_error(L, thread, form);
    }
    lua_xmove(L, thread, arguments);
    return resume(L, thread, arguments, form);
}

static int coroutine_resume(lua_State *L) {
    lua_State *thread = check_thread(L);
    return start(L, thread, lua_gettop(L) - 1, RESUME);
}

static int call_wrapped(lua_State *L) {
    return start(L, resumed_thread(L, WRAP), lua_gettop(L), WRAP);
}

// MARK: The rest

static int coroutine_create(lua_State *L) {
    shim_host *h = host_of(L);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    budget_charge_thread(L, h);
    lua_State *thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    return 1;
}

static int coroutine_wrap(lua_State *L) {
    coroutine_create(L);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int coroutine_yield(lua_State *L) {
    if (thread_is(L, THREAD_ROOT)) { return luaL_error(L, "attempt to yield from outside a coroutine"); }
    if (!lua_isyieldable(L)) {
        luaL_where(L, 1);
        lua_pushliteral(L, "attempt to yield across ");
        thread_push_obstacle(L, host_of(L));
        lua_concat(L, 3);
        return lua_error(L);
    }
    return lua_yield(L, lua_gettop(L));
}

static int coroutine_status(lua_State *L) {
    lua_pushstring(L, status_of(L, check_thread(L)));
    return 1;
}

static int coroutine_running(lua_State *L) {
    lua_pushthread(L);
    lua_pushboolean(L, thread_is(L, THREAD_ROOT));
    return 2;
}

static int coroutine_isyieldable(lua_State *L) {
    lua_State *thread = lua_isnone(L, 1) ? L : check_thread(L);
    lua_pushboolean(L, !thread_is(thread, THREAD_ROOT) && lua_isyieldable(thread));
    return 1;
}

static int coroutine_close(lua_State *L) {
    lua_State *thread = check_thread(L);
    const char *status = status_of(L, thread);
    if (*status != 's' && *status != 'd') { return luaL_error(L, "cannot close a %s coroutine", status); }
    int closed = lua_resetthread(thread);
    lua_pushboolean(L, closed == LUA_OK);
    if (closed == LUA_OK) { return 1; }
    lua_xmove(thread, L, 1);
    if (lua_islightuserdata(L, -1)) { /* a stop of another call: not for scripts to see */
        lua_pop(L, 1);
        lua_pushliteral(L, "the coroutine was stopped");
    }
    return 2;
}

const library_entry coroutine_entries[] = {
    {"close", coroutine_close, NULL},
    {"create", coroutine_create, NULL},
    {"isyieldable", coroutine_isyieldable, NULL},
    {"resume", coroutine_resume, NULL},
    {"running", coroutine_running, NULL},
    {"status", coroutine_status, NULL},
    {"wrap", coroutine_wrap, NULL},
    {"yield", coroutine_yield, NULL},
    {NULL, NULL, NULL},
};
