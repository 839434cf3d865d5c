/* Lua's patterns, with a price for every step: a pattern that backtracks without end uses up its budget.
 *
 * Matching is by backtracking from left to right. `match_here` answers where a match of the pattern's rest ends, or NULL. */
#include "shim.h"
#include "pattern.h"

#include <ctype.h>

static const char *match_here(matcher *m, const char *s, const char *p);

_Noreturn static void complain(matcher *m, const char *text) {
    luaL_error(m->L, "%s", text);
    __builtin_unreachable();
}

// MARK: Single characters

/* Where the item that begins at `p`, one character's worth of pattern, ends. */
static const char *item_end(matcher *m, const char *p) {
    if (*p == '%') {
        if (++p == m->pattern_end) { complain(m, "malformed pattern (ends with '%')"); }
        return p + 1;
    }
    if (*p++ != '[') { return p; }
    if (p < m->pattern_end && *p == '^') { p++; }
    do { /* a bracket that comes first stands for itself */
        if (p == m->pattern_end) { complain(m, "malformed pattern (missing ']')"); }
        if (*p++ == '%') {
            if (p == m->pattern_end) { complain(m, "malformed pattern (missing ']')"); }
            p++;
        }
    } while (p == m->pattern_end || *p != ']');
    return p + 1;
}

/* What the C library says of every character, a bit a class, and which bit a class letter asks for. */
enum { INVERTED = 1 << 15 };
static unsigned short classes_of[256], asked_by[256];

void pattern_prepare(void) {
    static const struct {
        char letter;
        int (*has)(int c);
    } classes[] = {
        {'a', isalpha}, {'c', iscntrl}, {'d', isdigit}, {'g', isgraph}, {'l', islower},
        {'p', ispunct}, {'s', isspace}, {'u', isupper}, {'w', isalnum}, {'x', isxdigit},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        unsigned short bit = (unsigned short)(1 << i);
        for (int c = 0; c < 256; c++) { classes_of[c] |= classes[i].has(c) ? bit : 0; }
        asked_by[(unsigned char)classes[i].letter] = bit;
        asked_by[toupper(classes[i].letter)] = bit | INVERTED;
    }
    unsigned short zero = (unsigned short)(1 << (sizeof classes / sizeof *classes));
    classes_of[0] |= zero;
    asked_by['z'] = zero;
    asked_by['Z'] = zero | INVERTED;
}

static inline bool in_class(int c, int class) {
    unsigned asked = asked_by[class];
    if (!asked) { return class == c; }
    return !(classes_of[c] & asked & ~(unsigned)INVERTED) == !!(asked & INVERTED);
}

/* `p` is at the opening bracket, `last` at the closing one. */
static bool in_set(int c, const char *p, const char *last) {
    bool wanted = true;
    if (*++p == '^') {
        wanted = false;
        p++;
    }
    for (; p < last; p++) {
        if (*p == '%') {
            p++;
            if (in_class(c, (unsigned char)*p)) { return wanted; }
        } else if (p + 2 < last && p[1] == '-') {
            if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) { return wanted; }
            p += 2;
        } else if ((unsigned char)*p == c) {
            return wanted;
        }
    }
    return !wanted;
}

/* Whether the item from `p` to `end` matches a character. */
static inline bool is_matched(int c, const char *p, const char *end) {
    switch (*p) {
    case '.': return true;
    case '%': return in_class(c, (unsigned char)p[1]);
    case '[': return in_set(c, p, end - 1);
    default: return (unsigned char)*p == c;
    }
}

/* What it costs to ask that once. */
static inline size_t price(const char *p, const char *end) { return *p == '[' ? 1 + (size_t)(end - p) / 8 : 1; }

static inline bool matches_one(matcher *m, const char *s, const char *p, const char *end) {
    pay(m->L, m->h, price(p, end));
    return s < m->end && is_matched((unsigned char)*s, p, end);
}

// MARK: Items that repeat

enum { BLOCK = 64 };

/* As many as there are, then fewer. */
static const char *match_most(matcher *m, const char *s, const char *p, const char *end) {
    ptrdiff_t count = 0, most = m->end - s, stop;
    size_t each = price(p, end);
    do { /* a run is paid for by the block */
        ptrdiff_t before = count;
        stop = most - count > BLOCK ? count + BLOCK : most;
        while (count < stop && is_matched((unsigned char)s[count], p, end)) { count++; }
        pay(m->L, m->h, (size_t)(count - before + 1) * each);
    } while (count == stop && stop < most);
    for (; count >= 0; count--) {
        const char *found = match_here(m, s + count, end + 1);
        if (found) { return found; }
    }
    return NULL;
}

/* None, then more. */
static const char *match_fewest(matcher *m, const char *s, const char *p, const char *end) {
    for (;; s++) {
        const char *found = match_here(m, s, end + 1);
        if (found || !matches_one(m, s, p, end)) { return found; }
    }
}

// MARK: Balance, frontier, captures

static const char *match_balance(matcher *m, const char *s, const char *p) {
    if (p >= m->pattern_end - 1) { complain(m, "malformed pattern (missing arguments to '%b')"); }
    if (s >= m->end || *s != p[0]) { return NULL; }
    int open = 1;
    while (++s < m->end) {
        pay(m->L, m->h, 1);
        if (*s == p[1]) {
            if (--open == 0) { return s + 1; }
        } else if (*s == p[0]) {
            open++;
        }
    }
    return NULL;
}

static bool at_frontier(matcher *m, const char *s, const char *p, const char *end) {
    int before = s == m->begin ? 0 : (unsigned char)s[-1], here = s < m->end ? (unsigned char)*s : 0;
    pay(m->L, m->h, 1 + (size_t)(end - p) / 8);
    return !in_set(before, p, end - 1) && in_set(here, p, end - 1);
}

