/* The safe libraries: which names scripts see. A function is one of this target's replacements or Lua's own; the latter are
 * taken once per process from a scratch state, so that a new state only fills tables. */
#include "pattern.h"

#include <math.h>
#include <pthread.h>

enum { LARGEST_LIBRARY = 40 };

typedef struct library {
    const char *name;
    lua_CFunction open;
    const library_entry *entries;
    lua_CFunction functions[LARGEST_LIBRARY];
} library;

static library libraries[] = {
    {"_G", luaopen_base, base_entries, {0}},
    {"coroutine", luaopen_coroutine, coroutine_entries, {0}},
    {"math", luaopen_math, math_entries, {0}},
    {"os", luaopen_os, os_entries, {0}},
    {"string", luaopen_string, string_entries, {0}},
    {"table", luaopen_table, table_entries, {0}},
    {"utf8", luaopen_utf8, utf8_entries, {0}},
};
enum { LIBRARIES = sizeof libraries / sizeof *libraries, STRING_LIBRARY = 4 };

/* Arithmetic on strings that are numbers is the work of metamethods. */
static const char *const string_events[] = {
    "__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv", "__unm",
};
enum { STRING_EVENTS = sizeof string_events / sizeof *string_events };
static lua_CFunction string_metamethods[STRING_EVENTS];
static lua_CFunction ipairs_step; ///< which reads what `ipairs` goes through

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool prepared;

static int prepare_body(lua_State *L) {
    for (int i = 0; i < LIBRARIES; i++) {
        library *lib = &libraries[i];
        luaL_requiref(L, lib->name, lib->open, 0);
        for (int j = 0; lib->entries[j].name; j++) {
            lua_getfield(L, -1, lib->entries[j].name);
            const library_entry *entry = &lib->entries[j];
            lua_CFunction original = lua_tocfunction(L, -1);
            if (entry->original) { *entry->original = original; }
            lib->functions[j] = entry->function ? entry->function : original;
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_getglobal(L, "ipairs");
    lua_newtable(L);
    lua_call(L, 1, 1);
    ipairs_step = lua_tocfunction(L, -1);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    for (int i = 0; i < STRING_EVENTS; i++) {
        lua_getfield(L, -1, string_events[i]);
        string_metamethods[i] = lua_tocfunction(L, -1);
        lua_pop(L, 1);
    }
    return 0;
}

static void prepare(void) {
    pattern_prepare();
    lua_State *L = luaL_newstate();
    if (!L) { return; }
    lua_pushcfunction(L, prepare_body);
    prepared = lua_pcall(L, 0, 0, 0) == LUA_OK;
    lua_close(L);
}

bool libraries_prepare(void) {
    pthread_once(&once, prepare);
    return prepared;
}

const char *libraries_name_of(lua_CFunction function, const char **name) {
    *name = NULL;
    if (function == ipairs_step) { return "ipairs"; }
    if (function == base_handler) { return "a message handler"; }
    for (int i = 0; i < LIBRARIES; i++) {
        for (int j = 0; libraries[i].entries[j].name; j++) {
            if (libraries[i].functions[j] != function) { continue; }
            *name = i == 0 ? NULL : libraries[i].name;
            return libraries[i].entries[j].name;
        }
    }
    return NULL;
}

static void fill(lua_State *L, const library *lib) {
    for (int i = 0; lib->entries[i].name; i++) {
        lua_pushcfunction(L, lib->functions[i]);
        lua_setfield(L, -2, lib->entries[i].name);
    }
}

static void push_library(lua_State *L, const library *lib) {
    lua_createtable(L, 0, LARGEST_LIBRARY);
    fill(L, lib);
}

static void add_constants(lua_State *L, int names) {
    lua_getfield(L, names, "math");
    lua_pushnumber(L, 3.141592653589793238462643383279502884);
    lua_setfield(L, -2, "pi");
    lua_pushnumber(L, (lua_Number)HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
    lua_getfield(L, names, "utf8");
    lua_pushlstring(L, "[\0-\x7F\xC2-\xFD][\x80-\xBF]*", sizeof("[\0-\x7F\xC2-\xFD][\x80-\xBF]*") - 1);
    lua_setfield(L, -2, "charpattern");
    lua_pop(L, 2);
    lua_pushliteral(L, LUA_VERSION);
    lua_setfield(L, names, "_VERSION");
}

/* The upvalue tells which operator: reading a long text as a number costs. */
static int string_arithmetic(lua_State *L) {
    pay(L, host_of(L), (lua_rawlen(L, 1) + lua_rawlen(L, 2)) / 16);
    return string_metamethods[lua_tointeger(L, lua_upvalueindex(1))](L);
}

/* Methods of strings come from a table that no script can reach. */
static void set_string_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, STRING_EVENTS + 2);
    for (int i = 0; i < STRING_EVENTS; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, string_arithmetic, 1);
        lua_setfield(L, -2, string_events[i]);
    }
    push_library(L, &libraries[STRING_LIBRARY]);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

/* Where Lua looks for the name of a function that was called without one: "bad argument #1 to 'string.rep'". */
static void name_functions(lua_State *L, int names) {
    lua_createtable(L, 0, LIBRARIES);
    lua_pushvalue(L, names);
    lua_setfield(L, -2, "_G");
    for (int i = 1; i < LIBRARIES; i++) {
        lua_getfield(L, names, libraries[i].name);
        lua_setfield(L, -2, libraries[i].name);
    }
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

/* Fills the table on top. Trusted modules get tables of their own, so a script that changes one changes its own only. */
void libraries_open(lua_State *L, bool trusted) {
    int names = lua_gettop(L);
    fill(L, &libraries[0]);
    for (int i = 1; i < LIBRARIES; i++) {
        push_library(L, &libraries[i]);
        lua_setfield(L, names, libraries[i].name);
    }
    add_constants(L, names);
    if (!trusted) {
        set_string_metatable(L);
        name_functions(L, names);
    }
}
