/* `string.format`: texts show no address, and may be long; numbers are C's; the rest is left to Lua's own function. */
#include "shim.h"

#include <float.h>
#include <stdio.h>

lua_CFunction original_format;

/* A number has at most 99 digits after its point, and as many before it as the largest has. */
enum { LONGEST_CONVERSION = 22, LONGEST_NUMBER = DBL_MAX_10_EXP + 128 };

/* Pushes what Lua makes of one conversion and the argument. */
static void convert(lua_State *L, text_buffer *buffer, const char *conversion, size_t count, int argument) {
    luaL_checkstack(L, 4, NULL);
    lua_pushcfunction(L, original_format);
    lua_pushlstring(L, conversion, count);
    lua_pushvalue(L, argument);
    lua_call(L, 2, 1);
    buffer_add_top(buffer);
}

/* Which flags a conversion takes, and whether a precision; NULL: there is no such conversion. */
static const char *flags_of(char letter, bool *precision) {
    *precision = letter != 'c';
    switch (letter) {
    case 'd': case 'i': return "-+0 ";
    case 'u': return "-0";
    case 'o': case 'x': case 'X': return "-#0";
    case 'a': case 'A': case 'e': case 'E': case 'f': case 'g': case 'G': return "-+#0 ";
    case 'c': case 's': return "-";
    default: return NULL;
    }
}

static const char *skip_two_digits(const char *at) {
    for (int i = 0; i < 2 && *at >= '0' && *at <= '9'; i++) { at++; }
    return at;
}

static void refuse(lua_State *L, const char *message, const char *conversion, size_t count) {
    lua_pushlstring(L, conversion, count);
    luaL_error(L, message, lua_tostring(L, -1));
}

/* All that Lua's own function would refuse is refused here, where the error knows the script's line. */
static void check_conversion(lua_State *L, const char *conversion, size_t count) {
    char letter = conversion[count - 1];
    bool precision;
    const char *flags = flags_of(letter, &precision), *end = conversion + count - 1, *at = conversion + 1;
    if (letter == 'q') {
        if (count > 2) { luaL_error(L, "specifier '%%q' cannot have modifiers"); }
        return;
    }
    if (letter == 'p') { refuse(L, "invalid conversion '%s' to 'format': addresses are not shown", conversion, count); }
    if (!flags) { refuse(L, "invalid conversion '%s' to 'format'", conversion, count); }
    while (strchr(flags, *at)) { at++; }
    if (*at != '0') {
        at = skip_two_digits(at);
        if (*at == '.' && precision) { at = skip_two_digits(at + 1); }
    }
    if (at != end) { refuse(L, "invalid conversion specification: '%s'", conversion, count); }
}

static void check_argument(lua_State *L, char letter, int argument) {
    switch (letter) {
    case 'c': case 'd': case 'i': case 'o': case 'u': case 'x': case 'X': luaL_checkinteger(L, argument); break;
    case 'q':
        luaL_argcheck(
            L, lua_type(L, argument) <= LUA_TSTRING && lua_type(L, argument) != LUA_TLIGHTUSERDATA, argument,
            "value has no literal form");
        break;
    default: luaL_checknumber(L, argument);
    }
}

static void add_text(lua_State *L, text_buffer *buffer, const char *conversion, size_t count, int argument) {
    size_t size;
    const char *text = base_text(L, argument, &size);
    bool whole = count == 2;
    if (!whole) {
        luaL_argcheck(L, strlen(text) == size, argument, "string contains zeros");
        check_conversion(L, conversion, count);
        whole = size >= 100 && !memchr(conversion, '.', count);
    }
    if (whole) {
        buffer_add(buffer, text, size);
    } else {
        convert(L, buffer, conversion, count, lua_gettop(L));
    }
    lua_pop(L, 1);
}

/* What the conversion says of a number, once both are checked. */
static void add_number(lua_State *L, text_buffer *buffer, const char *conversion, size_t count, int argument) {
    char format[LONGEST_CONVERSION + 4], text[LONGEST_NUMBER], letter = conversion[count - 1];
    int size;
    memcpy(format, conversion, count);
    if (strchr("diuoxX", letter)) {
        memcpy(format + count - 1, (char[]){'l', 'l', letter, 0}, 4);
        size = snprintf(text, sizeof text, format, (long long)lua_tointeger(L, argument));
    } else {
        format[count] = 0;
        size = snprintf(text, sizeof text, format, lua_tonumber(L, argument));
    }
    buffer_add(buffer, text, (size_t)size);
}

/* Lua looks at a number before its conversion, and at the conversion before anything else. */
static void add_conversion(lua_State *L, text_buffer *buffer, const char *conversion, size_t count, int argument) {
    char letter = conversion[count - 1];
    if (letter == 's') {
        add_text(L, buffer, conversion, count, argument);
        return;
    }
    bool number = letter && strchr("diuoxXeEfgG", letter);
    if (number) { check_argument(L, letter, argument); }
    check_conversion(L, conversion, count);
    if (number) {
        add_number(L, buffer, conversion, count, argument);
        return;
    }
    check_argument(L, letter, argument);
    if (letter == 'q') { pay(L, host_of(L), lua_rawlen(L, argument) / 4); }
    convert(L, buffer, conversion, count, argument);
}

int string_format(lua_State *L) {
    size_t count;
    const char *format = luaL_checklstring(L, 1, &count), *end = format + count;
    int top = lua_gettop(L), argument = 1;
    text_buffer buffer;
    buffer_begin(L, &buffer);
    while (format < end) {
        const char *percent = memchr(format, '%', (size_t)(end - format));
        buffer_add(&buffer, format, (size_t)((percent ? percent : end) - format));
        if (!percent) { break; }
        if (percent + 1 < end && percent[1] == '%') {
            buffer_add(&buffer, "%", 1);
            format = percent + 2;
            continue;
        }
        const char *letter = percent + 1;
        while (letter < end && *letter && strchr("-+ #0123456789.", *letter)) { letter++; }
        size_t length = (size_t)(letter - percent) + (letter < end);
        if (length >= LONGEST_CONVERSION) { return luaL_error(L, "invalid format (too long)"); }
        if (++argument > top) { return luaL_argerror(L, argument, "no value"); }
        pay(L, host_of(L), 8);
        add_conversion(L, &buffer, percent, length, argument);
        format = percent + length;
    }
    buffer_push(&buffer);
    return 1;
}
