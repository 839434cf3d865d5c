/* Swift's objects in Lua: full userdata for references that the state holds, and the metatables of their types.
 *
 * A type's metatable is built when a state first meets an object of it. Member names are interned strings of the state, so
 * a lookup compares addresses. Every userdata that a script can reach begins with an `object_block`. */
#include "shim.h"

typedef struct member_slot {
    const char *key; ///< the interned string's bytes
    const shim_member *member;
    int method;      ///< user value that holds the method's function; 0 for a field
} member_slot;

/* The upvalue of a type's metamethods. */
typedef struct object_class {
    const shim_type *type;
    const shim_binding *fallback;
    size_t mask;
    member_slot slots[];
} object_class;

/* The upvalue of a function made of a Swift closure: as a binding it is what the trampoline expects. */
typedef struct closure_block {
    shim_binding binding;
    size_t slot; ///< where its context is held
} closure_block;

static char KEY_CLOSURES;

/* Bytes of Lua's own before a userdata's block, and what few of them come to. */
enum { USERDATA_HEAD = 40, FEW_FINALISED = 1 << 16 };

// MARK: Reading

void *shim_object(lua_State *L, int index, const shim_type *type) {
    if (lua_type(L, index) != LUA_TUSERDATA) { return NULL; }
    object_block *block = lua_touserdata(L, index);
    return block->type == type ? block->object : NULL;
}

void *shim_any_object(lua_State *L, int index, const shim_type **type) {
    if (lua_type(L, index) != LUA_TUSERDATA) { return NULL; }
    object_block *block = lua_touserdata(L, index);
    *type = block->type;
    return block->object;
}

const char *shim_type_name(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA) { return lua_typename(L, lua_type(L, index)); }
    return ((object_block *)lua_touserdata(L, index))->type->name;
}

// MARK: Metamethods

static size_t hash(const char *key) {
    uintptr_t word = (uintptr_t)key;
    return (size_t)(word >> 4 ^ word >> 11);
}

static member_slot *find(object_class *class, const char *key) {
    for (size_t i = hash(key) & class->mask;; i = (i + 1) & class->mask) {
        member_slot *slot = &class->slots[i];
        if (slot->key == key || !slot->key) { return slot; }
    }
}

static int no_member(lua_State *L, const object_class *class) {
    if (lua_type(L, 2) != LUA_TSTRING) {
        return luaL_error(L, "%s has no field of type '%s'", class->type->name, luaL_typename(L, 2));
    }
    size_t count;
    const char *name = lua_tolstring(L, 2, &count);
    nearest n = nearest_to(name, count);
    for (int i = 0; i < class->type->count; i++) {
        const shim_member *member = &class->type->members[i];
        if (member->kind <= SHIM_METHOD) { nearest_offer(&n, member->name, strlen(member->name)); }
    }
    if (n.best) {
        return luaL_error(L, "%s has no field '%s'; did you mean '%s'?", class->type->name, name, n.best);
    }
    return luaL_error(L, "%s has no field '%s'", class->type->name, name);
}

static int object_index(lua_State *L) {
    object_class *class = lua_touserdata(L, lua_upvalueindex(1));
    if (lua_type(L, 2) == LUA_TSTRING) {
        member_slot *slot = find(class, lua_tolstring(L, 2, NULL));
        if (slot->method) {
            lua_getiuservalue(L, lua_upvalueindex(1), slot->method);
            if (host_of(L)->compartment_count) { compartment_tag(L); }
            return 1;
        }
        if (slot->key) { return call_binding(L, slot->member->binding); }
    }
    if (!class->fallback) { return no_member(L, class); }
    int results = call_binding(L, class->fallback); /* no result: it does not know the name either */
    return results ? results : no_member(L, class);
}

static int object_newindex(lua_State *L) {
    object_class *class = lua_touserdata(L, lua_upvalueindex(1));
    if (lua_type(L, 2) != LUA_TSTRING) { return luaL_error(L, "%s is read-only", class->type->name); }
    const member_slot *slot = find(class, lua_tolstring(L, 2, NULL));
    if (slot->key && slot->member->setter) { return call_binding(L, slot->member->setter); }
    return luaL_error(L, "%s is read-only: its field '%s' cannot be assigned", class->type->name, lua_tostring(L, 2));
}

static int object_equal(lua_State *L) {
    object_block *a = lua_touserdata(L, 1), *b = lua_touserdata(L, 2);
    lua_pushboolean(L, a && b && a->object == b->object);
    return 1;
}

static int object_release(lua_State *L) {
    shim_host *h = host_of(L);
    object_block *block = lua_touserdata(L, 1);
    void *object = block->object;
    block->object = NULL;
    h->finalised += USERDATA_HEAD + sizeof *block;
    if (object) { held_release(h, block->slot); }
    return 0;
}

// MARK: Types

