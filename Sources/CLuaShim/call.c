/* From Lua to Swift: the trampoline under every bound function, and what happens when Swift's frame is gone. */
#include "shim.h"

/* Swift has left its answer in the inbox: results, or the error to raise. */
static int deliver(lua_State *L, shim_host *h, bool raise) {
    int count = values_push(L, h);
    return raise ? lua_error(L) : count;
}

static int wait_finished(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    shim_host *h = host_of(L);
    thread_unmark(L, THREAD_WAITS);
    return deliver(L, h, h->raising);
}

static int wait(lua_State *L, shim_host *h) {
    if (!thread_may_wait(L, h)) {
        h->callbacks.forget(h->callbacks.context);
        luaL_where(L, 1);
        lua_pushliteral(L, "the host cannot wait inside ");
        thread_push_obstacle(L, h);
        lua_concat(L, 3);
        return lua_error(L);
    }
    thread_mark(L, THREAD_WAITS);
    h->waiting = true;
    return lua_yieldk(L, 0, 0, wait_finished);
}

int call_finish(lua_State *L, int answer) {
    shim_host *h = host_of(L);
    rethrow_stop(L, h);
    return answer == SHIM_WAIT ? wait(L, h) : deliver(L, h, answer == SHIM_RAISE);
}

int call_trampoline(lua_State *L) {
    return call_binding(L, lua_touserdata(L, lua_upvalueindex(1)));
}

const unsigned char *shim_bytes(lua_State *L, int index, size_t *count) {
    return lua_type(L, index) == LUA_TSTRING ? (const unsigned char *)lua_tolstring(L, index, count) : NULL;
}
