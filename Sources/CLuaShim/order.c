/* One order for the keys of tables, the same in every process: numbers ascending, then strings by byte. */
#include "shim.h"

bool order_read(lua_State *L, int index, ordered_key *key) {
    *key = (ordered_key){.kind = (short)lua_type(L, index)};
    if (key->kind == LUA_TNUMBER) {
        key->whole = lua_isinteger(L, index);
        if (key->whole) {
            key->integer = lua_tointeger(L, index);
        } else {
            key->number = lua_tonumber(L, index);
        }
        return true;
    }
    if (key->kind == LUA_TSTRING) {
        key->bytes = lua_tolstring(L, index, &key->count);
        return true;
    }
    return false;
}

/* Exact also where an integer has no float of its own: a float key is never a whole number that fits an integer. */
static bool integer_before(lua_Integer integer, lua_Number number) {
    if (number >= 9223372036854775808.0) { return true; }
    if (number < -9223372036854775808.0) { return false; }
    lua_Integer floor = (lua_Integer)number;
    if ((lua_Number)floor > number) { floor--; }
    return integer <= floor;
}

static bool before(const ordered_key *a, const ordered_key *b) {
    if (a->kind != b->kind) { return a->kind == LUA_TNUMBER; }
    if (a->kind == LUA_TSTRING) {
        int order = memcmp(a->bytes, b->bytes, a->count < b->count ? a->count : b->count);
        return order ? order < 0 : a->count < b->count;
    }
    if (a->whole) { return b->whole ? a->integer < b->integer : integer_before(a->integer, b->number); }
    return b->whole ? !integer_before(b->integer, a->number) : a->number < b->number;
}

static void sift(ordered_key *keys, size_t root, size_t count) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && before(&keys[child], &keys[child + 1])) { child++; }
        if (!before(&keys[root], &keys[child])) { return; }
        ordered_key key = keys[root];
        keys[root] = keys[child];
        keys[child] = key;
    }
}

/* What is paid must not depend on the order in which the keys come: it differs with the seed of Lua's hashes. */
static size_t weight(const ordered_key *key) { return 1 + (key->kind == LUA_TSTRING ? key->count / 64 : 0); }

/* Insertion for a record's worth of keys, else a heap: no order of keys makes it slow. */
void order_sort(lua_State *L, ordered_key *keys, size_t count) {
    shim_host *h = host_of(L);
    if (count <= 16) {
        for (size_t i = 1; i < count; i++) {
            ordered_key key = keys[i];
            size_t j = i;
            for (; j > 0 && before(&key, &keys[j - 1]); j--) { keys[j] = keys[j - 1]; }
            keys[j] = key;
        }
        return;
    }
    size_t total = 0;
    for (size_t i = 0; i < count; i++) { total += weight(&keys[i]); }
    pay(L, h, total);
    for (size_t i = count / 2; i-- > 0;) {
        pay(L, h, 2);
        sift(keys, i, count);
    }
    for (size_t end = count; end-- > 1;) {
        ordered_key key = keys[0];
        keys[0] = keys[end];
        keys[end] = key;
        pay(L, h, 8 * weight(&key));
        sift(keys, 0, end);
    }
}

static bool in_sequence(const ordered_key *key, lua_Integer border) {
    return key->kind == LUA_TNUMBER && key->whole && key->integer >= 1 && key->integer <= border;
}

/* Pushes the list of the table's keys outside 1..border, in order. */
void order_push_keys(lua_State *L, int table, lua_Integer border) {
    shim_host *h = host_of(L);
    table = lua_absindex(L, table);
    luaL_checkstack(L, 6, NULL);
    lua_Integer count = 0;
    int strange = 0;
    lua_newtable(L);
    int found = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        pay(L, h, 1);
        ordered_key key;
        if (!order_read(L, -2, &key)) {
            bool hidden = lua_touserdata(L, -2) == &HIDDEN_KEY;
            if (!hidden && key.kind > strange) { strange = key.kind; }
            continue;
        }
        if (in_sequence(&key, border)) { continue; }
        lua_pushvalue(L, -2);
        lua_rawseti(L, found, ++count);
    }
    if (strange) {
        luaL_error(L, "keys of type '%s' have no order; use 'next' for this table", lua_typename(L, strange));
    }
    if (count < 2) { return; }
    ordered_key *keys = lua_newuserdatauv(L, (size_t)count * sizeof(ordered_key), 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, found, i);
        order_read(L, -1, &keys[i - 1]);
        keys[i - 1].slot = (int)i;
        lua_pop(L, 1);
    }
    order_sort(L, keys, (size_t)count);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, found, keys[i - 1].slot);
        lua_rawseti(L, -2, i);
    }
    lua_replace(L, found);
    lua_settop(L, found);
}
