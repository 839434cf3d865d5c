/* `table.sort`: quicksort that pays for every comparison, and for the length of the texts that it compares.
 *
 * It takes the pivot as Lua's own does, the middle of first, middle and last, so that equal elements end where they do
 * there. Where Lua rolls dice for a large lopsided array, this one takes the middle again. */
#include "shim.h"

typedef lua_Unsigned position;

static void set_pair(lua_State *L, position i, position j) {
    lua_seti(L, 1, (lua_Integer)i);
    lua_seti(L, 1, (lua_Integer)j);
}

/* Whether the value at `a` comes before the one at `b`; both relative to the top. */
static bool before(lua_State *L, int a, int b) {
    pay(L, host_of(L), 4);
    if (lua_isnil(L, 2)) {
        if (lua_type(L, a) == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING) {
            pay(L, host_of(L), lua_rawlen(L, a) / 64 + lua_rawlen(L, b) / 64);
        }
        return lua_compare(L, a, b, LUA_OPLT);
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a - 1);
    lua_pushvalue(L, b - 2);
    lua_call(L, 2, 1);
    bool is = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return is;
}

/* Puts two elements in order. */
static void order(lua_State *L, position low, position high) {
    lua_geti(L, 1, (lua_Integer)low);
    lua_geti(L, 1, (lua_Integer)high);
    if (before(L, -1, -2)) { set_pair(L, low, high); } else { lua_pop(L, 2); }
}

static void swap(lua_State *L, position i, position j) {
    lua_geti(L, 1, (lua_Integer)i);
    lua_geti(L, 1, (lua_Integer)j);
    set_pair(L, i, j);
}

/* The pivot is on top, and in the table just before `high`. Answers where it ends. */
static position partition(lua_State *L, position low, position high) {
    position i = low, j = high - 1;
    for (;;) {
        while (lua_geti(L, 1, (lua_Integer)++i), before(L, -1, -2)) {
            if (i == high - 1) { luaL_error(L, "invalid order function for sorting"); }
            lua_pop(L, 1);
        }
        while (lua_geti(L, 1, (lua_Integer)--j), before(L, -3, -1)) {
            if (j < i) { luaL_error(L, "invalid order function for sorting"); }
            lua_pop(L, 1);
        }
        if (j < i) {
            lua_pop(L, 2);
            swap(L, high - 1, i);
            return i;
        }
        set_pair(L, i, j);
    }
}

/* The smaller part first and by recursion, so the depth is logarithmic. */
static void sort_range(lua_State *L, position low, position high) {
    luaL_checkstack(L, 8, NULL);
    while (low < high) {
        order(L, low, high);
        if (high - low == 1) { return; }
        position middle = low + (high - low) / 2;
        lua_geti(L, 1, (lua_Integer)middle);
        lua_geti(L, 1, (lua_Integer)low);
        if (before(L, -2, -1)) {
            set_pair(L, middle, low);
        } else {
            lua_pop(L, 1);
            lua_geti(L, 1, (lua_Integer)high);
            if (before(L, -1, -2)) { set_pair(L, middle, high); } else { lua_pop(L, 2); }
        }
        if (high - low == 2) { return; }
        lua_geti(L, 1, (lua_Integer)middle);
        swap(L, middle, high - 1);
        position pivot = partition(L, low, high);
        lua_pop(L, 1);
        if (pivot - low < high - pivot) {
            sort_range(L, low, pivot - 1);
            low = pivot + 1;
        } else {
            sort_range(L, pivot + 1, high);
            high = pivot - 1;
        }
    }
}

/* The table is at 1, the comparison at 2. */
void sort_table(lua_State *L, lua_Unsigned count) { sort_range(L, 1, count); }
