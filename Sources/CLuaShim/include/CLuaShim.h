/* All that Swift sees of Lua.
 *
 * Lua raises with longjmp, which must never cross a Swift frame. So nothing declared here can raise: a function is either
 * marked "-" in Lua's manual, or runs what may raise inside a protected call and answers a status. The other functions of
 * Lua's are named in this target's .c files only; `lua.h` must never be included from this header. */
#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang assume_nonnull begin

typedef struct lua_State lua_State;

/// What the bridge keeps beside one Lua state: limits, counters, callbacks, batches.
typedef struct shim_host shim_host;

// MARK: Lua's own functions that cannot raise (manual, section 4.6: "-")

int lua_gettop(lua_State *L);
int lua_type(lua_State *L, int index);
int lua_isinteger(lua_State *L, int index);
int lua_toboolean(lua_State *L, int index);
long long lua_tointegerx(lua_State *L, int index, int *_Nullable isnumber);
double lua_tonumberx(lua_State *L, int index, int *_Nullable isnumber);
void lua_pushnil(lua_State *L);
void lua_pushboolean(lua_State *L, int value);
void lua_pushinteger(lua_State *L, long long value);
void lua_pushnumber(lua_State *L, double value);

// MARK: Bindings

/// Swift's side of a call from Lua. Answers the number of results it has pushed, or one of the negative answers below; C
/// acts on those when the Swift frame is gone.
typedef int (*shim_function)(lua_State *L, void *context);

enum {
    SHIM_RAISE = -1,  ///< the inbox holds one value: raise it
    SHIM_VALUES = -2, ///< the inbox holds the results
    SHIM_WAIT = -3,   ///< Swift keeps an asynchronous operation: suspend until it is done
};

/// What the single upvalue of a trampoline points at.
typedef struct shim_binding {
    shim_function function;
    void *context;
} shim_binding;

// MARK: Batches: values that cross in one go

enum {
    SHIM_NIL, SHIM_FALSE, SHIM_TRUE, SHIM_INTEGER, SHIM_NUMBER,
    SHIM_STRING,   ///< count, bytes, a zero byte
    SHIM_LITERAL,  ///< address of bytes that end with NUL and live for ever
    SHIM_LIST,     ///< count, values
    SHIM_RECORD,   ///< count, pairs of key and value
    SHIM_NAMED,    ///< names, values in their order: none of those that follow below, nor a list or record
    SHIM_OBJECT,   ///< object, type; owns one reference to the object on the way to Lua, none on the way to Swift
    SHIM_FUNCTION, ///< reference of a Lua function; owned by the batch on the way to Swift
    SHIM_BINDING,  ///< a binding that outlives the state
    SHIM_CLOSURE,  ///< function, context; owns one reference to the context
};

typedef struct shim_batch {
    unsigned char *_Nullable bytes;
    size_t count, capacity;
    size_t owner;  ///< offset + 1 of the last entry that owns a reference; each such entry names the one before it
    bool failed;   ///< memory ran out: the batch must not be used
} shim_batch;

enum { SHIM_MOST_NAMES = 100 };

/// The names of a record's fields. Lives for ever: every state knows it by its number.
typedef struct shim_names {
    const char *const _Nonnull *_Nonnull names;
    int count;
    int number; ///< from 0, of this process
} shim_names;

bool shim_batch_reserve(shim_batch *batch, size_t more);

static inline unsigned char *_Nullable shim_batch_extend(shim_batch *batch, size_t size) {
    if (batch->capacity - batch->count < size && !shim_batch_reserve(batch, size)) { return NULL; }
    unsigned char *at = batch->bytes + batch->count;
    batch->count += size;
    return at;
}

static inline void shim_put(shim_batch *batch, int tag) {
    unsigned char *at = shim_batch_extend(batch, 1);
    if (at) { *at = (unsigned char)tag; }
}

static inline void shim_put_word(shim_batch *batch, int tag, uint64_t word) {
    unsigned char *at = shim_batch_extend(batch, 9);
    if (at) { *at = (unsigned char)tag; memcpy(at + 1, &word, 8); }
}

static inline void shim_put_number(shim_batch *batch, double number) {
    uint64_t word;
    memcpy(&word, &number, 8);
    shim_put_word(batch, SHIM_NUMBER, word);
}

static inline void shim_put_string(shim_batch *batch, const void *_Nullable bytes, size_t count) {
    unsigned char *at = shim_batch_extend(batch, 10 + count);
    if (!at) { return; }
    uint64_t word = count;
    *at = SHIM_STRING;
    memcpy(at + 1, &word, 8);
    if (count) { memcpy(at + 9, bytes, count); }
    at[9 + count] = 0;
}

static inline void shim_put_literal(shim_batch *batch, const void *text, size_t count) {
    if (memchr(text, 0, count)) {
        shim_put_string(batch, text, count);
    } else {
        shim_put_word(batch, SHIM_LITERAL, (uint64_t)(uintptr_t)text);
    }
}

