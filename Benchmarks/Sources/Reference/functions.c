/* The functions that scripts call, as somebody who knows Lua's C API would write them. */
#include "functions.h"

#include <stdlib.h>
#include <string.h>

// MARK: Scalars and strings

static int successor(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + 1);
    return 1;
}

static int mean(lua_State *L) {
    lua_pushnumber(L, (luaL_checknumber(L, 1) + luaL_checknumber(L, 2)) / 2);
    return 1;
}

static int length(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

static int title(lua_State *L) {
    lua_pushlstring(L, "Azure Reserved VM Instance", 26);
    return 1;
}

// MARK: An object with a field and a method

typedef struct product {
    lua_Integer price;
} product;

static int product_total(lua_State *L) {
    product *p = luaL_checkudata(L, 1, "product");
    lua_pushinteger(L, p->price * luaL_checkinteger(L, 2) + luaL_checkinteger(L, 3));
    return 1;
}

/* Fields are numbered and methods are kept in one table, the metamethod's upvalue. */
static int product_index(lua_State *L) {
    product *p = luaL_checkudata(L, 1, "product");
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TFUNCTION) { return 1; }
    switch (lua_tointeger(L, -1)) {
    case 1: lua_pushinteger(L, p->price); return 1;
    default: return luaL_error(L, "product has no field '%s'", luaL_tolstring(L, 2, NULL));
    }
}

static void open_product(lua_State *L) {
    product *p = lua_newuserdatauv(L, sizeof *p, 0);
    p->price = 7;
    luaL_newmetatable(L, "product");
    lua_newtable(L);
    lua_pushinteger(L, 1);
    lua_setfield(L, -2, "price");
    lua_pushcfunction(L, product_total);
    lua_setfield(L, -2, "total");
    lua_pushcclosure(L, product_index, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setglobal(L, "product");
}

// MARK: A record of ten fields

typedef struct line {
    const char *id, *title, *term, *currency;
    lua_Integer quantity, line, minimum, maximum;
    lua_Number tax;
    int eligible;
} line;

static int make_line(lua_State *L) {
    lua_createtable(L, 0, 10);
    lua_pushstring(L, "DZH318Z0BQ3Q:0001");
    lua_setfield(L, -2, "id");
    lua_pushstring(L, "Standard");
    lua_setfield(L, -2, "title");
    lua_pushstring(L, "P3Y");
    lua_setfield(L, -2, "term");
    lua_pushstring(L, "USD");
    lua_setfield(L, -2, "currency");
    lua_pushinteger(L, 4);
    lua_setfield(L, -2, "quantity");
    lua_pushinteger(L, 0);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, 1);
    lua_setfield(L, -2, "minimum");
    lua_pushinteger(L, 1000);
    lua_setfield(L, -2, "maximum");
    lua_pushnumber(L, 0.21);
    lua_setfield(L, -2, "tax");
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "eligible");
    return 1;
}

static int check_field(lua_State *L, const char *name, int type) {
    if (lua_getfield(L, 1, name) != type) { return luaL_error(L, "bad field '%s'", name); }
    return 1;
}

static const char *text_field(lua_State *L, const char *name) {
    check_field(L, name, LUA_TSTRING);
    return lua_tostring(L, -1);
}

static lua_Integer integer_field(lua_State *L, const char *name) {
    check_field(L, name, LUA_TNUMBER);
    return lua_tointeger(L, -1);
}

/* The record at 1; its texts are Lua's. */
static line read_line(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    line l;
    l.id = text_field(L, "id");
    l.title = text_field(L, "title");
    l.term = text_field(L, "term");
    l.currency = text_field(L, "currency");
    l.quantity = integer_field(L, "quantity");
    l.line = integer_field(L, "line");
    l.minimum = integer_field(L, "minimum");
    l.maximum = integer_field(L, "maximum");
    check_field(L, "tax", LUA_TNUMBER);
    l.tax = lua_tonumber(L, -1);
    check_field(L, "eligible", LUA_TBOOLEAN);
    l.eligible = lua_toboolean(L, -1);
    return l;
}

static int push_sum(lua_State *L, const line *l) {
    lua_pushinteger(L, l->quantity + l->line + l->minimum + l->maximum + l->eligible + (lua_Integer)strlen(l->id));
    return 1;
}

static int take_line(lua_State *L) {
    line l = read_line(L);
    return push_sum(L, &l);
}

/* A record that may be kept owns its texts. */
static int keep_line(lua_State *L) {
    line l = read_line(L);
    char *texts[] = {strdup(l.id), strdup(l.title), strdup(l.term), strdup(l.currency)};
    l.id = texts[0], l.title = texts[1], l.term = texts[2], l.currency = texts[3];
    push_sum(L, &l);
    for (int i = 0; i < 4; i++) { free(texts[i]); }
    return 1;
}

void functions_open(lua_State *L) {
    lua_register(L, "successor", successor);
    lua_register(L, "mean", mean);
    lua_register(L, "length", length);
    lua_register(L, "title", title);
    lua_register(L, "make_line", make_line);
    lua_register(L, "take_line", take_line);
    lua_register(L, "keep_line", keep_line);
    open_product(L);
}
