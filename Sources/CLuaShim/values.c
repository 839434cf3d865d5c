/* Values that cross: a batch is written on one side and read on the other, so a table costs one protected call. */
#include "shim.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 512, KEPT_CAPACITY = 64 * 1024, SMALL_RECORD = 24, RECURRING = 32 };

bool shim_batch_reserve(shim_batch *batch, size_t more) {
    size_t capacity = batch->capacity ? batch->capacity : FIRST_CAPACITY;
    while (capacity - batch->count < more) {
        if (capacity > SIZE_MAX / 4) { return !(batch->failed = true); }
        capacity *= 2;
    }
    unsigned char *bytes = realloc(batch->bytes, capacity);
    if (!bytes) { return !(batch->failed = true); }
    batch->bytes = bytes;
    batch->capacity = capacity;
    return true;
}

/* Releases what an abandoned batch still owns and empties it. */
void values_drop(shim_host *h, shim_batch *batch) {
    bool outgoing = batch == &h->outbox;
    for (size_t owner = batch->owner; owner;) {
        unsigned char *at = batch->bytes + owner - 1;
        uint64_t first = shim_word(at + 1), second = shim_word(at + 9);
        owner = (size_t)shim_word(at + 17);
        if (*at == SHIM_FUNCTION && outgoing && (int)first >= 0) { shim_release(h, (int)first); }
        if (*at == SHIM_OBJECT && first && !outgoing) { h->callbacks.release((void *)(uintptr_t)first); }
        if (*at == SHIM_CLOSURE && second) { h->callbacks.release((void *)(uintptr_t)second); }
    }
    if (batch->capacity > KEPT_CAPACITY) {
        free(batch->bytes);
        *batch = (shim_batch){0};
    }
    batch->count = batch->owner = 0;
    batch->failed = false;
}

shim_batch *shim_inbox(lua_State *L) {
    shim_host *h = host_of(L);
    if (h->inbox.count) { values_drop(h, &h->inbox); }
    return &h->inbox;
}

void shim_inbox_clear(lua_State *L) { values_drop(host_of(L), &host_of(L)->inbox); }

shim_batch *shim_outbox(shim_host *h) { return &h->outbox; }

// MARK: To Lua

/* What an entry owned belongs to Lua now. */
static void disown(unsigned char *word) { memset(word, 0, 8); }

/* Lua remembers which string a text at an address was last: values that recur, in records of one type, are found there. */
static void push_string(lua_State *L, const char *bytes, size_t count) {
    if (count <= RECURRING && !memchr(bytes, 0, count)) {
        lua_pushstring(L, bytes);
    } else {
        lua_pushlstring(L, bytes, count);
    }
}

/* Pushes a value that holds no others and owns nothing. Inlined where many follow each other. */
__attribute__((always_inline)) static inline unsigned char *push_scalar(lua_State *L, unsigned char *at) {
    switch (*at++) {
    case SHIM_NIL: lua_pushnil(L); return at;
    case SHIM_FALSE: lua_pushboolean(L, 0); return at;
    case SHIM_TRUE: lua_pushboolean(L, 1); return at;
    case SHIM_INTEGER: lua_pushinteger(L, (lua_Integer)shim_word(at)); return at + 8;
    case SHIM_NUMBER: {
        lua_Number number;
        memcpy(&number, at, 8);
        lua_pushnumber(L, number);
        return at + 8;
    }
    case SHIM_STRING: {
        size_t count = (size_t)shim_word(at);
        push_string(L, (const char *)at + 8, count);
        return at + 9 + count;
    }
    default: /* SHIM_LITERAL */
        lua_pushstring(L, (const char *)(uintptr_t)shim_word(at));
        return at + 8;
    }
}

static unsigned char *push_compound(lua_State *L, shim_host *h, unsigned char *at);

static unsigned char *push_value(lua_State *L, shim_host *h, unsigned char *at) {
    return *at <= SHIM_LITERAL ? push_scalar(L, at) : push_compound(L, h, at);
}

/* The fields of a record are scalars. */
static unsigned char *push_named(lua_State *L, unsigned char *at) {
    const shim_names *names = (const shim_names *)(uintptr_t)shim_word(at);
    int count = names->count;
    luaL_checkstack(L, count + 8, NULL);
    records_push_maker(L, names);
    at += 8;
    for (int i = 0; i < count; i++) { at = push_scalar(L, at); }
    lua_call(L, count, 1);
    return at;
}

