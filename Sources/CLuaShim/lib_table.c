/* Tables: every function pays for each element, so a length that lies costs its budget. */
#include "shim.h"

enum { READ = 1, WRITE = 2, LENGTH = 4 };

static bool has_event(lua_State *L, int metatable, const char *event) {
    lua_pushstring(L, event);
    bool has = lua_rawget(L, metatable) != LUA_TNIL;
    lua_pop(L, 1);
    return has;
}

/* A table, or what behaves like one as far as is needed. */
static void check_table(lua_State *L, int index, int needs) {
    if (lua_type(L, index) == LUA_TTABLE) { return; }
    if (lua_getmetatable(L, index)) {
        int metatable = lua_gettop(L);
        bool enough = (!(needs & READ) || has_event(L, metatable, "__index"))
            && (!(needs & WRITE) || has_event(L, metatable, "__newindex"))
            && (!(needs & LENGTH) || has_event(L, metatable, "__len"));
        lua_pop(L, 1);
        if (enough) { return; }
    }
    luaL_checktype(L, index, LUA_TTABLE);
}

static lua_Integer length_of(lua_State *L, int needs) {
    check_table(L, 1, needs | LENGTH);
    return luaL_len(L, 1);
}

static int table_insert(lua_State *L) {
    shim_host *h = host_of(L);
    lua_Integer end = (lua_Integer)((lua_Unsigned)length_of(L, READ | WRITE) + 1), position = end;
    if (lua_gettop(L) == 3) {
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
        for (lua_Integer i = end; i > position; i--) {
            pay(L, h, 1);
            lua_geti(L, 1, i - 1);
            lua_seti(L, 1, i);
        }
    } else if (lua_gettop(L) != 2) {
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    shim_host *h = host_of(L);
    lua_Integer size = length_of(L, READ | WRITE), position = luaL_optinteger(L, 2, size);
    if (position != size) {
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
    }
    lua_geti(L, 1, position);
    for (; position < size; position++) {
        pay(L, h, 1);
        lua_geti(L, 1, position + 1);
        lua_seti(L, 1, position);
    }
    lua_pushnil(L);
    lua_seti(L, 1, position);
    return 1;
}

static int table_move(lua_State *L) {
    shim_host *h = host_of(L);
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    check_table(L, 1, READ);
    check_table(L, target, WRITE);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
        lua_Integer count = last - first + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        bool forwards = to > last || to <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        for (lua_Integer i = 0; i < count; i++) {
            lua_Integer offset = forwards ? i : count - 1 - i;
            pay(L, h, 1);
            lua_geti(L, 1, first + offset);
            lua_seti(L, target, to + offset);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int table_concat(lua_State *L) {
    shim_host *h = host_of(L);
    lua_Integer last = length_of(L, READ);
    size_t gap;
    const char *between = luaL_optlstring(L, 2, "", &gap);
    lua_Integer i = luaL_optinteger(L, 3, 1);
    last = luaL_optinteger(L, 4, last);
    text_buffer buffer;
    buffer_begin(L, &buffer);
    for (; i <= last; i++) {
        pay(L, h, 1);
        lua_geti(L, 1, i);
        if (!lua_isstring(L, -1)) {
            return luaL_error(
                L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)i);
        }
        buffer_add_top(&buffer);
        if (i == last) { break; } /* the last may be the greatest integer */
        buffer_add(&buffer, between, gap);
    }
    buffer_push(&buffer);
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_Integer i = luaL_optinteger(L, 2, 1), last = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
    if (i > last) { return 0; }
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)i;
    if (count >= INT32_MAX || !lua_checkstack(L, (int)++count)) { return luaL_error(L, "too many results to unpack"); }
    pay(L, host_of(L), (size_t)count);
    for (lua_Unsigned n = 0; n < count; n++) { lua_geti(L, 1, i + (lua_Integer)n); }
    return (int)count;
}

static int table_sort(lua_State *L) {
    lua_Integer count = length_of(L, READ | WRITE);
    if (count < 2) { return 0; }
    luaL_argcheck(L, count < INT32_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) { luaL_checktype(L, 2, LUA_TFUNCTION); }
    lua_settop(L, 2);
    sort_table(L, (lua_Unsigned)count);
    return 0;
}

const library_entry table_entries[] = {
    {"concat", table_concat, NULL},
    {"insert", table_insert, NULL},
    {"move", table_move, NULL},
    {"pack", NULL, NULL},
    {"remove", table_remove, NULL},
    {"sort", table_sort, NULL},
    {"unpack", table_unpack, NULL},
    {NULL, NULL, NULL},
};
