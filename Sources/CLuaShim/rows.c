/* Lists of records: the fields of many tables are put on the stack in one protected call. */
#include "shim.h"

typedef struct rows_request {
    const shim_names *names;
    long long from;
    int count;
} rows_request;

static int rows_body(lua_State *L) {
    const rows_request *r = lua_touserdata(L, 1);
    int fields = r->count * r->names->count;
    pay(L, host_of(L), (size_t)fields);
    luaL_checkstack(L, fields + 4, NULL);
    for (int row = 0; row < r->count; row++) {
        if (lua_rawgeti(L, 2, r->from + row) != LUA_TTABLE) {
            luaL_error(L, "[%I]: table expected, got %s", (LUAI_UACINT)(r->from + row), luaL_typename(L, -1));
        }
        int table = lua_gettop(L);
        for (int i = 0; i < r->names->count; i++) {
            lua_pushstring(L, r->names->names[i]);
            lua_rawget(L, table);
        }
        lua_remove(L, table);
    }
    return fields;
}

int shim_push_rows(lua_State *L, int index, const shim_names *names, long long from, int count, int *first) {
    int fields = count * names->count;
    if (!entry_has_room(L, fields + 8)) { return entry_fail(L, LUA_ERRMEM); }
    rows_request request = {names, from, count};
    *first = lua_gettop(L) + 1;
    lua_pushcfunction(L, rows_body);
    lua_pushlightuserdata(L, &request);
    lua_pushvalue(L, index);
    int status = lua_pcall(L, 2, fields, 0);
    return status == LUA_OK ? SHIM_OK : entry_fail(L, status);
}

long long shim_length(lua_State *L, int index) { return (long long)lua_rawlen(L, index); }