/// An entry that owns a reference: two words, then the link to the owner before it.
static inline void shim_put_owner(shim_batch *batch, int tag, uint64_t first, uint64_t second) {
    size_t offset = batch->count;
    unsigned char *at = shim_batch_extend(batch, 25);
    if (!at) { return; }
    uint64_t before = batch->owner;
    *at = (unsigned char)tag;
    memcpy(at + 1, &first, 8);
    memcpy(at + 9, &second, 8);
    memcpy(at + 17, &before, 8);
    batch->owner = offset + 1;
}

/// A function made of a Swift closure; owns one reference to the context.
static inline void shim_put_closure(shim_batch *batch, shim_function function, uint64_t context) {
    shim_put_owner(batch, SHIM_CLOSURE, (uint64_t)(uintptr_t)function, context);
}

/// The reference at `at` has an owner on Swift's side now.
static inline void shim_disown_reference(unsigned char *at) { memset(at, 0xff, 8); }

static inline uint64_t shim_word(const unsigned char *at) {
    uint64_t word;
    memcpy(&word, at, 8);
    return word;
}

/// The batch on its way to Lua. Emptied first; what an abandoned one still owned is released.
shim_batch *shim_inbox(lua_State *L);
void shim_inbox_clear(lua_State *L);
/// The batch on its way to Swift; valid until the next request.
shim_batch *shim_outbox(shim_host *host);

// MARK: Types of bound objects

enum { SHIM_FIELD, SHIM_METHOD, SHIM_EVENT, SHIM_FALLBACK };

typedef struct shim_member {
    const char *name; ///< for an event the metamethod's name, "__add"
    int kind;
    const shim_binding *binding;
    const shim_binding *_Nullable setter; ///< of a field that scripts may assign; it gets object, name and value
} shim_member;

typedef struct shim_type {
    const char *name;
    const shim_member *_Nullable members;
    int count;
    void *_Nullable context; ///< Swift's `LuaType`
} shim_type;

/// The object at `index` if it is a live one of this type, or of any type.
void *_Nullable shim_object(lua_State *L, int index, const shim_type *type);
void *_Nullable shim_any_object(lua_State *L, int index, const shim_type *_Nullable *_Nonnull type);
/// The name of the value's type as errors show it: an object's own, else Lua's.
const char *shim_type_name(lua_State *L, int index);

// MARK: Reading arguments

static inline bool shim_is_ascii(const unsigned char *bytes, size_t count) {
    uint64_t seen = 0;
    if (count >= 8) {
        for (size_t i = 0; i < count - 8; i += 8) { seen |= shim_word(bytes + i); }
        seen |= shim_word(bytes + count - 8);
    } else {
        for (size_t i = 0; i < count; i++) { seen |= bytes[i]; }
    }
    return !(seen & 0x8080808080808080u);
}

/// The bytes of a string at `index`, valid while it stays on the stack; `NULL` for anything else, numbers included.
const unsigned char *_Nullable shim_bytes(lua_State *L, int index, size_t *count);
/// Copies `count` values from `index` to the outbox in one protected call.
int shim_read(lua_State *L, int index, int count);
/// Puts the fields with these names of the table at `index` on top of the stack, as they are: the first of them at `first`.
/// `shim_drop` takes them off again.
int shim_push_fields(lua_State *L, int index, const shim_names *names, int *first);
void shim_drop(lua_State *L, int count);
/// The length of the table at `index`, whatever its metatable says.
long long shim_length(lua_State *L, int index);
/// As `shim_push_fields`, of `count` tables that are items of the one at `index` from `from` on, one after the other.
int shim_push_rows(
    lua_State *L, int index, const shim_names *names, long long from, int count, int *first);
/// Keeps a function alive; `reference` names it until it is released.
int shim_reference(lua_State *L, int index, int *reference);
/// "file:line" of the innermost script line that leads to the running function; empty when there is none.
size_t shim_where(lua_State *L, char *text, size_t capacity);

// MARK: The gate: one thread at a time; and calls, which can be stopped

/// Who is inside a state. Outlives the state, so any thread may use it at any time.
typedef struct shim_gate shim_gate;

shim_gate *_Nullable shim_gate_new(void);
void shim_gate_free(shim_gate *gate);
/// Enters from the calling thread, when need be after another thread has left; false when it is inside already. Whoever
/// entered leaves.
bool shim_enter(shim_gate *gate);
void shim_leave(shim_gate *gate);

/// One call of the host's, which it may stop; the state's other calls go on.
typedef struct shim_call shim_call;

shim_call *_Nullable shim_call_new(void);
void shim_call_free(shim_call *call);
/// Asks a call to stop, from any thread, whether it runs, waits or has not begun; the first reason counts.
void shim_interrupt(shim_call *call, int reason);

// MARK: States