static const char *open_capture(matcher *m, const char *s, const char *p, ptrdiff_t length) {
    if (m->count >= MOST_CAPTURES) { complain(m, "too many captures"); }
    m->captures[m->count].start = s;
    m->captures[m->count++].length = length;
    const char *found = match_here(m, s, p);
    if (!found) { m->count--; }
    return found;
}

static const char *close_capture(matcher *m, const char *s, const char *p) {
    int index = m->count - 1;
    while (index >= 0 && m->captures[index].length != CAPTURE_OPEN) { index--; }
    if (index < 0) { complain(m, "invalid pattern capture"); }
    m->captures[index].length = s - m->captures[index].start;
    const char *found = match_here(m, s, p);
    if (!found) { m->captures[index].length = CAPTURE_OPEN; }
    return found;
}

/* The same text as an earlier capture; `digit` names it. */
static const char *match_again(matcher *m, const char *s, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->count || m->captures[index].length == CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", index + 1);
    }
    size_t count = (size_t)m->captures[index].length;
    pay(m->L, m->h, count / 16);
    bool same = (size_t)(m->end - s) >= count && !memcmp(m->captures[index].start, s, count);
    return same ? s + count : NULL;
}

// MARK: The pattern

/* One item and what repeats it. Answers where to go on with the rest of the pattern at `*next`, or a result in `*done`. */
static bool step(matcher *m, const char **s, const char **p, const char **result) {
    const char *end = item_end(m, *p);
    char repeat = end < m->pattern_end ? *end : 0;
    switch (repeat) {
    case '*': *result = match_most(m, *s, *p, end); return false;
    case '-': *result = match_fewest(m, *s, *p, end); return false;
    case '+': *result = matches_one(m, *s, *p, end) ? match_most(m, *s + 1, *p, end) : NULL; return false;
    case '?':
        if (matches_one(m, *s, *p, end) && (*result = match_here(m, *s + 1, end + 1))) { return false; }
        *p = end + 1;
        return true;
    default:
        *result = NULL;
        if (!matches_one(m, *s, *p, end)) { return false; }
        ++*s;
        *p = end;
        return true;
    }
}

/* What `%b`, `%f` and `%1` do; false when the item is an ordinary one. */
static bool special(matcher *m, const char **s, const char **p) {
    const char *item = *p + 1;
    if (item >= m->pattern_end) { return false; }
    if (*item == 'b') {
        *s = match_balance(m, *s, item + 1);
        *p = item + 3;
        return true;
    }
    if (*item == 'f') {
        const char *set = item + 1;
        if (set >= m->pattern_end || *set != '[') { complain(m, "missing '[' after '%f' in pattern"); }
        const char *end = item_end(m, set);
        *s = at_frontier(m, *s, set, end) ? *s : NULL;
        *p = end;
        return true;
    }
    if (isdigit((unsigned char)*item)) {
        *s = match_again(m, *s, (unsigned char)*item);
        *p = item + 1;
        return true;
    }
    return false;
}

static const char *match_here(matcher *m, const char *s, const char *p) {
    if (--m->depth == 0) { complain(m, "pattern too complex"); }
    const char *result = s;
    while (p < m->pattern_end) {
        if (*p == '(') {
            bool position = p + 1 < m->pattern_end && p[1] == ')';
            result = open_capture(m, s, p + 1 + position, position ? CAPTURE_POSITION : CAPTURE_OPEN);
            break;
        }
        if (*p == ')') {
            result = close_capture(m, s, p + 1);
            break;
        }
        if (*p == '$' && p + 1 == m->pattern_end) {
            result = s == m->end ? s : NULL;
            break;
        }
        if (*p == '%' && special(m, &s, &p)) {
            result = s;
            if (!s) { break; }
            continue;
        }
        if (!step(m, &s, &p, &result)) { break; }
        result = s;
    }
    m->depth++;
    return result;
}

// MARK: What the library uses

void pattern_begin(matcher *m, lua_State *L, const char *text, size_t count, const char *pattern, size_t pattern_count) {
    m->L = L;
    m->h = host_of(L);
    m->begin = text;
    m->end = text + count;
    m->pattern = pattern;
    m->pattern_end = pattern + pattern_count;
}

const char *pattern_match(matcher *m, const char *s) {
    m->depth = DEEPEST_MATCH;
    m->count = 0;
    return match_here(m, s, m->pattern);
}

/* A pattern without captures has one: the whole match. */
void pattern_push_capture(matcher *m, int index, const char *s, const char *end) {
    if (index >= m->count) {
        if (index != 0) { luaL_error(m->L, "invalid capture index %%%d", index + 1); }
        pay(m->L, m->h, (size_t)(end - s) / 64);
        lua_pushlstring(m->L, s, (size_t)(end - s));
        return;
    }
    const char *start = m->captures[index].start;
    ptrdiff_t length = m->captures[index].length;
    if (length == CAPTURE_OPEN) { complain(m, "unfinished capture"); }
    if (length == CAPTURE_POSITION) {
        lua_pushinteger(m->L, start - m->begin + 1);
    } else {
        pay(m->L, m->h, (size_t)length / 64);
        lua_pushlstring(m->L, start, (size_t)length);
    }
}

/* Pushes the captures; the whole match stands for none when `whole`. */
int pattern_push_captures(matcher *m, const char *s, const char *end, bool whole) {
    int count = m->count == 0 && whole ? 1 : m->count;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++) { pattern_push_capture(m, i, s, end); }
    return count;
}
