/* Globals in layers. A script's own globals lie over the prelude, which it reads and cannot assign; a trusted module has an
 * environment of its own over the same prelude, with copies of the libraries that no script can reach. */
#include "shim.h"

enum { TRUSTED = -1 };

static void push_lazy(lua_State *L, int asker) {
    if (asker > SHIM_SCRIPT) {
        compartment_push(L, asker, COMPARTMENT_LAZY);
    } else {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_LAZY);
    }
}

static void push_names(lua_State *L, int asker) {
    if (asker > SHIM_SCRIPT) {
        compartment_push(L, asker, COMPARTMENT_NAMES);
    } else {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_PRELUDE);
    }
}

/* The name at 2 is in none of the tables. Its upvalue tells who asks: a trusted module, the script, or a compartment. */
static int missing_global(lua_State *L) {
    int asker = (int)lua_tointeger(L, lua_upvalueindex(1));
    if (lua_type(L, 2) != LUA_TSTRING) { return 0; }
    push_lazy(L, asker);
    lua_pushvalue(L, 2);
    bool known = lua_rawget(L, -2) != LUA_TNIL, visible = lua_toboolean(L, -1);
    if (known && (visible || asker == TRUSTED)) {
        return modules_load_prelude(L, visible, asker > SHIM_SCRIPT ? asker : SHIM_SCRIPT);
    }
    if (asker == SHIM_SCRIPT && lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_DECLARED) == LUA_TTABLE) {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, -2) != LUA_TNIL) { return 0; }
    }
    size_t count;
    const char *name = lua_tolstring(L, 2, &count);
    nearest n = nearest_to(name, count);
    push_lazy(L, asker);
    nearest_offer_keys(L, &n, -1);
    push_names(L, asker);
    nearest_offer_keys(L, &n, -1);
    environment_push(L, false, asker > SHIM_SCRIPT ? asker : SHIM_SCRIPT);
    nearest_offer_keys(L, &n, -1);
    if (n.best) { return luaL_error(L, "undefined global '%s'; did you mean '%s'?", name, n.best); }
    return luaL_error(L, "undefined global '%s'", name);
}

/* The name is at `key`: whether the prelude has it. */
static bool in_prelude(lua_State *L, int key) {
    if (lua_type(L, key) != LUA_TSTRING) { return false; }
    const void *const layers[] = {&KEY_PRELUDE, &KEY_LAZY};
    bool has = false;
    for (int i = 0; i < 2; i++) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, layers[i]);
        lua_pushvalue(L, key);
        int kind = lua_rawget(L, -2);
        has = has || (i == 0 ? kind != LUA_TNIL : lua_toboolean(L, -1));
        lua_pop(L, 2);
    }
    return has;
}

static int refuse_assignment(lua_State *L, int key) {
    return luaL_error(L, "'%s' belongs to the prelude and cannot be assigned", lua_tostring(L, key));
}

static int new_global(lua_State *L) {
    if (in_prelude(L, 2)) { return refuse_assignment(L, 2); }
    lua_rawset(L, 1);
    return 0;
}

/* `rawset` must not do what an assignment may not. */
int environment_rawset_guard(lua_State *L, int table, int key) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_ENVIRONMENT);
    bool environment = lua_rawequal(L, -1, table);
    lua_pop(L, 1);
    return environment && in_prelude(L, key) ? refuse_assignment(L, key) : 0;
}

/* Gives the table on top a private metatable: reads go on in the value on top of it. */
static void layer(lua_State *L, lua_CFunction assign) {
    lua_createtable(L, 0, 3);
    lua_insert(L, -2);
    lua_setfield(L, -2, "__index");
    if (assign) {
        lua_pushcfunction(L, assign);
        lua_setfield(L, -2, "__newindex");
    }
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/* The lowest layer. */
static void layer_over_nothing(lua_State *L, int asker) {
    lua_pushinteger(L, asker);
    lua_pushcclosure(L, missing_global, 1);
    layer(L, NULL);
}

void environment_open(lua_State *L) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_LAZY);
    lua_createtable(L, 0, 48);
    int prelude = lua_gettop(L);
    libraries_open(L, false);
    layer_over_nothing(L, SHIM_SCRIPT);
    lua_newtable(L);
    lua_pushvalue(L, prelude);
    layer(L, new_global);
    lua_pushvalue(L, -1);
    lua_setfield(L, prelude, "_G");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_ENVIRONMENT);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_PRELUDE);
}

