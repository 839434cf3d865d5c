/* From the host to Lua: every entry is one protected call, and allocation failure is one of its answers. */
#include "shim.h"

#include <stdio.h>

/* Without room on the stack the error takes one of the slots that Lua keeps in reserve. */
bool entry_has_room(lua_State *L, int slots) {
    if (lua_checkstack(L, slots)) { return true; }
    memory_push_error(L, host_of(L));
    return false;
}

/* The error of what fails is on top. */
int entry_protect(lua_State *L, lua_CFunction body, void *request) {
    if (!entry_has_room(L, 8)) { return LUA_ERRMEM; }
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, request);
    return lua_pcall(L, 1, 0, 0);
}

// MARK: Failures

static bool is_memory_error(lua_State *L, int index) {
    bool is = false;
    char *const keys[] = {&KEY_MEMORY, &KEY_ALLOCATION};
    for (int i = 0; i < 2; i++) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, keys[i]);
        is = is || (lua_type(L, -1) == LUA_TSTRING && lua_rawequal(L, index - 1, -1));
        lua_pop(L, 1);
    }
    return is;
}

static int put_top(lua_State *L) {
    values_put(L, host_of(L), 1, 1);
    return 0;
}

/* Writes the error on top to the outbox and pops it. Cannot raise. */
static int describe(lua_State *L, shim_host *h, int status) {
    if (h->stopped) {
        lua_pop(L, 1);
        return SHIM_STOPPED;
    }
    int answer = status == LUA_ERRMEM || is_memory_error(L, -1) ? SHIM_MEMORY
        : status == LUA_ERRSYNTAX                               ? SHIM_SYNTAX
                                                                : SHIM_FAILED;
    int kind = lua_type(L, -1);
    if (answer == SHIM_MEMORY) {
        lua_pop(L, 1);
        memory_push_error(L, h);
    }
    lua_pushcfunction(L, put_top);
    lua_insert(L, -2);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        lua_pop(L, 1);
        values_drop(h, &h->outbox);
        shim_put_word(&h->outbox, SHIM_LIST, 1);
        char text[64];
        int count = snprintf(text, sizeof text, "(error object is a %s value)", lua_typename(L, kind));
        shim_put_string(&h->outbox, text, (size_t)count);
    }
    return answer;
}

/* What failed before any code of the script ran has no traceback. */
int entry_fail(lua_State *L, int status) {
    shim_host *h = host_of(L);
    trace_clear(h);
    return describe(L, h, status);
}

// MARK: Requests

void entry_keep_function(lua_State *L, int *reference) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_FUNCTIONS);
    lua_insert(L, -2);
    *reference = luaL_ref(L, -2);
}

typedef struct read_request {
    int index, count;
} read_request;

static int read_body(lua_State *L) {
    values_put(L, host_of(L), 2, lua_gettop(L) - 1);
    return 0;
}

int shim_read(lua_State *L, int index, int count) {
    if (!entry_has_room(L, count + 8)) { return entry_fail(L, LUA_ERRMEM); }
    int top = lua_gettop(L);
    lua_pushcfunction(L, read_body);
    lua_pushnil(L);
    for (int i = 0; i < count; i++) {
        if (index + i <= top) { lua_pushvalue(L, index + i); } else { lua_pushnil(L); }
    }
    int status = lua_pcall(L, count + 1, 0, 0);
    return status == LUA_OK ? SHIM_OK : entry_fail(L, status);
}

static int reference_body(lua_State *L) {
    int *reference = lua_touserdata(L, 1);
    lua_settop(L, 2);
    entry_keep_function(L, reference);
    return 0;
}

int shim_reference(lua_State *L, int index, int *reference) {
    if (!entry_has_room(L, 8)) { return entry_fail(L, LUA_ERRMEM); }
    lua_pushcfunction(L, reference_body);
    lua_pushlightuserdata(L, reference);
    lua_pushvalue(L, index);
    int status = lua_pcall(L, 2, 0, 0);
    return status == LUA_OK ? SHIM_OK : entry_fail(L, status);
}

static int release_body(lua_State *L) {
    int *reference = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_FUNCTIONS);
    luaL_unref(L, -1, *reference);
    return 0;
}

void shim_release(shim_host *h, int reference) {
    if (entry_protect(h->main, release_body, &reference) != LUA_OK) { lua_pop(h->main, 1); }
}

// MARK: Running

typedef struct run_request {
    lua_State *thread;
    int status;
    bool maywait;
} run_request;

/* The thread is anchored in the registry under its own address. */
static lua_State *take_thread(lua_State *L, shim_host *h) {
    lua_State *thread = h->spare;
    h->spare = NULL;
    if (thread) { return thread; }
    thread = lua_newthread(L);
    thread_mark(thread, THREAD_ROOT);
    lua_rawsetp(L, LUA_REGISTRYINDEX, thread);
    return thread;
}

