/* UTF-8 is Lua's own; what walks over a text pays for it. */
#include "shim.h"

static lua_CFunction original_len, original_offset;

static int utf8_len(lua_State *L) {
    pay(L, host_of(L), lua_rawlen(L, 1) / 16);
    return original_len(L);
}

static int utf8_offset(lua_State *L) {
    lua_Integer steps = luaL_optinteger(L, 2, 0);
    size_t count = lua_rawlen(L, 1), most = steps < 0 ? -(size_t)steps : (size_t)steps;
    pay(L, host_of(L), (most < count ? most : count) / 16);
    return original_offset(L);
}

const library_entry utf8_entries[] = {
    {"char", NULL, NULL},
    {"codepoint", NULL, NULL},
    {"codes", NULL, NULL},
    {"len", utf8_len, &original_len},
    {"offset", utf8_offset, &original_offset},
    {NULL, NULL, NULL},
};