static unsigned char *push_compound(lua_State *L, shim_host *h, unsigned char *at) {
    uint64_t word;
    switch (*at++) {
    case SHIM_LIST:
        word = shim_word(at);
        at += 8;
        luaL_checkstack(L, 3, NULL);
        lua_createtable(L, (int)word, 0);
        for (lua_Integer i = 1; i <= (lua_Integer)word; i++) {
            at = push_value(L, h, at);
            lua_rawseti(L, -2, i);
        }
        return at;
    case SHIM_RECORD:
        word = shim_word(at);
        at += 8;
        luaL_checkstack(L, 4, NULL);
        lua_createtable(L, 0, (int)word);
        for (; word; word--) {
            at = push_value(L, h, at);
            at = push_value(L, h, at);
            lua_rawset(L, -3);
        }
        return at;
    case SHIM_NAMED: return push_named(L, at);
    case SHIM_OBJECT:
        object_push(L, h, (void *)(uintptr_t)shim_word(at), (const shim_type *)(uintptr_t)shim_word(at + 8));
        disown(at);
        return at + 24;
    case SHIM_FUNCTION:
        lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_FUNCTIONS);
        lua_rawgeti(L, -1, (lua_Integer)shim_word(at));
        lua_remove(L, -2);
        return at + 8;
    case SHIM_BINDING:
        lua_pushlightuserdata(L, (void *)(uintptr_t)shim_word(at));
        lua_pushcclosure(L, call_trampoline, 1);
        return at + 8;
    default: /* SHIM_CLOSURE */
        closure_push(L, h, (shim_function)(uintptr_t)shim_word(at), (void *)(uintptr_t)shim_word(at + 8));
        disown(at + 8);
        return at + 24;
    }
}

/* Pushes the values of the inbox, which is one list, and empties it. Raises only for want of memory. */
int values_push(lua_State *L, shim_host *h) {
    if (h->inbox.failed) {
        values_drop(h, &h->inbox);
        return luaL_error(L, "not enough memory for a value of the host");
    }
    if (!h->inbox.count) { return 0; }
    uint64_t count = shim_word(h->inbox.bytes + 1);
    if (count > INT32_MAX / 2) { return luaL_error(L, "too many values"); }
    luaL_checkstack(L, (int)count + LUA_MINSTACK, "too many values");
    unsigned char *at = h->inbox.bytes + 9;
    for (uint64_t i = 0; i < count; i++) { at = push_value(L, h, at); }
    if (h->inbox.capacity > KEPT_CAPACITY) { values_drop(h, &h->inbox); }
    h->inbox.count = h->inbox.owner = 0;
    return (int)count;
}

// MARK: To Swift

typedef struct writer {
    lua_State *L;
    shim_host *h;
    size_t items;
    int depth;
} writer;

static void put_value(writer *w, int index);

static void check_bytes(writer *w) {
    if (w->h->outbox.failed) { luaL_error(w->L, "not enough memory for a value that leaves Lua"); }
    if (w->h->outbox.count > w->h->limits.bytes) {
        luaL_error(w->L, "a value of more than %I bytes cannot leave Lua", (LUAI_UACINT)w->h->limits.bytes);
    }
}

static void check_item(writer *w) {
    pay(w->L, w->h, 1);
    if (++w->items > w->h->limits.items) {
        luaL_error(w->L, "a value of more than %I items cannot leave Lua", (LUAI_UACINT)w->h->limits.items);
    }
    check_bytes(w);
}

static void put_function(writer *w, int index) {
    lua_rawgetp(w->L, LUA_REGISTRYINDEX, &KEY_FUNCTIONS);
    lua_pushvalue(w->L, index);
    int reference = luaL_ref(w->L, -2);
    lua_pop(w->L, 1);
    shim_put_owner(&w->h->outbox, SHIM_FUNCTION, (uint64_t)reference, 0);
}

/* Counts the entries; a table is a list when its keys are exactly 1..n. */
static size_t count_entries(writer *w, int index, bool *list) {
    size_t border = lua_rawlen(w->L, index), count = 0;
    *list = true;
    for (lua_pushnil(w->L); lua_next(w->L, index); lua_pop(w->L, 1)) {
        if (lua_islightuserdata(w->L, -2)) { continue; }
        pay(w->L, w->h, 1);
        count++;
        *list = *list && lua_isinteger(w->L, -2) && (size_t)lua_tointeger(w->L, -2) - 1 < border;
    }
    *list = *list && count == border;
    return count;
}

