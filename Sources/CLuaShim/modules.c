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

static void push_cache(lua_State *L, const module_kind *kind, int compartment) {
    if (compartment == SHIM_SCRIPT) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, kind->cache);
    } else {
        compartment_push(
            L, compartment, kind->number == SHIM_REQUIRED_MODULE ? COMPARTMENT_LOADED : COMPARTMENT_NAMES);
    }
}

static void push_loading(lua_State *L, const module_kind *kind, int compartment) {
    if (compartment != SHIM_SCRIPT) {
        compartment_push(L, compartment, COMPARTMENT_LOADING);
        return;
    }
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, kind->loading) == LUA_TTABLE) { return; }
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, kind->loading);
}

/* A module that is being loaded is marked with the thread of the host's call. When that was stopped in the middle, the
 * thread is gone from the registry and the mark means nothing. */
static void check_not_loading(lua_State *L, const module_kind *kind, int compartment) {
    int top = lua_gettop(L);
    push_loading(L, kind, compartment);
    lua_pushvalue(L, NAME);
    lua_rawget(L, -2);
    lua_State *loader = lua_tothread(L, -1);
    if (loader && lua_rawgetp(L, LUA_REGISTRYINDEX, loader) != LUA_TNIL) {
        const char *problem = loader == thread_root(L, host_of(L)) ? "requires itself" : "is being loaded by another call";
        luaL_error(L, "%s '%s' %s", kind->describe, lua_tostring(L, NAME), problem);
    }
    lua_settop(L, top);
}

static void mark_loading(lua_State *L, const module_kind *kind, int compartment, bool loading) {
    push_loading(L, kind, compartment);
    lua_pushvalue(L, NAME);
    if (loading) { thread_push_root(L, host_of(L)); } else { lua_pushnil(L); }
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Keeps the value on top under the module's name. */
static void keep(lua_State *L, int cache) {
    lua_pushvalue(L, NAME);
    lua_pushvalue(L, -2);
    lua_rawset(L, cache);
}

/* What goes on when the module has run: its kind, and the compartment that it belongs to. */
enum { KINDS = sizeof kinds / sizeof *kinds };
static lua_KContext context_of(const module_kind *kind, int compartment) {
    return (lua_KContext)compartment * KINDS + kind->number;
}

/* Stack: name, the asker's cache, tracer, then the module's result or error. */
static int module_ran(lua_State *L, int status, lua_KContext context) {
    const module_kind *kind = &kinds[context % KINDS];
    int owner = (int)(context / KINDS);
    mark_loading(L, kind, owner, false);
    if (status != LUA_OK && status != LUA_YIELD) {
        trace_keep(L);
        return lua_error(L);
    }
    if (lua_isnil(L, -1)) { lua_pushboolean(L, 1); }
    keep(L, CACHE);
    push_cache(L, kind, owner);
    lua_insert(L, -2);
    keep(L, lua_gettop(L) - 1);
    return 1;
}

/* The traceback of an error that leaves a module is taken where the error is. */
static int trace_error(lua_State *L) {
    trace_begin(L, host_of(L), L);
    return 1;
}

/* The source is at `source`: its name, its text, whether it is trusted, its compartment. Pushes the compiled chunk in its
 * place. */
static void compile(lua_State *L, shim_host *h, int source, int owner) {
    size_t count;
    const char *name = lua_tostring(L, source), *text = lua_tolstring(L, source + 1, &count);
    bool trusted = lua_toboolean(L, source + 2);
    if (owner != SHIM_SCRIPT) { name = compartment_push_chunk_name(L, owner, name); }
    int status = compile_text(L, text, count, name, !trusted);
    if (status != LUA_OK) {
        rethrow_stop(L, h);
        if (status == LUA_ERRSYNTAX) {
            size_t reach = compile_reach(L, text, count, name, !trusted);
            rethrow_stop(L, h);
            h->callbacks.malformed(L, h->callbacks.context, name, text, count, reach, lua_tostring(L, -1));
            values_push(L, h);
        }
        lua_error(L);
    }
    environment_push(L, trusted, owner);
    lua_setupvalue(L, -2, 1);
    lua_replace(L, source);
    lua_settop(L, source);
}

/* The name is the only value on the stack. */
static int load_module(lua_State *L, const module_kind *kind, int asker) {
    shim_host *h = host_of(L);
    size_t count;
    const char *name = lua_tolstring(L, NAME, &count);
    push_cache(L, kind, asker);
    lua_pushvalue(L, NAME);
    if (lua_rawget(L, CACHE) != LUA_TNIL) { return 1; }
    lua_settop(L, CACHE);
    check_not_loading(L, kind, asker);
    lua_pushcfunction(L, trace_error);
    int answer = h->callbacks.module(L, h->callbacks.context, kind->number, asker, name, count);
    if (answer < 0) { return call_finish(L, answer); }
    if (answer == 0) { return luaL_error(L, "%s '%s' not found", kind->describe, name); }
    values_push(L, h);
    int owner = (int)lua_tointeger(L, TRACER + 4);
    if (owner != asker) {
        push_cache(L, kind, owner);
        lua_pushvalue(L, NAME);
        if (lua_rawget(L, -2) != LUA_TNIL) {
            keep(L, CACHE);
            return 1;
        }
        lua_pop(L, 2);
        check_not_loading(L, kind, owner);
    }
    compile(L, h, TRACER + 1, owner);
    mark_loading(L, kind, owner, true);
    lua_pushvalue(L, NAME);
    lua_KContext context = context_of(kind, owner);
    int status = lua_pcallk(L, 1, 1, TRACER, context, module_ran);
    return module_ran(L, status, context);
}

static int entered(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    return lua_gettop(L);
}

static int enter(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, entered);
    return lua_gettop(L);
}

/* `entry(f)`: f as a trusted module gives it to scripts. A call at the end of a script's function puts a function of Lua's
 * in its place on the stack, and an error no longer finds the script's line; one of C's leaves it where it is. */
int modules_entry(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    lua_pushcclosure(L, enter, 1);
    return 1;
}

/* In a compartment the upvalue is its number. */
int modules_require(lua_State *L) {
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_tostring(L, 1);
    return load_module(L, &kinds[SHIM_REQUIRED_MODULE], (int)lua_tointeger(L, lua_upvalueindex(1)));
}

/* Called with a table and the name at 2. */
int modules_load_prelude(lua_State *L, bool visible, int compartment) {
    lua_settop(L, 2);
    lua_remove(L, 1);
    return load_module(L, &kinds[visible ? SHIM_PRELUDE_MODULE : SHIM_TRUSTED_MODULE], compartment);
}