typedef struct shim_callbacks {
    void *context;
    /// Puts the source of a module (name, bytes, whether trusted, the compartment that it belongs to) into the inbox and
    /// answers 1; 0 when there is none. The compartment that asks is the script or one by its number.
    int (*module)(lua_State *L, void *context, int kind, int compartment, const char *name, size_t count);
    /// Puts the error of a module that does not compile into the inbox: its source, how much of it Lua read, what it says.
    void (*malformed)(
        lua_State *L, void *context, const char *chunk, const char *bytes, size_t count, size_t reach,
        const char *message);
    void (*output)(void *context, const char *bytes, size_t count);
    int64_t (*now)(void *context);
    void (*release)(void *object);
    /// The running function cannot be suspended: forget the operation that it left.
    void (*forget)(void *context);
} shim_callbacks;

/// Whose code it is: the script's, a compartment's by its number from 1, or unknown.
enum { SHIM_SCRIPT = 0, SHIM_NOBODY = -1 };

enum { SHIM_PRELUDE_MODULE, SHIM_TRUSTED_MODULE, SHIM_REQUIRED_MODULE };

typedef struct shim_limits {
    size_t memory;         ///< bytes in all
    size_t allocation;     ///< bytes of one block that is not a string
    uint64_t instructions; ///< 0: deadline mode
    uint64_t time;         ///< nanoseconds inside Lua; 0: no limit
    size_t output;         ///< bytes that `print` may write
    int depth;             ///< of a value that leaves Lua
    size_t items;          ///< of one such value
    size_t bytes;          ///< of one such value
    long allocations;      ///< for tests: how many succeed before all fail; negative: no limit
    bool one;              ///< for tests: only the next fails
} shim_limits;

typedef struct shim_statistics {
    size_t memory, peak;
    uint64_t instructions, time;
    size_t objects;
    bool single; ///< the last refused allocation was too big by itself
} shim_statistics;

/// Why a script was stopped for good.
enum { SHIM_RUNNING, SHIM_INSTRUCTIONS, SHIM_TIME, SHIM_OUTPUT, SHIM_CANCELLED, SHIM_WALL };

enum { SHIM_OK, SHIM_WAITING, SHIM_FAILED, SHIM_SYNTAX, SHIM_MEMORY, SHIM_STOPPED };

/// A state with the safe libraries and no prelude; `NULL` when the memory limit has no room for one.
shim_host *_Nullable shim_open(
    shim_gate *gate, const shim_limits *limits, const shim_callbacks *callbacks, uint64_t seed);
/// Answers what the state still held after Lua let go of everything: no bytes and no objects.
shim_statistics shim_close(shim_host *host);
/// Collects all garbage.
void shim_collect(shim_host *host);
lua_State *shim_main(shim_host *host);
shim_host *shim_host_of(lua_State *L);
/// The context of the callbacks.
void *shim_context(lua_State *L);

/// Fills the prelude: the inbox of the main thread holds three records: names that scripts see, names that trusted modules
/// see besides, and names of modules that are compiled when first read, true for those that scripts see.
int shim_prelude(shim_host *host);
/// Makes the global whose name the inbox of the main thread holds read as nil while it has no value.
int shim_declare(shim_host *host);
/// Makes a compartment whose chunks' names begin with `name` and a slash. The inbox of `L` holds two records: its names,
/// and names of modules that are compiled when first read.
int shim_compartment(lua_State *L, const char *name, int *number);
/// Whose code calls the running host function, and whose code took it from its object.
int shim_caller(lua_State *L, int *taker);
/// Compiles text. `name` carries Lua's mark: `@` for a script, `=` for a trusted module. A text that is not Lua: `reach` is
/// how many of its bytes Lua read, one beyond the token at which it gave up.
int shim_load(
    shim_host *host, const char *name, const char *_Nullable bytes, size_t count, bool trusted, int *reference,
    size_t *reach);
/// Calls the first value of the inbox with the rest. `SHIM_OK` leaves the results in the outbox; `SHIM_WAITING` means that
/// `thread` waits for an operation. `from` is the main thread, or the thread of the host function that calls.
int shim_start(
    lua_State *from, const shim_call *_Nullable call, bool maywait, lua_State *_Nullable *_Nonnull thread);
/// Goes on with a thread that waited. The inbox of the main thread holds the results, or the error to raise.
int shim_continue(
    shim_host *host, const shim_call *_Nullable call, lua_State *_Nullable *_Nonnull thread, bool raise);
/// Drops a thread that waits and will not be continued.
void shim_abandon(shim_host *host, lua_State *thread);
void shim_release(shim_host *host, int reference);
/// After a failure: its traceback, and "file:line" of the innermost script line, empty when there is none.
const char *shim_failed_at(shim_host *host);
const char *_Nullable shim_traceback(shim_host *host, size_t *count);

/// How many edits lie between a name and one that may have been meant; negative when they are too many.
int shim_name_distance(const char *name, const char *other);

// MARK: Limits

/// Why the last script that was stopped was.
int shim_stopped(shim_host *host);
/// New budgets; clears a stop.
void shim_renew(shim_host *host, const shim_limits *limits);

shim_statistics shim_statistics_of(shim_host *host);

#pragma clang assume_nonnull end
#endif
