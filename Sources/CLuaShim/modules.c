/* Modules: `require`, and names of the prelude whose module is compiled when a script first reads them. The host finds the
 * source; nothing comes from the file system. */
#include "shim.h"

typedef struct module_kind {
    int number;
    const void *cache;    ///< where the value is kept once it is there
    const void *loading;  ///< the names that are being loaded
    const char *describe;
} module_kind;

static char LOADING_PRELUDE, LOADING_REQUIRED;

static const module_kind kinds[] = {
    {SHIM_PRELUDE_MODULE, &KEY_PRELUDE, &LOADING_PRELUDE, "the prelude's module"},
    {SHIM_TRUSTED_MODULE, &KEY_TRUSTED, &LOADING_PRELUDE, "the prelude's module"},
    {SHIM_REQUIRED_MODULE, &KEY_LOADED, &LOADING_REQUIRED, "module"},
};

enum { NAME = 1, CACHE, TRACER };

static void push_loading(lua_State *L, const module_kind *kind) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, kind->loading) == LUA_TTABLE) { return; }
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, kind->loading);
}

static bool is_loading(lua_State *L, const module_kind *kind) {
    push_loading(L, kind);
    lua_pushvalue(L, NAME);
    bool is = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    return is;
}

static void mark_loading(lua_State *L, const module_kind *kind, bool loading) {
    push_loading(L, kind);
    lua_pushvalue(L, NAME);
    if (loading) { lua_pushboolean(L, 1); } else { lua_pushnil(L); }
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Stack: name, cache, tracer, then the module's result or error. */
static int module_ran(lua_State *L, int status, lua_KContext number) {
    mark_loading(L, &kinds[number], false);
    if (status != LUA_OK && status != LUA_YIELD) {
        trace_keep(L);
        return lua_error(L);
    }
    if (lua_isnil(L, -1)) { lua_pushboolean(L, 1); }
    lua_pushvalue(L, NAME);
    lua_pushvalue(L, -2);
    lua_rawset(L, CACHE);
    return 1;
}

/* The traceback of an error that leaves a module is taken where the error is. */
static int trace_error(lua_State *L) {
    trace_begin(L, host_of(L), L);
    return 1;
}

/* The source is a list in the inbox: its name, its text, whether it is trusted. Pushes the compiled chunk. */
static void compile(lua_State *L, shim_host *h) {
    int top = lua_gettop(L);
    values_push(L, h);
    size_t count;
    const char *name = lua_tostring(L, top + 1), *text = lua_tolstring(L, top + 2, &count);
    bool trusted = lua_toboolean(L, top + 3);
    if (!trusted) { pay(L, h, count); }
    if (luaL_loadbufferx(L, text, count, name, "t") != LUA_OK) {
        rethrow_stop(L, h);
        lua_error(L);
    }
    environment_push(L, trusted);
    lua_setupvalue(L, -2, 1);
    lua_replace(L, top + 1);
    lua_settop(L, top + 1);
}

/* The name is the only value on the stack. */
static int load_module(lua_State *L, const module_kind *kind) {
    shim_host *h = host_of(L);
    size_t count;
    const char *name = lua_tolstring(L, NAME, &count);
    lua_rawgetp(L, LUA_REGISTRYINDEX, kind->cache);
    lua_pushvalue(L, NAME);
    if (lua_rawget(L, CACHE) != LUA_TNIL) { return 1; }
    lua_settop(L, CACHE);
    if (is_loading(L, kind)) { return luaL_error(L, "%s '%s' requires itself", kind->describe, name); }
    lua_pushcfunction(L, trace_error);
    int answer = h->callbacks.module(L, h->callbacks.context, kind->number, name, count);
    if (answer < 0) { return call_finish(L, answer); }
    if (answer == 0) { return luaL_error(L, "%s '%s' not found", kind->describe, name); }
    compile(L, h);
    mark_loading(L, kind, true);
    lua_pushvalue(L, NAME);
    int status = lua_pcallk(L, 1, 1, TRACER, kind->number, module_ran);
    return module_ran(L, status, kind->number);
}

int modules_require(lua_State *L) {
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_tostring(L, 1);
    return load_module(L, &kinds[SHIM_REQUIRED_MODULE]);
}

/* Called with a table and the name at 2. */
int modules_load_prelude(lua_State *L, bool visible) {
    lua_settop(L, 2);
    lua_remove(L, 1);
    return load_module(L, &kinds[visible ? SHIM_PRELUDE_MODULE : SHIM_TRUSTED_MODULE]);
}
