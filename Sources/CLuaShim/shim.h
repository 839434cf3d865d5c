/* Shared by this target's .c files: what the bridge keeps beside a Lua state, and which file owns which part of it. */
#ifndef SHIM_H
#define SHIM_H

#include "CLuaShim.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <pthread.h>

/// One `lua_resume` in progress: who resumed, and whether a wait may pass through it.
typedef struct resumption {
    lua_State *from;
    struct resumption *outer;
    bool entry;   ///< resumed by the host, not by a script
    bool maywait; ///< for an entry: the host can wait
} resumption;

typedef struct kept_block kept_block;

enum { METATABLE_EVENTS = 32, NUMBERED = 128, MOST_KEPT = 520 };

struct shim_host {
    lua_State *main;
    shim_gate *gate;
    shim_callbacks callbacks;
    shim_limits limits;

    /* memory.c */
    size_t used, peak;
    bool single;
    bool unlimited;      ///< while the messages for new limits are made, and when the state closes
    void *stringtable;   ///< exempt from the limit on single blocks
    ptrdiff_t room;      ///< bytes of freed blocks that may still be kept
    kept_block *kept[MOST_KEPT / 16 + 1]; ///< by size
    size_t cut;          ///< bytes of the slab that were given out

    /* budget.c */
    uint64_t spent;      ///< instructions and steps of library functions
    uint64_t unpaid;
    uint64_t elapsed;    ///< nanoseconds inside Lua, up to the last entry
    uint64_t entered;    ///< when the running entry began; 0: outside Lua
    size_t printed;
    int stopped;         ///< sticky: nothing catches it
    int ended;           ///< the reason of the last stop
    bool counts;         ///< a hook is always set

    /* gate.c */
    const shim_call *call; ///< the one that runs, where the host can stop it

    /* watch.c */
    struct shim_host *outer; ///< the state that the same thread is inside of, further out

    /* values.c */
    shim_batch inbox, outbox;

    size_t objects; ///< of Swift's, that the state owns a reference to

    /* object.c */
    size_t finalised;     ///< bytes of userdata that were found dead since the collector was told last
    size_t finalised_yet; ///< as it was when an object was pushed last

    /* held.c */
    struct {
        void **slots;
        size_t count, capacity;
        size_t free; ///< a slot, from 1 on; 0: none
    } held;

    /* numbered.c */
    shim_binding numbered[NUMBERED]; ///< each owns its context
    int numbers;                     ///< that are taken
    bool permanent;                  ///< functions that are pushed now stay as long as the state

    /* thread.c */
    lua_State *running;
    resumption *resumption;
    lua_State *spare;
    bool waiting;        ///< a host wait is on its way out
    bool raising;        ///< how the inbox of a finished wait is meant

    /* traceback.c */
    shim_batch trace;
    char where[128];
    lua_State *handed;   ///< which thread got the error

    /* metatables.c */
    const char *events[METATABLE_EVENTS];

    /* compartments.c */
    char **compartments; ///< their names
    int compartment_count;

    /* lib_math.c */
    uint64_t random[4];

    /* memory.c */
    char slab[];
};

/* The extra space of every thread holds the host's address, and in its low bits what the bridge knows of the thread. */
enum { THREAD_ROOT = 1, THREAD_WAITS = 2, THREAD_MARKS = 15 };

static inline uintptr_t *thread_word(lua_State *L) { return (uintptr_t *)lua_getextraspace(L); }
static inline shim_host *host_of(lua_State *L) { return (shim_host *)(*thread_word(L) & ~(uintptr_t)THREAD_MARKS); }
static inline bool thread_is(lua_State *L, int mark) { return *thread_word(L) & (uintptr_t)mark; }
static inline void thread_mark(lua_State *L, int mark) { *thread_word(L) |= (uintptr_t)mark; }
static inline void thread_unmark(lua_State *L, int mark) { *thread_word(L) &= ~(uintptr_t)mark; }

/* Keys of the registry: addresses that nothing else has. */
extern char KEY_FUNCTIONS, KEY_ENVIRONMENT, KEY_PRELUDE, KEY_TRUSTED, KEY_TRUSTED_NAMES, KEY_LAZY, KEY_DECLARED, KEY_LOADED, KEY_TRACED, KEY_INTERNED,
    KEY_MEMORY, KEY_ALLOCATION;