/* Copies the entries of a table that the one at `into` does not have; pops it. */
static void add_missing(lua_State *L, int into) {
    int from = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        if (lua_rawget(L, into) == LUA_TNIL) {
            lua_pushvalue(L, -3);
            lua_pushvalue(L, -3);
            lua_rawset(L, into);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* What trusted modules read: libraries of their own, names that only they see, and the prelude. Made when first needed. */
static void push_trusted_names(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_TRUSTED) == LUA_TTABLE) { return; }
    lua_pop(L, 1);
    lua_createtable(L, 0, 64);
    int names = lua_gettop(L);
    libraries_open(L, true);
    lua_pushcfunction(L, modules_entry);
    lua_setfield(L, names, "entry");
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_TRUSTED_NAMES) == LUA_TTABLE) {
        add_missing(L, names);
    }
    lua_settop(L, names);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_PRELUDE);
    add_missing(L, names);
    layer_over_nothing(L, TRUSTED);
    lua_pushvalue(L, names);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_TRUSTED);
}

/* Pushes the environment of a new compartment. The names at `names` get libraries of their own, so what the compartment
 * changes in them is its own. */
void environment_push_compartment(lua_State *L, int names, int number) {
    luaL_checkstack(L, 12, NULL);
    lua_pushvalue(L, names);
    libraries_open(L, true);
    layer_over_nothing(L, number);
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, names);
    layer(L, new_global);
    lua_pushvalue(L, -1);
    lua_setfield(L, names, "_G");
}

/* Pushes the globals of a chunk: the script's or a compartment's, or fresh ones for a trusted module. */
void environment_push(lua_State *L, bool trusted, int compartment) {
    luaL_checkstack(L, 12, NULL);
    if (!trusted && compartment) {
        compartment_push(L, compartment, COMPARTMENT_ENVIRONMENT);
        return;
    }
    if (!trusted) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_ENVIRONMENT);
        return;
    }
    push_trusted_names(L);
    lua_newtable(L);
    lua_insert(L, -2);
    layer(L, NULL);
}

/* The three records of the inbox: names of scripts, names of trusted modules, names of modules. */
static int prelude_body(lua_State *L) {
    shim_host *h = host_of(L);
    lua_settop(L, 0);
    values_push(L, h);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_PRELUDE);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 4);
    }
    lua_pushvalue(L, 2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_TRUSTED_NAMES);
    lua_pushvalue(L, 3);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_LAZY);
    return 0;
}

int shim_prelude(shim_host *h) {
    h->permanent = true;
    lua_pushcfunction(h->main, prelude_body);
    int status = lua_pcall(h->main, 0, 0, 0);
    h->permanent = false;
    if (status == LUA_OK) { return SHIM_OK; }
    lua_pop(h->main, 1);
    return SHIM_MEMORY;
}

/* The inbox holds the name. */
static int declare_body(lua_State *L) {
    lua_settop(L, 0);
    values_push(L, host_of(L));
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_DECLARED) != LUA_TTABLE) {
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_DECLARED);
        lua_replace(L, 2);
    }
    lua_pushvalue(L, 1);
    lua_pushboolean(L, 1);
    lua_rawset(L, 2);
    return 0;
}

int shim_declare(shim_host *h) {
    lua_pushcfunction(h->main, declare_body);
    if (lua_pcall(h->main, 0, 0, 0) == LUA_OK) { return SHIM_OK; }
    lua_pop(h->main, 1);
    return SHIM_MEMORY;
}
