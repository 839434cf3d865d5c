/* The life of a state: opened with the safe libraries, closed with everything that it kept alive. */
#include "shim.h"

#include <stdlib.h>

char KEY_FUNCTIONS, KEY_ENVIRONMENT, KEY_PRELUDE, KEY_TRUSTED, KEY_TRUSTED_NAMES, KEY_LAZY, KEY_DECLARED, KEY_LOADED, KEY_TRACED, KEY_INTERNED, KEY_MEMORY,
    KEY_ALLOCATION;

static int panic(lua_State *L) {
    (void)L; /* unreachable: every entry is protected */
    return 0;
}

/* `lua_resume` allocates these texts outside any protection; as short strings that exist they cost no memory. */
static void intern_messages(lua_State *L) {
    static const char *const messages[] = {
        "C stack overflow", "cannot resume non-suspended coroutine", "cannot resume dead coroutine",
        "error in error handling",
    };
    lua_newtable(L);
    for (int i = 0; i < 4; i++) {
        lua_pushstring(L, messages[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_INTERNED);
}

static void add_table(lua_State *L, const void *key) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static int open_body(lua_State *L) {
    shim_host *h = host_of(L);
    records_open(L);
    intern_messages(L);
    memory_name_limits(L, h);
    add_table(L, &KEY_FUNCTIONS);
    add_table(L, &KEY_LOADED);
    metatables_open(L);
    environment_open(L);
    return 0;
}

shim_host *shim_open(shim_gate *gate, const shim_limits *limits, const shim_callbacks *callbacks, uint64_t seed) {
    if (!libraries_prepare()) { return NULL; }
    shim_host *h = memory_make();
    if (!h) { return NULL; }
    h->gate = gate;
    h->callbacks = *callbacks;
    h->limits = *limits;
    math_seed(h, seed);
    lua_State *L = h->main = lua_newstate(memory_allocate, h);
    if (L) {
        *thread_word(L) = (uintptr_t)h;
        lua_atpanic(L, panic);
        budget_open(L, h);
        lua_pushcfunction(L, open_body);
        if (lua_pcall(L, 0, 0, 0) == LUA_OK) { return h; }
        lua_close(L);
    }
    held_close(h);
    memory_close(h);
    free(h);
    return NULL;
}

shim_statistics shim_close(shim_host *h) {
    memory_close(h);
    h->unlimited = true; /* a finaliser without memory for its call would leave its object behind */
    lua_close(h->main);
    held_close(h);
    numbered_release(h);
    compartments_free(h);
    values_drop(h, &h->inbox);
    free(h->inbox.bytes);
    free(h->outbox.bytes);
    free(h->trace.bytes);
    shim_statistics left = shim_statistics_of(h);
    free(h);
    return left;
}

static int collect_body(lua_State *L) {
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_TRACED);
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}

void shim_collect(shim_host *h) {
    if (entry_protect(h->main, collect_body, NULL) != LUA_OK) { lua_pop(h->main, 1); }
}

lua_State *shim_main(shim_host *h) { return h->main; }
shim_host *shim_host_of(lua_State *L) { return host_of(L); }
void *shim_context(lua_State *L) { return host_of(L)->callbacks.context; }
