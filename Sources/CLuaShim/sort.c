/* `table.sort`: quicksort that pays for every comparison, and for the length of the texts that it compares.
 *
 * It takes the pivot as Lua's own does, the middle of first, middle and last, so that equal elements end where they do
 * there. Where Lua rolls dice for a large lopsided array, this one takes the middle again. */
#include "shim.h"

typedef lua_Unsigned position;

/* The table is at 1, the comparison at 2. */
typedef struct sorting {
    lua_State *L;
    shim_host *h;
    bool compares; ///< there is a comparison
} sorting;

static void set_pair(const sorting *s, position i, position j) {
    lua_seti(s->L, 1, (lua_Integer)i);
    lua_seti(s->L, 1, (lua_Integer)j);
}

static bool is_text(const sorting *s, int index) {
    return !s->compares && lua_type(s->L, index) == LUA_TSTRING;
}

static bool ask(const sorting *s, int a, int b) {
    lua_pushvalue(s->L, 2);
    lua_pushvalue(s->L, a - 1);
    lua_pushvalue(s->L, b - 2);
    lua_call(s->L, 2, 1);
    bool is = lua_toboolean(s->L, -1);
    lua_pop(s->L, 1);
    return is;
}

/* Whether the value at `a` comes before the one at `b`; both relative to the top. The length of `texts` is paid for. */
__attribute__((always_inline)) static inline bool before(const sorting *s, int a, int b, bool texts) {
    pay(s->L, s->h, 4);
    if (s->compares) { return ask(s, a, b); }
    if (texts) { pay(s->L, s->h, lua_rawlen(s->L, a) / 64 + lua_rawlen(s->L, b) / 64); }
    return lua_compare(s->L, a, b, LUA_OPLT);
}

/* Puts two elements in order. */
static void order(const sorting *s, position low, position high) {
    lua_geti(s->L, 1, (lua_Integer)low);
    lua_geti(s->L, 1, (lua_Integer)high);
    if (before(s, -1, -2, is_text(s, -1))) { set_pair(s, low, high); } else { lua_pop(s->L, 2); }
}

static void swap(const sorting *s, position i, position j) {
    lua_geti(s->L, 1, (lua_Integer)i);
    lua_geti(s->L, 1, (lua_Integer)j);
    set_pair(s, i, j);
}

/* The pivot is on top, and in the table just before `high`. Answers where it ends. */
static position partition(const sorting *s, position low, position high) {
    position i = low, j = high - 1;
    bool texts = is_text(s, -1);
    for (;;) {
        while (lua_geti(s->L, 1, (lua_Integer)++i), before(s, -1, -2, texts)) {
            if (i == high - 1) { luaL_error(s->L, "invalid order function for sorting"); }
            lua_pop(s->L, 1);
        }
        while (lua_geti(s->L, 1, (lua_Integer)--j), before(s, -3, -1, texts)) {
            if (j < i) { luaL_error(s->L, "invalid order function for sorting"); }
            lua_pop(s->L, 1);
        }
        if (j < i) {
            lua_pop(s->L, 2);
            swap(s, high - 1, i);
            return i;
        }
        set_pair(s, i, j);
    }
}

/* The smaller part first and by recursion, so the depth is logarithmic. */
static void sort_range(const sorting *s, position low, position high) {
    luaL_checkstack(s->L, 8, NULL);
    while (low < high) {
        order(s, low, high);
        if (high - low == 1) { return; }
        position middle = low + (high - low) / 2;
        lua_geti(s->L, 1, (lua_Integer)middle);
        lua_geti(s->L, 1, (lua_Integer)low);
        if (before(s, -2, -1, is_text(s, -1))) {
            set_pair(s, middle, low);
        } else {
            lua_pop(s->L, 1);
            lua_geti(s->L, 1, (lua_Integer)high);
            if (before(s, -1, -2, is_text(s, -1))) { set_pair(s, middle, high); } else { lua_pop(s->L, 2); }
        }
        if (high - low == 2) { return; }
        lua_geti(s->L, 1, (lua_Integer)middle);
        swap(s, middle, high - 1);
        position pivot = partition(s, low, high);
        lua_pop(s->L, 1);
        if (pivot - low < high - pivot) {
            sort_range(s, low, pivot - 1);
            low = pivot + 1;
        } else {
            sort_range(s, pivot + 1, high);
            high = pivot - 1;
        }
    }
}

void sort_table(lua_State *L, lua_Unsigned count) {
    sorting s = {L, host_of(L), !lua_isnil(L, 2)};
    sort_range(&s, 1, count);
}
