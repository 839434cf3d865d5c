/* The functions of the string library that match patterns. */
#include "pattern.h"

/* A position counts from the end when negative; 0 is the first. */
static size_t start_of(lua_Integer position, size_t count) {
    if (position > 0) { return (size_t)position - 1; }
    if (position == 0 || position < -(lua_Integer)count) { return 0; }
    return count - (size_t)-position;
}

static bool is_plain(const char *pattern, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (pattern[i] && strchr("^$*+?.([%-", pattern[i])) { return false; }
    }
    return true;
}

/* The first occurrence of a text; costs a step a comparison. */
static const char *find_text(lua_State *L, const char *s, size_t count, const char *wanted, size_t wanted_count) {
    shim_host *h = host_of(L);
    if (wanted_count == 0) { return s; }
    for (const char *end = s + count; (size_t)(end - s) >= wanted_count; s++) {
        const char *first = memchr(s, *wanted, (size_t)(end - s) - wanted_count + 1);
        if (!first) {
            pay(L, h, (size_t)(end - s) / 64);
            return NULL;
        }
        pay(L, h, 1 + (size_t)(first - s) / 64 + wanted_count / 64);
        s = first;
        if (!memcmp(s, wanted, wanted_count)) { return s; }
    }
    return NULL;
}

static int find_or_match(lua_State *L, bool find) {
    size_t count, pattern_count;
    const char *text = luaL_checklstring(L, 1, &count), *pattern = luaL_checklstring(L, 2, &pattern_count);
    size_t start = start_of(luaL_optinteger(L, 3, 1), count);
    if (start > count) {
        lua_pushnil(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || is_plain(pattern, pattern_count))) {
        const char *found = find_text(L, text + start, count - start, pattern, pattern_count);
        if (!found) {
            lua_pushnil(L);
            return 1;
        }
        lua_pushinteger(L, found - text + 1);
        lua_pushinteger(L, found - text + (lua_Integer)pattern_count);
        return 2;
    }
    bool anchored = *pattern == '^';
    matcher m;
    pattern_begin(&m, L, text, count, pattern + anchored, pattern_count - anchored);
    const char *s = text + start;
    do {
        const char *end = pattern_match(&m, s);
        if (!end) { continue; }
        if (!find) { return pattern_push_captures(&m, s, end, true); }
        lua_pushinteger(L, s - text + 1);
        lua_pushinteger(L, end - text);
        return 2 + pattern_push_captures(&m, s, end, false);
    } while (s++ < m.end && !anchored);
    lua_pushnil(L);
    return 1;
}

int string_find(lua_State *L) { return find_or_match(L, true); }
int string_match(lua_State *L) { return find_or_match(L, false); }

// MARK: gmatch

/* The upvalues: text, pattern, next start, end of the last match (0: none). */
enum { TEXT = 1, PATTERN, START, LAST };

static int next_match(lua_State *L) {
    size_t count, pattern_count;
    const char *text = lua_tolstring(L, lua_upvalueindex(TEXT), &count);
    const char *pattern = lua_tolstring(L, lua_upvalueindex(PATTERN), &pattern_count);
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(LAST));
    matcher m;
    pattern_begin(&m, L, text, count, pattern, pattern_count);
    for (const char *s = text + lua_tointeger(L, lua_upvalueindex(START)); s <= m.end; s++) {
        const char *end = pattern_match(&m, s);
        if (!end || end - text + 1 == last) { continue; }
        lua_pushinteger(L, end - text);
        lua_replace(L, lua_upvalueindex(START));
        lua_pushinteger(L, end - text + 1);
        lua_replace(L, lua_upvalueindex(LAST));
        return pattern_push_captures(&m, s, end, true);
    }
    return 0;
}

int string_gmatch(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    luaL_checkstring(L, 2);
    size_t start = start_of(luaL_optinteger(L, 3, 1), count);
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)(start > count ? count + 1 : start));
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

// MARK: gsub

static void add_template(matcher *m, text_buffer *buffer, const char *s, const char *end) {
    size_t count;
    const char *template = lua_tolstring(m->L, 3, &count);
    for (const char *stop = template + count; template < stop; template++) {
        const char *escape = memchr(template, '%', (size_t)(stop - template));
        buffer_add(buffer, template, (size_t)((escape ? escape : stop) - template));
        if (!escape) { return; }
        template = escape + 1;
        pay(m->L, m->h, 1);
        if (template < stop && *template == '%') {
            buffer_add(buffer, "%", 1);
        } else if (template < stop && *template == '0') {
            buffer_add(buffer, s, (size_t)(end - s));
        } else if (template < stop && *template >= '1' && *template <= '9') {
            pattern_push_capture(m, *template - '1', s, end);
            buffer_add_top(buffer);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Adds what stands for the match; false when it stays as it is. */
static bool add_value(matcher *m, text_buffer *buffer, const char *s, const char *end) {
    lua_State *L = m->L;
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, pattern_push_captures(m, s, end, true), 1);
        break;
    case LUA_TTABLE:
        pattern_push_capture(m, 0, s, end);
        lua_gettable(L, 3);
        break;
    default: add_template(m, buffer, s, end); return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        buffer_add(buffer, s, (size_t)(end - s));
        return false;
    }
    if (!lua_isstring(L, -1)) { luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1)); }
    buffer_add_top(buffer);
    return true;
}

int string_gsub(lua_State *L) {
    size_t count, pattern_count;
    const char *text = luaL_checklstring(L, 1, &count), *pattern = luaL_checklstring(L, 2, &pattern_count);
    int kind = lua_type(L, 3);
    luaL_argexpected(
        L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
        "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)count + 1), found = 0;
    bool anchored = *pattern == '^', changed = false;
    matcher m;
    text_buffer buffer;
    pattern_begin(&m, L, text, count, pattern + anchored, pattern_count - anchored);
    buffer_begin(L, &buffer);
    const char *s = text, *last = NULL, *copied = text;
    while (found < most) {
        const char *end = pattern_match(&m, s);
        if (end && end != last) {
            found++;
            buffer_add(&buffer, copied, (size_t)(s - copied));
            changed = add_value(&m, &buffer, s, end) || changed;
            s = last = copied = end;
        } else if (s++ == m.end) {
            break;
        }
        if (anchored) { break; }
    }
    if (changed) {
        buffer_add(&buffer, copied, (size_t)(m.end - copied));
        buffer_push(&buffer);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, found);
    return 2;
}
