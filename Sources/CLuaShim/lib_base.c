/* The basic functions: those that could catch a stop, show an address, run bytecode or reach a private metatable are
 * replaced; the rest are Lua's own. */
#include "shim.h"

// MARK: Protected calls

/* Steps of a protected call and of a handler: each can be made to call itself until C's stack ends. */
enum { PROTECTION = 8 };

/* Lua's own message on top does not tell which limit there was no room in. */
static void name_memory_limit(lua_State *L, shim_host *h, int status) {
    if (status != LUA_ERRMEM) { return; }
    lua_pop(L, 1);
    memory_push_error(L, h);
}

/* A stop passes; a memory error names its limit. A thread that can be left is left for good by a yield: with every error
 * that is caught Lua looks at all frames that remain, and a script may have nested protected calls below many thousands. */
static int after_call(lua_State *L, int status, lua_KContext skipped) {
    shim_host *h = host_of(L);
    if (h->stopped && lua_isyieldable(L)) { return lua_yield(L, 0); }
    rethrow_stop(L, h);
    if (status == LUA_OK || status == LUA_YIELD) { return lua_gettop(L) - (int)skipped; }
    name_memory_limit(L, h, status);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int base_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    pay(L, host_of(L), PROTECTION);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, after_call);
    return after_call(L, status, 0);
}

/* A script's message handler never sees a stop. */
int base_handler(lua_State *L) {
    rethrow_stop(L, host_of(L));
    pay(L, host_of(L), PROTECTION);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int base_xpcall(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    pay(L, host_of(L), PROTECTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, base_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, after_call);
    return after_call(L, status, 2);
}

// MARK: load

enum { PIECE_SLOT = 5 };

static const char *read_piece(lua_State *L, void *slices, size_t *count) {
    text_slices *s = slices;
    if (s->left) { return compile_slice(L, s, count); }
    luaL_checkstack(L, 2, "too many nested functions");
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        *count = 0;
        return NULL;
    }
    if (!lua_isstring(L, -1)) { luaL_error(L, "reader function must return a string"); }
    lua_replace(L, PIECE_SLOT);
    const char *piece = lua_tolstring(L, PIECE_SLOT, count);
    pay(L, host_of(L), 1);
    *s = compile_slices(piece, *count, true);
    return compile_slice(L, s, count);
}

/* In a compartment the upvalue is its number, and its name begins the chunk's. */
int base_load(lua_State *L) {
    int compartment = (int)lua_tointeger(L, lua_upvalueindex(1));
    shim_host *h = host_of(L);
    bool own = !lua_isnone(L, 4);
    const char *mode = luaL_optstring(L, 3, "bt");
    int status;
    if (!strchr(mode, 't')) {
        lua_pushnil(L);
        lua_pushfstring(L, "attempt to load a text chunk (mode is '%s')", mode);
        return 2;
    }
    if (lua_isstring(L, 1)) {
        size_t count;
        const char *text = lua_tolstring(L, 1, &count), *name = luaL_optstring(L, 2, compartment ? "" : text);
        if (compartment) { name = compartment_push_chunk_name(L, compartment, name); }
        status = compile_text(L, text, count, name, true);
    } else {
        const char *name = luaL_optstring(L, 2, "=(load)");
        luaL_checktype(L, 1, LUA_TFUNCTION);
        if (compartment) {
            name = compartment_push_chunk_name(L, compartment, name);
            lua_replace(L, 2);
        }
        lua_settop(L, PIECE_SLOT);
        text_slices slices = {0};
        status = lua_load(L, read_piece, &slices, name, "t");
    }
    rethrow_stop(L, h);
    name_memory_limit(L, h, status);
    if (status != LUA_OK) {
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    if (own) { lua_pushvalue(L, 4); } else { environment_push(L, false, compartment); }
    if (!lua_setupvalue(L, -2, 1)) { lua_pop(L, 1); }
    return 1;
}

// MARK: Text

/* Pushes the text of a value; addresses never show. */
const char *base_text(lua_State *L, int index, size_t *count) {
    index = lua_absindex(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) { luaL_error(L, "'__tostring' must return a string"); }
        return lua_tolstring(L, -1, count);
    }
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    default: {
        int name = luaL_getmetafield(L, index, "__name");
        if (name == LUA_TSTRING) { break; }
        if (name != LUA_TNIL) { lua_pop(L, 1); }
        lua_pushstring(L, luaL_typename(L, index));
    }
    }
    return lua_tolstring(L, -1, count);
}

