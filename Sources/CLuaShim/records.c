/* Records: tables whose names are known. Lua's own code makes and reads them: with the names as its constants it is faster
 * than C can be. A state compiles it when it first needs it, and knows it by the number of the names. */
#include "shim.h"

/* Where the registry has both, behind the numbers that Lua takes itself. The first are in its array part, where nothing is
 * hashed. */
enum { FIRST_KEY = 4, LAST_ARRAY_KEY = 32 };

static int maker_key(const shim_names *names) { return FIRST_KEY + 2 * names->number; }
static int reader_key(const shim_names *names) { return FIRST_KEY + 2 * names->number + 1; }

void records_open(lua_State *L) {
    for (int key = FIRST_KEY; key <= LAST_ARRAY_KEY; key++) {
        lua_pushboolean(L, false);
        lua_rawseti(L, LUA_REGISTRYINDEX, key);
    }
}

static void add_quoted(lua_State *L, luaL_Buffer *text, const char *name) {
    lua_pushcfunction(L, original_format);
    lua_pushliteral(L, "%q");
    lua_pushstring(L, name);
    lua_call(L, 2, 1);
    luaL_addvalue(text);
}

/* `return function(_0, _1) return {["id"] = _0, ["title"] = _1} end` */
static void add_maker(lua_State *L, luaL_Buffer *text, const shim_names *names) {
    luaL_addstring(text, "return function(");
    for (int i = 0; i < names->count; i++) {
        lua_pushfstring(L, i ? ", _%d" : "_%d", i);
        luaL_addvalue(text);
    }
    luaL_addstring(text, ") return {");
    for (int i = 0; i < names->count; i++) {
        luaL_addstring(text, "[");
        add_quoted(L, text, names->names[i]);
        lua_pushfstring(L, "] = _%d,", i);
        luaL_addvalue(text);
    }
    luaL_addstring(text, "} end");
}

/* `return function(_) return _["id"], _["title"] end` */
static void add_reader(lua_State *L, luaL_Buffer *text, const shim_names *names) {
    luaL_addstring(text, "return function(_) return ");
    for (int i = 0; i < names->count; i++) {
        luaL_addstring(text, i ? ", _[" : "_[");
        add_quoted(L, text, names->names[i]);
        luaL_addstring(text, "]");
    }
    luaL_addstring(text, " end");
}

/* Makes and pushes the function of a text. */
static void push_code(
    lua_State *L, int key, void (*add)(lua_State *L, luaL_Buffer *text, const shim_names *names),
    const shim_names *names) {
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    add(L, &buffer, names);
    luaL_pushresult(&buffer);
    size_t count;
    const char *text = lua_tolstring(L, -1, &count);
    if (luaL_loadbufferx(L, text, count, "=record", "t") != LUA_OK) { lua_error(L); }
    lua_call(L, 0, 1);
    lua_remove(L, -2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, key);
}

void records_push_maker(lua_State *L, const shim_names *names) {
    if (lua_rawgeti(L, LUA_REGISTRYINDEX, maker_key(names)) == LUA_TFUNCTION) { return; }
    lua_pop(L, 1);
    push_code(L, maker_key(names), add_maker, names);
}

/* One name after the other, as they are, whatever the table's metatable says. */
static int fields_body(lua_State *L) {
    const shim_names *names = lua_touserdata(L, 1);
    luaL_checkstack(L, names->count + 4, NULL);
    if (lua_rawgeti(L, LUA_REGISTRYINDEX, reader_key(names)) != LUA_TFUNCTION) {
        push_code(L, reader_key(names), add_reader, names);
    }
    lua_settop(L, 2);
    for (int i = 0; i < names->count; i++) {
        lua_pushstring(L, names->names[i]);
        lua_rawget(L, 2);
    }
    return names->count;
}

int shim_push_fields(lua_State *L, int index, const shim_names *names, int *first) {
    if (!entry_has_room(L, names->count + 8)) { return entry_fail(L, LUA_ERRMEM); }
    int top = lua_gettop(L);
    *first = top + 1;
    bool ready = !lua_getmetatable(L, index)
        && lua_rawgeti(L, LUA_REGISTRYINDEX, reader_key(names)) == LUA_TFUNCTION;
    if (!ready) {
        lua_settop(L, top);
        lua_pushcfunction(L, fields_body);
        lua_pushlightuserdata(L, (void *)names);
    }
    lua_pushvalue(L, index);
    int status = lua_pcall(L, ready ? 1 : 2, names->count, 0);
    return status == LUA_OK ? SHIM_OK : entry_fail(L, status);
}

void shim_drop(lua_State *L, int count) { lua_pop(L, count); }
