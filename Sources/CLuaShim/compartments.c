/* Compartments: code of others beside the script's, each with globals, libraries and modules of its own.
 *
 * A Lua function belongs to the compartment that its chunk's name begins with. Chunks get their names from the host and
 * from the compartment's own `load`, so code cannot pass for another's. Who calls a host function is the innermost Lua
 * function on the way to it, through coroutines; who took a method from an object is remembered with the method, so
 * handing it to others does not make it theirs. */
#include "shim.h"

#include <stdio.h>
#include <stdlib.h>

static char KEY_COMPARTMENTS;

void compartment_push(lua_State *L, int number, int part) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_COMPARTMENTS);
    lua_rawgeti(L, -1, number);
    lua_rawgeti(L, -1, part);
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* The chunk's name carries Lua's mark before the compartment's. */
static int owner_of(const shim_host *h, const char *source) {
    for (int i = 0; *source && i < h->compartment_count; i++) {
        const char *name = h->compartments[i];
        size_t count = strlen(name);
        if (!strncmp(source + 1, name, count) && source[1 + count] == '/') { return i + 1; }
    }
    return SHIM_SCRIPT;
}

int compartment_running(lua_State *L) {
    const shim_host *h = host_of(L);
    lua_State *thread = L;
    for (const resumption *r = h->resumption;; r = r->outer) {
        lua_Debug frame;
        for (int level = 0; lua_getstack(thread, level, &frame); level++) {
            lua_getinfo(thread, "S", &frame);
            if (*frame.what != 'C') { return owner_of(h, frame.source); }
        }
        if (!r) { return SHIM_NOBODY; }
        thread = r->from;
    }
}

/* The method's function is on top. */
void compartment_tag(lua_State *L) {
    int taker = compartment_running(L);
    if (taker == SHIM_SCRIPT || !lua_getupvalue(L, -1, 1)) { return; }
    lua_pushinteger(L, taker);
    lua_pushcclosure(L, call_trampoline, 2);
    lua_replace(L, -2);
}

int shim_caller(lua_State *L, int *taker) {
    *taker = host_of(L)->compartment_count ? (int)lua_tointeger(L, lua_upvalueindex(2)) : SHIM_SCRIPT;
    return host_of(L)->compartment_count ? compartment_running(L) : SHIM_SCRIPT;
}

/* "@name/chunk", or "=name/chunk" where the chunk's own mark says so. */
const char *compartment_push_chunk_name(lua_State *L, int number, const char *chunk) {
    char mark = *chunk == '@' ? '@' : '=';
    const char *rest = *chunk == '@' || *chunk == '=' ? chunk + 1 : "(load)";
    return lua_pushfstring(L, "%c%s/%s", mark, host_of(L)->compartments[number - 1], rest);
}

static void set_closure(lua_State *L, int names, const char *name, lua_CFunction function, int number) {
    lua_pushinteger(L, number);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, names, name);
}

enum { NAME = 1, NAMES, LAZY };

/* The inbox holds the names with their values, and the names of modules that are compiled when first read. */
static int open_body(lua_State *L) {
    shim_host *h = host_of(L);
    int number = h->compartment_count + 1;
    lua_settop(L, NAME);
    values_push(L, h);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_COMPARTMENTS) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_COMPARTMENTS);
    }
    lua_createtable(L, COMPARTMENT_PARTS, 0);
    lua_pushvalue(L, NAMES);
    lua_rawseti(L, -2, COMPARTMENT_NAMES);
    lua_pushvalue(L, LAZY);
    lua_rawseti(L, -2, COMPARTMENT_LAZY);
    lua_newtable(L);
    lua_rawseti(L, -2, COMPARTMENT_LOADED);
    lua_newtable(L);
    lua_rawseti(L, -2, COMPARTMENT_LOADING);
    environment_push_compartment(L, NAMES, number);
    lua_rawseti(L, -2, COMPARTMENT_ENVIRONMENT);
    set_closure(L, NAMES, "load", base_load, number);
    set_closure(L, NAMES, "require", modules_require, number);
    lua_rawseti(L, -2, number);
    const char *name = lua_touserdata(L, NAME);
    char **names = realloc(h->compartments, (size_t)number * sizeof *names);
    if (names) { h->compartments = names; }
    char *copy = names ? strdup(name) : NULL;
    if (!copy) { return luaL_error(L, "not enough memory"); }
    h->compartments[h->compartment_count++] = copy;
    return 0;
}

int shim_compartment(lua_State *L, const char *name, int *number) {
    if (!lua_checkstack(L, 8)) { return SHIM_MEMORY; }
    lua_pushcfunction(L, open_body);
    lua_pushlightuserdata(L, (void *)name);
    int status = lua_pcall(L, 1, 0, 0);
    *number = host_of(L)->compartment_count;
    if (status == LUA_OK) { return SHIM_OK; }
    lua_pop(L, 1);
    return SHIM_MEMORY;
}

void compartments_free(shim_host *h) {
    while (h->compartment_count) { free(h->compartments[--h->compartment_count]); }
    free(h->compartments);
}
