/* Text under construction. It counts as memory but, like the string that it becomes, not as a single block. */
#include "shim.h"

static char KEY_BUFFERS;

/* A full userdata that no script can reach: it frees the bytes when an error leaves the function that builds. */
typedef struct box {
    char *bytes;
    size_t capacity;
} box;

static int release_box(lua_State *L) {
    box *b = lua_touserdata(L, 1);
    memory_allocate_text(host_of(L), b->bytes, b->capacity, 0);
    *b = (box){0};
    return 0;
}

static box *new_box(lua_State *L) {
    box *b = lua_newuserdatauv(L, sizeof(box), 0);
    *b = (box){0};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_BUFFERS) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushcfunction(L, release_box);
        lua_setfield(L, -2, "__gc");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_BUFFERS);
    }
    lua_setmetatable(L, -2);
    return b;
}

/* Takes one slot of the stack until the text is pushed. */
void buffer_begin(lua_State *L, text_buffer *buffer) {
    buffer->L = L;
    buffer->bytes = buffer->initial;
    buffer->count = 0;
    buffer->capacity = sizeof buffer->initial;
    lua_pushnil(L);
    buffer->slot = lua_gettop(L);
}

static void grow(text_buffer *buffer, size_t more) {
    lua_State *L = buffer->L;
    shim_host *h = host_of(L);
    if (more > (size_t)LUA_MAXINTEGER / 4 - buffer->count) { luaL_error(L, "resulting string too large"); }
    luaL_checkstack(L, 3, NULL);
    size_t capacity = buffer->capacity * 2;
    if (capacity < buffer->count + more) { capacity = buffer->count + more; }
    if (buffer->bytes == buffer->initial) {
        new_box(L);
        lua_replace(L, buffer->slot);
    }
    box *b = lua_touserdata(L, buffer->slot);
    char *bytes = memory_allocate_text(h, b->bytes, b->capacity, capacity);
    if (!bytes) {
        lua_gc(L, LUA_GCCOLLECT);
        bytes = memory_allocate_text(h, b->bytes, b->capacity, capacity);
    }
    if (!bytes) {
        memory_push_error(L, h);
        lua_error(L);
    }
    if (buffer->bytes == buffer->initial) { memcpy(bytes, buffer->initial, buffer->count); }
    *b = (box){bytes, capacity};
    buffer->bytes = bytes;
    buffer->capacity = capacity;
}

/* Room for `count` more bytes, which count as written. */
char *buffer_extend(text_buffer *buffer, size_t count) {
    if (buffer->capacity - buffer->count < count) { grow(buffer, count); }
    char *at = buffer->bytes + buffer->count;
    buffer->count += count;
    return at;
}

void buffer_add(text_buffer *buffer, const char *bytes, size_t count) {
    pay(buffer->L, host_of(buffer->L), count / 64);
    if (count) { memcpy(buffer_extend(buffer, count), bytes, count); }
}

/* Adds the string or number on top and pops it. */
void buffer_add_top(text_buffer *buffer) {
    size_t count;
    const char *bytes = lua_tolstring(buffer->L, -1, &count);
    buffer_add(buffer, bytes, count);
    lua_pop(buffer->L, 1);
}

/* Pushes the text. */
void buffer_push(text_buffer *buffer) {
    lua_State *L = buffer->L;
    lua_pushlstring(L, buffer->bytes, buffer->count);
    if (buffer->bytes != buffer->initial) {
        box *b = lua_touserdata(L, buffer->slot);
        memory_allocate_text(host_of(L), b->bytes, b->capacity, 0);
        *b = (box){0};
    }
}
