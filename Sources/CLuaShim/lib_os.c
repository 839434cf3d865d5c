/* Time from the host's clock, in UTC; nothing else of the operating system. */
#include "shim.h"

#include <time.h>

static lua_Integer host_now(lua_State *L) {
    shim_host *h = host_of(L);
    return h->callbacks.now(h->callbacks.context);
}

static int os_clock(lua_State *L) {
    lua_pushnumber(L, (lua_Number)host_now(L));
    return 1;
}

static int os_difftime(lua_State *L) {
    lua_pushnumber(L, (lua_Number)luaL_checkinteger(L, 1) - (lua_Number)luaL_checkinteger(L, 2));
    return 1;
}

// MARK: date

static void set_field(lua_State *L, const char *name, lua_Integer value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void set_fields(lua_State *L, const struct tm *t) {
    set_field(L, "year", (lua_Integer)t->tm_year + 1900);
    set_field(L, "month", t->tm_mon + 1);
    set_field(L, "day", t->tm_mday);
    set_field(L, "hour", t->tm_hour);
    set_field(L, "min", t->tm_min);
    set_field(L, "sec", t->tm_sec);
    set_field(L, "yday", t->tm_yday + 1);
    set_field(L, "wday", t->tm_wday + 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "isdst");
}

/* The conversions of C99, as in Lua's own `os.date`. */
static bool is_conversion(const char *c, size_t *length) {
    static const char *const single = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
    if (*c && strchr(single, *c)) { return *length = 1; }
    if (*c == 'E' && c[1] && strchr("cCxXyY", c[1])) { return *length = 2; }
    if (*c == 'O' && c[1] && strchr("deHImMSuUVwWy", c[1])) { return *length = 2; }
    return false;
}

static void push_formatted(lua_State *L, const char *format, size_t count, const struct tm *t) {
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (const char *end = format + count; format < end;) {
        if (*format != '%') {
            luaL_addchar(&text, *format++);
            continue;
        }
        char conversion[4] = {'%'}, piece[250];
        size_t length;
        if (!is_conversion(format + 1, &length)) {
            luaL_argerror(L, 1, lua_pushfstring(L, "invalid conversion specifier '%%%s'", format + 1));
        }
        pay(L, host_of(L), 8);
        memcpy(conversion + 1, format + 1, length);
        luaL_addlstring(&text, piece, strftime(piece, sizeof piece, conversion, t));
        format += length + 1;
    }
    luaL_pushresult(&text);
}

static int os_date(lua_State *L) {
    size_t count;
    const char *format = luaL_optlstring(L, 1, "%c", &count);
    time_t seconds = (time_t)(lua_isnoneornil(L, 2) ? host_now(L) : luaL_checkinteger(L, 2));
    struct tm t;
    pay(L, host_of(L), count);
    if (*format == '!') {
        format++;
        count--;
    }
    if (!gmtime_r(&seconds, &t)) {
        return luaL_error(L, "date result cannot be represented in this installation");
    }
    if (!strncmp(format, "*t", 2)) {
        lua_createtable(L, 0, 9);
        set_fields(L, &t);
    } else {
        push_formatted(L, format, count, &t);
    }
    return 1;
}

// MARK: time

static int get_field(lua_State *L, const char *name, lua_Integer missing, lua_Integer shift) {
    int kind = lua_getfield(L, 1, name), whole;
    lua_Integer value = lua_tointegerx(L, -1, &whole);
    if (!whole) {
        if (kind != LUA_TNIL) { luaL_error(L, "field '%s' is not an integer", name); }
        if (missing < 0) { luaL_error(L, "field '%s' missing in date table", name); }
        value = missing;
    } else {
        bool fits = value >= 0 ? value - shift <= INT32_MAX : value >= INT32_MIN + shift;
        if (!fits) { luaL_error(L, "field '%s' is out-of-bound", name); }
        value -= shift;
    }
    lua_pop(L, 1);
    return (int)value;
}

static int os_time(lua_State *L) {
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, host_now(L));
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    struct tm t = {0}; /* field by field: the first that is missing is named */
    t.tm_year = get_field(L, "year", -1, 1900);
    t.tm_mon = get_field(L, "month", -1, 1);
    t.tm_mday = get_field(L, "day", -1, 0);
    t.tm_hour = get_field(L, "hour", 12, 0);
    t.tm_min = get_field(L, "min", 0, 0);
    t.tm_sec = get_field(L, "sec", 0, 0);
    time_t seconds = timegm(&t);
    set_fields(L, &t);
    if (seconds == -1) { return luaL_error(L, "time result cannot be represented in this installation"); }
    lua_pushinteger(L, (lua_Integer)seconds);
    return 1;
}

const library_entry os_entries[] = {
    {"clock", os_clock, NULL}, {"date", os_date, NULL}, {"difftime", os_difftime, NULL}, {"time", os_time, NULL}, {NULL, NULL, NULL},
};
