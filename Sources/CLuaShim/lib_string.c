/* Strings: what runs long pays for its steps; what is short is Lua's own. */
#include "shim.h"

#include <ctype.h>

static lua_CFunction original_byte, original_char, original_pack, original_packsize, original_sub, original_unpack;

// MARK: Whole strings

static int string_sub(lua_State *L) {
    int results = original_sub(L);
    pay(L, host_of(L), lua_rawlen(L, -1) / 64);
    return results;
}

static int string_byte(lua_State *L) {
    int results = original_byte(L);
    pay(L, host_of(L), (size_t)results / 8);
    return results;
}

static int string_char(lua_State *L) {
    pay(L, host_of(L), (size_t)lua_gettop(L) / 8);
    return original_char(L);
}

static int map(lua_State *L, int (*change)(int)) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    text_buffer buffer;
    buffer_begin(L, &buffer);
    pay(L, host_of(L), count / 4);
    char *result = buffer_extend(&buffer, count);
    for (size_t i = 0; i < count; i++) { result[i] = (char)change((unsigned char)text[i]); }
    buffer_push(&buffer);
    return 1;
}

static int string_lower(lua_State *L) { return map(L, tolower); }
static int string_upper(lua_State *L) { return map(L, toupper); }

static int string_reverse(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    text_buffer buffer;
    buffer_begin(L, &buffer);
    pay(L, host_of(L), count / 4);
    char *result = buffer_extend(&buffer, count);
    for (size_t i = 0; i < count; i++) { result[i] = text[count - 1 - i]; }
    buffer_push(&buffer);
    return 1;
}

static int string_rep(lua_State *L) {
    size_t count, gap;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *between = luaL_optlstring(L, 3, "", &gap);
    shim_host *h = host_of(L);
    if (times <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (count + gap > 0 && (uint64_t)times > (uint64_t)PTRDIFF_MAX / (count + gap)) {
        return luaL_error(L, "resulting string too large");
    }
    text_buffer buffer;
    buffer_begin(L, &buffer);
    size_t total = count * (size_t)times + gap * (size_t)(times - 1);
    char *at = buffer_extend(&buffer, total);
    for (lua_Integer i = 1; i <= times; i++) {
        pay(L, h, 1 + (count + gap) / 64);
        memcpy(at, text, count);
        at += count;
        if (i == times) { break; }
        memcpy(at, between, gap);
        at += gap;
    }
    buffer_push(&buffer);
    return 1;
}

// MARK: Packing

static int string_pack(lua_State *L) {
    pay(L, host_of(L), lua_rawlen(L, 1) + 1);
    return original_pack(L);
}

static int string_packsize(lua_State *L) {
    pay(L, host_of(L), lua_rawlen(L, 1) + 1);
    return original_packsize(L);
}

static int string_unpack(lua_State *L) {
    shim_host *h = host_of(L);
    pay(L, h, lua_rawlen(L, 1) + 1);
    int results = original_unpack(L);
    size_t bytes = 0;
    for (int i = 1; i <= results; i++) { bytes += lua_type(L, -i) == LUA_TSTRING ? lua_rawlen(L, -i) : 0; }
    pay(L, h, bytes / 64);
    return results;
}

const library_entry string_entries[] = {
    {"byte", string_byte, &original_byte},
    {"char", string_char, &original_char},
    {"find", string_find, NULL},
    {"format", string_format, &original_format},
    {"gmatch", string_gmatch, NULL},
    {"gsub", string_gsub, NULL},
    {"len", NULL, NULL},
    {"lower", string_lower, NULL},
    {"match", string_match, NULL},
    {"pack", string_pack, &original_pack},
    {"packsize", string_packsize, &original_packsize},
    {"rep", string_rep, NULL},
    {"reverse", string_reverse, NULL},
    {"sub", string_sub, &original_sub},
    {"unpack", string_unpack, &original_unpack},
    {"upper", string_upper, NULL},
    {NULL, NULL, NULL},
};
