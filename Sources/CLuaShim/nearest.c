/* The name that was probably meant. */
#include "shim.h"

enum { LONGEST = 40 };

nearest nearest_to(const char *wanted, size_t count) {
    return (nearest){.wanted = wanted, .count = count, .distance = count <= LONGEST ? count / 3 + 1 : 0};
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Edits from one name to the other: insertions, deletions, changes, and neighbours that changed places. */
static size_t distance(const char *a, size_t m, const char *b, size_t n) {
    size_t rows[3][LONGEST + 1];
    size_t *older = rows[0], *before = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++) { before[j] = j; }
    for (size_t i = 1; i <= m; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t edits = smaller(before[j] + 1, row[j - 1] + 1);
            edits = smaller(edits, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) { edits = smaller(edits, older[j - 2] + 1); }
            row[j] = edits;
        }
        size_t *free = older;
        older = before;
        before = row;
        row = free;
    }
    return before[n];
}

/* Of two names that are equally near the first in byte order wins, whatever order they are offered in. */
void nearest_offer(nearest *n, const char *name, size_t count) {
    if (count > LONGEST || n->count > LONGEST || count > n->count + 4 || n->count > count + 4) { return; }
    size_t edits = distance(n->wanted, n->count, name, count);
    if (edits < n->distance || (edits == n->distance && n->best && strcmp(name, n->best) < 0)) {
        n->best = name;
        n->distance = edits;
    }
}

void nearest_offer_keys(lua_State *L, nearest *n, int table) {
    table = lua_absindex(L, table);
    shim_host *h = host_of(L);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        pay(L, h, 8);
        if (lua_type(L, -2) != LUA_TSTRING || !lua_toboolean(L, -1)) { continue; }
        size_t count;
        const char *name = lua_tolstring(L, -2, &count);
        nearest_offer(n, name, count);
    }
}

int shim_name_distance(const char *name, const char *other) {
    nearest n = nearest_to(name, strlen(name));
    nearest_offer(&n, other, strlen(other));
    return n.best ? (int)n.distance : -1;
}