static size_t slots_for(const shim_type *type) {
    size_t slots = 4;
    while (slots < 2 * (size_t)type->count + 1) { slots *= 2; }
    return slots;
}

static void set_event(lua_State *L, int metatable, const char *event, lua_CFunction function) {
    lua_pushvalue(L, -1); /* the class */
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, metatable, event);
}

/* The class is on top of its names and the metatable. */
static void add_member(lua_State *L, object_class *class, const shim_member *member, int index) {
    int names = lua_gettop(L) - 1, metatable = names - 1;
    lua_pushlightuserdata(L, (void *)member->binding);
    lua_pushcclosure(L, call_trampoline, 1);
    if (member->kind == SHIM_EVENT) {
        lua_setfield(L, metatable, member->name);
        return;
    }
    if (member->kind == SHIM_FALLBACK) {
        class->fallback = member->binding;
        lua_pop(L, 1);
        return;
    }
    lua_setiuservalue(L, -2, index);
    const char *key = lua_pushstring(L, member->name);
    lua_rawseti(L, names, index); /* keeps the interned string where it is */
    *find(class, key) = (member_slot){key, member, member->kind == SHIM_METHOD ? index : 0};
}

static void push_metatable(lua_State *L, const shim_type *type) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, type) == LUA_TTABLE) { return; }
    lua_pop(L, 1);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    int metatable = lua_gettop(L);
    lua_newtable(L);
    size_t slots = slots_for(type), size = sizeof(object_class) + slots * sizeof(member_slot);
    object_class *class = lua_newuserdatauv(L, size, type->count + 1);
    memset(class, 0, size);
    class->type = type;
    class->mask = slots - 1;
    lua_pushvalue(L, metatable + 1);
    lua_setiuservalue(L, -2, type->count + 1);
    set_event(L, metatable, "__index", object_index);
    set_event(L, metatable, "__newindex", object_newindex);
    set_event(L, metatable, "__eq", object_equal);
    set_event(L, metatable, "__gc", object_release);
    for (int i = 0; i < type->count; i++) { add_member(L, class, &type->members[i], i + 1); }
    lua_settop(L, metatable);
    lua_pushstring(L, type->name);
    lua_setfield(L, metatable, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, metatable, "__metatable");
    lua_pushvalue(L, metatable);
    lua_rawsetp(L, LUA_REGISTRYINDEX, type);
}

/* What is found dead outlives the cycle that finds it, for its finaliser, and Lua takes it for alive when it says how much
 * may gather until the next cycle: with each, more would. Once a cycle's finalisers are through, the next begins as many
 * bytes earlier. */
static void pace(lua_State *L, shim_host *h) {
    if (h->finalised != h->finalised_yet || h->finalised < FEW_FINALISED) {
        h->finalised_yet = h->finalised;
        return;
    }
    int kilobytes = (int)(h->finalised >> 10);
    h->finalised = h->finalised_yet = 0;
    lua_gc(L, LUA_GCSTEP, kilobytes);
}

/* Takes over the caller's reference once nothing can raise any more. */
void object_push(lua_State *L, shim_host *h, void *object, const shim_type *type) {
    luaL_checkstack(L, 4, NULL);
    pace(L, h);
    push_metatable(L, type);
    held_reserve(L, h);
    object_block *block = lua_newuserdatauv(L, sizeof(object_block), 0);
    *block = (object_block){object, type, held_take(h, object)};
    lua_insert(L, -2);
    lua_setmetatable(L, -2);
}

// MARK: Closures

static int closed(lua_State *L, void *context) {
    (void)context;
    shim_batch *batch = shim_inbox(L);
    shim_put_word(batch, SHIM_LIST, 1);
    static const char text[] = "the host's function is gone: its state was closed";
    shim_put_literal(batch, text, sizeof text - 1);
    return SHIM_RAISE;
}

static int closure_release(lua_State *L) {
    shim_host *h = host_of(L);
    closure_block *block = lua_touserdata(L, 1);
    block->binding = (shim_binding){closed, h};
    held_release(h, block->slot);
    return 0;
}

void closure_push(lua_State *L, shim_host *h, shim_function function, void *context) {
    luaL_checkstack(L, 4, NULL);
    if (h->permanent && numbered_push(L, h, function, context)) { return; }
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_CLOSURES) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushcfunction(L, closure_release);
        lua_setfield(L, -2, "__gc");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_CLOSURES);
    }
    lua_pushnil(L);
    lua_pushcclosure(L, call_trampoline, 1);
    held_reserve(L, h);
    closure_block *block = lua_newuserdatauv(L, sizeof(closure_block), 0);
    *block = (closure_block){{function, context}, held_take(h, context)};
    lua_pushvalue(L, -3);
    lua_setmetatable(L, -2);
    lua_setupvalue(L, -2, 1);
    lua_remove(L, -2);
}
