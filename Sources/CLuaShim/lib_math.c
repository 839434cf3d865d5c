/* Mathematics is Lua's own but for chance, which the host seeds: xoshiro256**, seeded and scaled as Lua 5.4 does, so that
 * `math.randomseed(n)` gives the numbers that it gives everywhere. */
#include "shim.h"

static uint64_t rotate(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

static uint64_t next(uint64_t *s) {
    uint64_t result = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

static void seed(uint64_t *s, uint64_t first, uint64_t second) {
    s[0] = first;
    s[1] = 0xff;
    s[2] = second;
    s[3] = 0;
    for (int i = 0; i < 16; i++) { next(s); }
}

void math_seed(shim_host *h, uint64_t value) { seed(h->random, value, 0); }

/* A number in 0...last without bias: draws within the next power of two until one fits. */
static uint64_t within(uint64_t drawn, uint64_t last, uint64_t *s) {
    uint64_t mask = last;
    for (int shift = 1; shift < 64; shift *= 2) { mask |= mask >> shift; }
    while ((drawn &= mask) > last) { drawn = next(s); }
    return drawn;
}

static int math_random(lua_State *L) {
    uint64_t *s = host_of(L)->random, drawn = next(s);
    lua_Integer low = 1, high;
    switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (lua_Number)(drawn >> 11) * 0x1p-53); return 1;
    case 1:
        high = luaL_checkinteger(L, 1);
        if (high == 0) {
            lua_pushinteger(L, (lua_Integer)drawn);
            return 1;
        }
        break;
    case 2:
        low = luaL_checkinteger(L, 1);
        high = luaL_checkinteger(L, 2);
        break;
    default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, 1, "interval is empty");
    lua_pushinteger(L, (lua_Integer)(within(drawn, (uint64_t)high - (uint64_t)low, s) + (uint64_t)low));
    return 1;
}

static int math_randomseed(lua_State *L) {
    uint64_t *s = host_of(L)->random;
    uint64_t first, second = 0;
    if (lua_isnone(L, 1)) {
        first = next(s);
        second = next(s);
    } else {
        first = (uint64_t)luaL_checkinteger(L, 1);
        second = (uint64_t)luaL_optinteger(L, 2, 0);
    }
    seed(s, first, second);
    lua_pushinteger(L, (lua_Integer)first);
    lua_pushinteger(L, (lua_Integer)second);
    return 2;
}

const library_entry math_entries[] = {
    {"abs", NULL, NULL},   {"acos", NULL, NULL}, {"asin", NULL, NULL},   {"atan", NULL, NULL},
    {"ceil", NULL, NULL},  {"cos", NULL, NULL},  {"deg", NULL, NULL},    {"exp", NULL, NULL},
    {"floor", NULL, NULL}, {"fmod", NULL, NULL}, {"log", NULL, NULL},    {"max", NULL, NULL},
    {"min", NULL, NULL},   {"modf", NULL, NULL}, {"rad", NULL, NULL},    {"random", math_random, NULL},
    {"sin", NULL, NULL},   {"sqrt", NULL, NULL}, {"tan", NULL, NULL},    {"randomseed", math_randomseed, NULL},
    {"tointeger", NULL, NULL},             {"type", NULL, NULL},   {"ult", NULL, NULL},
    {NULL, NULL, NULL},
};