int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    base_text(L, 1, NULL);
    return 1;
}

static int base_print(lua_State *L) {
    shim_host *h = host_of(L);
    int count = lua_gettop(L);
    luaL_checkstack(L, 2 * count + 4, "too many arguments");
    for (int i = 1; i <= count; i++) {
        if (i > 1) { lua_pushliteral(L, "\t"); }
        base_text(L, i, NULL);
    }
    lua_pushliteral(L, "\n");
    lua_concat(L, lua_gettop(L) - count);
    size_t size;
    const char *line = lua_tolstring(L, -1, &size);
    pay(L, h, size / 64);
    if (size > h->limits.output - h->printed) { budget_stop(L, h, SHIM_OUTPUT); }
    h->printed += size;
    h->callbacks.output(h->callbacks.context, line, size);
    return 0;
}

static lua_CFunction original_tonumber;

static int base_tonumber(lua_State *L) {
    if (lua_type(L, 1) == LUA_TSTRING) { pay(L, host_of(L), lua_rawlen(L, 1) / 16); }
    return original_tonumber(L);
}

// MARK: Tables

static int base_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    environment_rawset_guard(L, 1, 2);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static int base_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    while (lua_next(L, 1)) {
        if (!lua_islightuserdata(L, -2)) { return 2; }
        lua_pop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

enum { PAIRS_TABLE = 1, PAIRS_KEYS, PAIRS_BORDER, PAIRS_POSITION };

/* The keys beside 1..n are listed when the traversal reaches them; entries may be changed and removed on the way. */
static int pairs_step(lua_State *L) {
    lua_Integer border = lua_tointeger(L, lua_upvalueindex(PAIRS_BORDER));
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(PAIRS_POSITION));
    lua_settop(L, 0);
    for (;;) {
        pay(L, host_of(L), 1);
        if (position++ < border) {
            lua_pushinteger(L, position);
        } else if (lua_rawgeti(L, lua_upvalueindex(PAIRS_KEYS), position - border) == LUA_TNIL) {
            return 1;
        }
        lua_pushvalue(L, 1);
        if (lua_rawget(L, lua_upvalueindex(PAIRS_TABLE)) != LUA_TNIL) { break; }
        lua_settop(L, 0);
    }
    lua_pushinteger(L, position);
    lua_replace(L, lua_upvalueindex(PAIRS_POSITION));
    return 2;
}

static int pairs_of_metamethod(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 3;
}

static int base_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, pairs_of_metamethod);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer border = (lua_Integer)lua_rawlen(L, 1);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    order_push_keys(L, 1, border);
    lua_pushinteger(L, border);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_step, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int base_collectgarbage(lua_State *L) {
    if (strcmp(luaL_optstring(L, 1, "collect"), "count")) {
        return luaL_argerror(L, 1, "only 'count' is available");
    }
    lua_pushnumber(L, (lua_Number)host_of(L)->used / 1024);
    return 1;
}

const library_entry base_entries[] = {
    {"assert", NULL, NULL},
    {"collectgarbage", base_collectgarbage, NULL},
    {"error", NULL, NULL},
    {"getmetatable", metatables_get, NULL},
    {"ipairs", NULL, NULL},
    {"load", base_load, NULL},
    {"next", base_next, NULL},
    {"pairs", base_pairs, NULL},
    {"pcall", base_pcall, NULL},
    {"print", base_print, NULL},
    {"rawequal", NULL, NULL},
    {"rawget", NULL, NULL},
    {"rawlen", NULL, NULL},
    {"rawset", base_rawset, NULL},
    {"require", modules_require, NULL},
    {"select", NULL, NULL},
    {"setmetatable", metatables_set, NULL},
    {"tonumber", base_tonumber, &original_tonumber},
    {"tostring", base_tostring, NULL},
    {"type", NULL, NULL},
    {"xpcall", base_xpcall, NULL},
    {NULL, NULL, NULL},
};