/* The key is on top: writes it and its value, and pops it. */
static void put_entry(writer *w, int table) {
    put_value(w, lua_gettop(w->L));
    lua_rawget(w->L, table);
    put_value(w, lua_gettop(w->L));
    lua_pop(w->L, 1);
}

static void put_small_record(writer *w, int table) {
    lua_State *L = w->L;
    ordered_key keys[SMALL_RECORD];
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, table);) {
        lua_pop(L, 1);
        if (lua_islightuserdata(L, -1)) { continue; } /* it does not count, and there may be no room for it */
        if (order_read(L, -1, &keys[count])) {
            keys[count++].slot = lua_gettop(L); /* the key stays below */
            lua_pushvalue(L, -1);
        } else {
            luaL_error(L, "a table with a key of type '%s' cannot leave Lua", luaL_typename(L, -1));
        }
    }
    order_sort(L, keys, count);
    for (size_t i = 0; i < count; i++) {
        lua_pushvalue(L, keys[i].slot);
        put_entry(w, table);
    }
    lua_pop(L, (int)count);
}

static void put_large_record(writer *w, int table, size_t count) {
    order_push_keys(w->L, table, 0);
    int keys = lua_gettop(w->L);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(w->L, keys, (lua_Integer)i);
        put_entry(w, table);
    }
    lua_pop(w->L, 1);
}

static void put_table(writer *w, int index) {
    if (++w->depth > w->h->limits.depth) {
        luaL_error(w->L, "a value nested deeper than %d tables cannot leave Lua", w->h->limits.depth);
    }
    luaL_checkstack(w->L, SMALL_RECORD + 8, NULL);
    bool list;
    size_t count = count_entries(w, index, &list);
    shim_put_word(&w->h->outbox, list ? SHIM_LIST : SHIM_RECORD, count);
    if (list) {
        for (size_t i = 1; i <= count; i++) {
            lua_rawgeti(w->L, index, (lua_Integer)i);
            put_value(w, lua_gettop(w->L));
            lua_pop(w->L, 1);
        }
    } else if (count <= SMALL_RECORD) {
        put_small_record(w, index);
    } else {
        put_large_record(w, index, count);
    }
    w->depth--;
}

static void put_value(writer *w, int index) {
    lua_State *L = w->L;
    shim_batch *out = &w->h->outbox;
    check_item(w);
    switch (lua_type(L, index)) {
    case LUA_TNIL: shim_put(out, SHIM_NIL); break;
    case LUA_TBOOLEAN: shim_put(out, lua_toboolean(L, index) ? SHIM_TRUE : SHIM_FALSE); break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            shim_put_word(out, SHIM_INTEGER, (uint64_t)lua_tointeger(L, index));
        } else {
            shim_put_number(out, lua_tonumber(L, index));
        }
        break;
    case LUA_TSTRING: {
        size_t count;
        const char *bytes = lua_tolstring(L, index, &count);
        pay(L, w->h, count / 64);
        shim_put_string(out, bytes, count);
        break;
    }
    case LUA_TTABLE: put_table(w, index); break;
    case LUA_TFUNCTION: put_function(w, index); break;
    case LUA_TUSERDATA: {
        object_block *block = lua_touserdata(L, index);
        if (block->object) {
            shim_put_owner(out, SHIM_OBJECT, (uint64_t)(uintptr_t)block->object, (uint64_t)(uintptr_t)block->type);
            break;
        }
    } /* fall through */
    default: luaL_error(L, "a value of type '%s' cannot leave Lua", luaL_typename(L, index));
    }
}

/* Writes values to the outbox as one list. May raise: for their size, their kinds, want of memory. */
void values_put(lua_State *L, shim_host *h, int first, int count) {
    writer w = {L, h, 0, 0};
    values_drop(h, &h->outbox);
    shim_put_word(&h->outbox, SHIM_LIST, (uint64_t)count);
    luaL_checkstack(L, 4, NULL);
    for (int i = 0; i < count; i++) { put_value(&w, first + i); }
    check_bytes(&w);
}