static void drop_thread(lua_State *L, lua_State *thread) {
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, thread); /* the key exists: nothing is allocated */
}

static void finish(lua_State *L, shim_host *h, run_request *run, int results) {
    if (h->stopped && run->status <= LUA_YIELD) { /* a host function kept the stop to itself, or the thread was left */
        lua_settop(run->thread, 0);
        lua_pushnil(run->thread);
        run->status = LUA_ERRRUN;
    }
    if (run->status == LUA_OK) {
        luaL_checkstack(L, results + 4, "too many results");
        lua_xmove(run->thread, L, results);
        if (h->spare) { drop_thread(L, run->thread); } else { h->spare = run->thread; }
        run->thread = NULL;
        values_put(L, h, lua_gettop(L) - results + 1, results);
        return;
    }
    trace_begin(L, h, run->thread);
    luaL_checkstack(L, 4, NULL);
    lua_xmove(run->thread, L, 1);
    trace_keep(L);
    drop_thread(L, run->thread);
    run->thread = NULL;
    run->status = describe(L, h, run->status);
}

static void resume(lua_State *L, shim_host *h, run_request *run, int arguments) {
    resumption entry = {.from = L, .outer = h->resumption, .entry = true, .maywait = run->maywait};
    lua_State *before = h->running;
    int results = 0;
    h->resumption = &entry;
    h->running = run->thread;
    budget_fit(run->thread, h);
    int status = lua_resume(run->thread, L, arguments, &results);
    h->running = before;
    h->resumption = entry.outer;
    h->waiting = false;
    run->status = status;
    if (status == LUA_YIELD && !h->stopped) {
        run->status = SHIM_WAITING;
    } else {
        finish(L, h, run, results);
    }
}

static int start_body(lua_State *L) {
    run_request *run = lua_touserdata(L, 1);
    shim_host *h = host_of(L);
    run->thread = take_thread(L, h);
    int count = values_push(L, h);
    if (!lua_checkstack(run->thread, count + 1)) { return luaL_error(L, "too many arguments"); }
    lua_xmove(L, run->thread, count);
    resume(L, h, run, count - 1);
    return 0;
}

static int continue_body(lua_State *L) {
    run_request *run = lua_touserdata(L, 1);
    resume(L, host_of(L), run, 0);
    return 0;
}

/* A stop that came while the thread waited, or before it began. */
static int stopped(shim_host *h, run_request *request) {
    h->stopped = h->stopped ? h->stopped : gate_interrupt(h);
    if (!h->stopped) { return SHIM_OK; }
    if (request->thread) {
        trace_waiting(h, request->thread);
        shim_abandon(h, request->thread);
        request->thread = NULL;
    } else {
        trace_clear(h);
    }
    return SHIM_STOPPED;
}

typedef struct protected_call {
    lua_CFunction body;
    run_request *request;
} protected_call;

static int run_protected(lua_State *L, void *call) {
    protected_call *c = call;
    return entry_protect(L, c->body, c->request);
}

static int run(lua_State *L, shim_host *h, lua_CFunction body, run_request *request) {
    if (stopped(h, request)) { return SHIM_STOPPED; }
    if (!h->entered) { trace_clear(h); }
    protected_call call = {body, request};
    int status = budget_run(L, h, run_protected, &call);
    if (h->entered && h->stopped) { budget_arm(L); } /* whatever the host function makes of it */
    if (status == LUA_OK) { return request->status; }
    if (request->thread) { shim_abandon(h, request->thread); }
    request->thread = NULL;
    return entry_fail(L, status);
}

/* What runs inside a call belongs to it. A stop of one call ends with it; a budget is the state's. */
static int run_call(lua_State *L, shim_host *h, const shim_call *call, lua_CFunction body, run_request *request) {
    if (h->entered) { return run(L, h, body, request); }
    h->call = call;
    int answer = run(L, h, body, request);
    h->call = NULL;
    h->ended = h->stopped;
    if (h->stopped == SHIM_CANCELLED || h->stopped == SHIM_WALL) { h->stopped = SHIM_RUNNING; }
    return answer;
}

int shim_start(lua_State *from, const shim_call *call, bool maywait, lua_State **thread) {
    run_request request = {.maywait = maywait};
    int answer = run_call(from, host_of(from), call, start_body, &request);
    *thread = request.thread;
    return answer;
}

int shim_continue(shim_host *h, const shim_call *call, lua_State **thread, bool raise) {
    run_request request = {.thread = *thread, .maywait = true};
    h->raising = raise;
    int answer = run_call(h->main, h, call, continue_body, &request);
    *thread = request.thread;
    return answer;
}

void shim_abandon(shim_host *h, lua_State *thread) {
    if (thread == h->spare) { h->spare = NULL; }
    drop_thread(h->main, thread);
}
