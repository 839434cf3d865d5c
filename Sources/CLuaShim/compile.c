/* Compiling text. It is read in slices that pay for their bytes, so a budget ends it like anything else. */
#include "shim.h"

enum { SLICE = 4096 };

const char *compile_slice(lua_State *L, text_slices *s, size_t *count) {
    *count = s->left < s->most ? s->left : s->most;
    if (!*count) { return NULL; }
    if (s->pays) { pay(L, host_of(L), *count); }
    const char *slice = s->at;
    s->at += *count;
    s->left -= *count;
    return slice;
}

static const char *read_slice(lua_State *L, void *slices, size_t *count) { return compile_slice(L, slices, count); }

static int compile(lua_State *L, text_slices *slices, const char *name) {
    return lua_load(L, read_slice, slices, name, "t");
}

text_slices compile_slices(const char *text, size_t count, bool pays) {
    return (text_slices){.at = text, .left = count, .most = SLICE, .pays = pays};
}

int compile_text(lua_State *L, const char *text, size_t count, const char *name, bool pays) {
    text_slices slices = compile_slices(text, count, pays);
    return compile(L, &slices, name);
}

/* Lua reads one character beyond the token at which it gives up. */
size_t compile_reach(lua_State *L, const char *text, size_t count, const char *name, bool pays) {
    text_slices slices = {.at = text, .left = count, .most = 1, .pays = pays};
    compile(L, &slices, name);
    lua_pop(L, 1);
    return count - slices.left;
}

// MARK: For the host

typedef struct load_request {
    const char *name, *bytes;
    size_t count;
    bool trusted;
    int reference;
    size_t reach;
    int status;
} load_request;

static int load_body(lua_State *L) {
    load_request *r = lua_touserdata(L, 1);
    r->status = compile_text(L, r->bytes, r->count, r->name, !r->trusted);
    if (r->status != LUA_OK) {
        if (r->status == LUA_ERRSYNTAX) { r->reach = compile_reach(L, r->bytes, r->count, r->name, !r->trusted); }
        return lua_error(L);
    }
    environment_push(L, r->trusted, SHIM_SCRIPT);
    lua_setupvalue(L, -2, 1);
    entry_keep_function(L, &r->reference);
    return 0;
}

static int load_protected(lua_State *L, void *request) { return entry_protect(L, load_body, request); }

int shim_load(
    shim_host *h, const char *name, const char *bytes, size_t count, bool trusted, int *reference, size_t *reach) {
    load_request request = {.name = name, .bytes = bytes, .count = count, .trusted = trusted};
    int status = budget_run(h->main, h, load_protected, &request);
    *reference = request.reference;
    *reach = request.reach;
    if (status == LUA_OK) { return SHIM_OK; }
    return entry_fail(h->main, request.status == LUA_ERRSYNTAX ? LUA_ERRSYNTAX : status);
}