/* memory.c */
shim_host *memory_make(void);
void memory_close(shim_host *h);
void *memory_allocate_text(shim_host *h, void *block, size_t held, size_t wanted);
void *memory_allocate(void *host, void *block, size_t held, size_t wanted);
void memory_name_limits(lua_State *L, shim_host *h);
void memory_rename_limits(shim_host *h);
void memory_push_error(lua_State *L, shim_host *h);

/* budget.c */
enum { PAY_UNIT = 1024 };
uint64_t budget_clock(void);
void budget_open(lua_State *L, shim_host *h);
int budget_run(lua_State *L, shim_host *h, int (*body)(lua_State *L, void *request), void *request);
void budget_arm(lua_State *L);
void budget_fit(lua_State *thread, shim_host *h);
void budget_arm_if_stopping(lua_State *L, shim_host *h);
void budget_settle(lua_State *L, shim_host *h);
_Noreturn void budget_stop(lua_State *L, shim_host *h, int reason);
void budget_charge_thread(lua_State *L, shim_host *h);

/// Charges a library function for its steps; may raise a stop.
static inline void pay(lua_State *L, shim_host *h, size_t steps) {
    h->unpaid += steps;
    if (h->unpaid >= PAY_UNIT) { budget_settle(L, h); }
}

/// Passes a stop on to whoever resumed or protected the running code.
static inline void rethrow_stop(lua_State *L, shim_host *h) {
    if (h->stopped) { budget_stop(L, h, h->stopped); }
}

/* watch.c */
typedef struct watched {
    shim_gate *gate;
    const shim_call *call;
    pthread_t thread;
    uint64_t deadline;
    struct watched *next, **link;
} watched;
bool watch_available(void);
void watch_begin(shim_host *h, watched *w, uint64_t deadline);
void watch_end(shim_host *h, watched *w);
void watch_interrupt(const shim_call *call);

/* gate.c */
int gate_interrupt(const shim_host *h);
void gate_end_time(shim_gate *gate, const shim_call *call);
void gate_open(shim_gate *gate);

/* call.c */
int call_trampoline(lua_State *L);
int call_finish(lua_State *L, int answer);
static inline int call_binding(lua_State *L, const shim_binding *binding) {
    int answer = binding->function(L, binding->context);
    return __builtin_expect(answer >= 0, 1) ? answer : call_finish(L, answer);
}

/* numbered.c */
bool numbered_push(lua_State *L, shim_host *h, shim_function function, void *context);
void numbered_release(shim_host *h);

/* values.c */
int values_push(lua_State *L, shim_host *h);
void values_put(lua_State *L, shim_host *h, int first, int count);
void values_drop(shim_host *h, shim_batch *batch);

/* entry.c */
bool entry_has_room(lua_State *L, int slots);
int entry_protect(lua_State *L, lua_CFunction body, void *request);
void entry_keep_function(lua_State *L, int *reference);
int entry_fail(lua_State *L, int status);

/* compile.c */
typedef struct text_slices {
    const char *at;
    size_t left, most; ///< bytes that are left, and how many of them a slice has at most
    bool pays;
} text_slices;
text_slices compile_slices(const char *text, size_t count, bool pays);
const char *compile_slice(lua_State *L, text_slices *slices, size_t *count);
/// As `luaL_loadbufferx`.
int compile_text(lua_State *L, const char *text, size_t count, const char *name, bool pays);
/// How many bytes of a text that does not compile are read until it fails.
size_t compile_reach(lua_State *L, const char *text, size_t count, const char *name, bool pays);

/* records.c */
void records_open(lua_State *L);
void records_push_maker(lua_State *L, const shim_names *names);

/* held.c */
void held_reserve(lua_State *L, shim_host *h);
size_t held_take(shim_host *h, void *object);
void held_release(shim_host *h, size_t slot);
void held_close(shim_host *h);

/* object.c */
typedef struct object_block {
    void *object; ///< NULL once released
    const shim_type *type;
    size_t slot;  ///< where it is held
} object_block;
void object_push(lua_State *L, shim_host *h, void *object, const shim_type *type);
void closure_push(lua_State *L, shim_host *h, shim_function function, void *context);

