/* Metatables of scripts. A script's metatable takes effect through a private copy of the events that are allowed; the two
 * know each other by a key that no script can see or name. */
#include "shim.h"

char HIDDEN_KEY;

/* `__gc`, `__close`, `__concat` and `__mode` stay without effect: each is a way to hang or crash this Lua, or to make a
 * collection take too long. */
static const char *const events[] = {
    "__index", "__newindex", "__call",  "__tostring", "__name", "__pairs", "__metatable", "__eq",  "__lt",
    "__le",    "__len",      "__add",   "__sub",      "__mul",  "__div",   "__idiv",      "__mod", "__pow",
    "__unm",   "__band",     "__bor",   "__bxor",     "__bnot", "__shl",   "__shr",
};
enum { EVENTS = sizeof events / sizeof *events };
_Static_assert(EVENTS <= METATABLE_EVENTS, "the host has room for the names");

/* The private copy's first item: a bit for each event that it has. */
enum { MASK = 1 };

/* Interned strings of the state: an event is known by its address. */
void metatables_open(lua_State *L) {
    lua_createtable(L, EVENTS, 0);
    for (int i = 0; i < EVENTS; i++) {
        host_of(L)->events[i] = lua_pushstring(L, events[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &HIDDEN_KEY);
}

static int event_at(lua_State *L, shim_host *h, int index) {
    if (lua_type(L, index) != LUA_TSTRING) { return EVENTS; }
    const char *name = lua_tostring(L, index);
    if (name[0] != '_' || name[1] != '_') { return EVENTS; }
    int event = 0;
    while (event < EVENTS && h->events[event] != name) { event++; }
    return event;
}

/* Brings the private copy on top up to date with the script's metatable at `from`. */
static void copy_events(lua_State *L, shim_host *h, int from) {
    int copy = lua_gettop(L);
    lua_rawgeti(L, copy, MASK);
    lua_Integer before = lua_tointeger(L, -1), now = 0;
    lua_pop(L, 1);
    for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
        int event = event_at(L, h, -2);
        pay(L, h, 1);
        if (event == EVENTS) { continue; }
        now |= (lua_Integer)1 << event;
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, copy);
    }
    if (now == before) { return; }
    for (int event = 0; event < EVENTS; event++) {
        if (!((before & ~now) >> event & 1)) { continue; }
        lua_pushnil(L);
        lua_setfield(L, copy, events[event]);
    }
    lua_pushinteger(L, now);
    lua_rawseti(L, copy, MASK);
}

/* Pushes the private copy that belongs to the metatable at `index`. */
static void push_private(lua_State *L, int index) {
    if (lua_rawgetp(L, index, &HIDDEN_KEY) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 1, 4);
        lua_pushvalue(L, index);
        lua_rawsetp(L, -2, &HIDDEN_KEY);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, index, &HIDDEN_KEY);
    }
    copy_events(L, host_of(L), index);
}

int metatables_set(lua_State *L) {
    int kind = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, kind == LUA_TNIL || kind == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    lua_settop(L, 2);
    if (kind == LUA_TTABLE) { push_private(L, 2); }
    lua_setmetatable(L, 1);
    lua_settop(L, 1);
    return 1;
}

int metatables_get(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) { return 1; }
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    lua_rawgetp(L, -1, &HIDDEN_KEY);
    return 1;
}
