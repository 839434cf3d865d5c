/* States: with the functions of functions.c, and an allocator that counts where a limit is wanted. */
#include "functions.h"

#include <lualib.h>
#include <stdlib.h>
#include <time.h>

struct reference {
    lua_State *L;
    size_t used, limit;
};

static void *allocate(void *context, void *block, size_t held, size_t wanted) {
    reference *r = context;
    if (!block) { held = 0; }
    if (!wanted) {
        r->used -= held;
        free(block);
        return NULL;
    }
    if (wanted > held && wanted - held > r->limit - r->used) { return NULL; }
    void *moved = realloc(block, wanted);
    if (moved) { r->used += wanted - held; }
    return moved;
}

static int open_body(lua_State *L) {
    luaL_openlibs(L);
    functions_open(L);
    return 0;
}

reference *reference_open(size_t memory) {
    reference *r = calloc(1, sizeof *r);
    if (!r) { return NULL; }
    r->limit = memory;
    r->L = memory ? lua_newstate(allocate, r) : luaL_newstate();
    if (r->L) {
        lua_pushcfunction(r->L, open_body);
        if (lua_pcall(r->L, 0, 0, 0) == LUA_OK) { return r; }
        lua_close(r->L);
    }
    free(r);
    return NULL;
}

void reference_close(reference *r) {
    lua_close(r->L);
    free(r);
}

int reference_load(reference *r, const char *text) {
    if (luaL_loadstring(r->L, text) != LUA_OK) {
        lua_pop(r->L, 1);
        return -1;
    }
    return luaL_ref(r->L, LUA_REGISTRYINDEX);
}

const char *reference_run(reference *r, int chunk, long count) {
    lua_settop(r->L, 0);
    lua_rawgeti(r->L, LUA_REGISTRYINDEX, chunk);
    lua_pushinteger(r->L, count);
    return lua_pcall(r->L, 1, 0, 0) == LUA_OK ? NULL : lua_tostring(r->L, -1);
}

void reference_open_and_close(void) {
    lua_State *L = luaL_newstate();
    if (!L) { return; }
    luaL_openlibs(L);
    lua_close(L);
}

static int64_t time_of(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t reference_thread_time(void) { return time_of(CLOCK_THREAD_CPUTIME_ID); }

int64_t reference_process_time(void) { return time_of(CLOCK_PROCESS_CPUTIME_ID); }