/* order.c */
typedef struct ordered_key {
    short kind; ///< LUA_TNUMBER or LUA_TSTRING
    bool whole;
    int slot;
    union {
        lua_Integer integer;
        lua_Number number;
        const char *bytes;
    };
    size_t count; ///< of the bytes
} ordered_key;
bool order_read(lua_State *L, int index, ordered_key *key);
void order_sort(lua_State *L, ordered_key *keys, size_t count);
void order_push_keys(lua_State *L, int table, lua_Integer border);
extern char HIDDEN_KEY;

/* traceback.c */
void trace_begin(lua_State *L, shim_host *h, lua_State *failed);
void trace_waiting(shim_host *h, lua_State *thread);
void trace_clear(shim_host *h);
void trace_keep(lua_State *L);

/* thread.c */
int thread_resume(lua_State *L, shim_host *h, lua_State *thread, int arguments, int *results);
lua_State *thread_root(lua_State *L, shim_host *h);
void thread_push_root(lua_State *L, shim_host *h);
bool thread_may_wait(lua_State *L, shim_host *h);
void thread_push_obstacle(lua_State *L, shim_host *h);

/* environment.c */
void environment_open(lua_State *L);
void environment_push(lua_State *L, bool trusted, int compartment);
void environment_push_compartment(lua_State *L, int names, int number);
int environment_rawset_guard(lua_State *L, int table, int key);

/* compartments.c: numbered from 1, SHIM_SCRIPT is the script itself */
enum {
    COMPARTMENT_ENVIRONMENT = 1,
    COMPARTMENT_NAMES,   ///< what lies under its globals
    COMPARTMENT_LAZY,    ///< names whose modules are compiled when first read
    COMPARTMENT_LOADED,  ///< its modules by name, and those that it required of others
    COMPARTMENT_LOADING,
    COMPARTMENT_PARTS = COMPARTMENT_LOADING,
};
void compartment_push(lua_State *L, int number, int part);
int compartment_running(lua_State *L);
void compartment_tag(lua_State *L);
const char *compartment_push_chunk_name(lua_State *L, int number, const char *chunk);
void compartments_free(shim_host *h);

/* nearest.c */
typedef struct nearest {
    const char *wanted;
    size_t count;
    const char *best;
    size_t distance;
} nearest;
nearest nearest_to(const char *wanted, size_t count);
void nearest_offer(nearest *n, const char *name, size_t count);
void nearest_offer_keys(lua_State *L, nearest *n, int table);

/* libraries.c */
typedef struct library_entry {
    const char *name;
    lua_CFunction function;   ///< NULL: Lua's own
    lua_CFunction *original;  ///< where a replacement finds Lua's own
} library_entry;
bool libraries_prepare(void);
void libraries_open(lua_State *L, bool trusted);
const char *libraries_name_of(lua_CFunction function, const char **library);
extern const library_entry base_entries[], string_entries[], table_entries[], math_entries[], os_entries[],
    utf8_entries[], coroutine_entries[];

/* buffer.c */
typedef struct text_buffer {
    lua_State *L;
    char *bytes;
    size_t count, capacity;
    int slot;
    char initial[512];
} text_buffer;
void buffer_begin(lua_State *L, text_buffer *buffer);
char *buffer_extend(text_buffer *buffer, size_t count);
void buffer_add(text_buffer *buffer, const char *bytes, size_t count);
void buffer_add_top(text_buffer *buffer);
void buffer_push(text_buffer *buffer);

/* lib_format.c, lib_pattern.c */
extern lua_CFunction original_format;
int string_format(lua_State *L);
int string_find(lua_State *L);
int string_match(lua_State *L);
int string_gmatch(lua_State *L);
int string_gsub(lua_State *L);

/* sort.c */
void sort_table(lua_State *L, lua_Unsigned count);

/* lib_base.c */
int base_tostring(lua_State *L);
int base_load(lua_State *L);
int base_handler(lua_State *L);
const char *base_text(lua_State *L, int index, size_t *count);

/* metatables.c */
void metatables_open(lua_State *L);
int metatables_set(lua_State *L);
int metatables_get(lua_State *L);

/* modules.c */
int modules_require(lua_State *L);
int modules_entry(lua_State *L);
int modules_load_prelude(lua_State *L, bool visible, int compartment);

/* lib_math.c */
void math_seed(shim_host *h, uint64_t seed);

#endif
