/* Budgets: instructions, time, output; and the stop that nothing catches.
 *
 * Metered mode counts: a hook runs every METER instructions, and library functions pay for their steps. Deadline mode sets
 * no hook. In both, the running thread gets one that runs at once when it is told to stop. */
#include "shim.h"

#include <time.h>

enum { METER = 1000 };

uint64_t budget_clock(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t time_spent(const shim_host *h) { return h->elapsed + (h->entered ? budget_clock() - h->entered : 0); }

/* Finds out whether the script has to stop. */
static void check(lua_State *L, shim_host *h) {
    int reason = h->stopped;
    if (!reason && h->limits.instructions && h->spent > h->limits.instructions) { reason = SHIM_INSTRUCTIONS; }
    if (!reason) { reason = gate_interrupt(h); }
    if (!reason && h->limits.time && time_spent(h) > h->limits.time) { reason = SHIM_TIME; }
    if (reason) { budget_stop(L, h, reason); }
}

static void on_count(lua_State *L, lua_Debug *activation) {
    (void)activation;
    shim_host *h = host_of(L);
    if (h->counts) { h->spent += METER; }
    check(L, h);
    if (!h->counts) { lua_sethook(L, NULL, 0, 0); }
}

void budget_settle(lua_State *L, shim_host *h) {
    h->spent += h->unpaid;
    h->unpaid = 0;
    check(L, h);
}

void budget_stop(lua_State *L, shim_host *h, int reason) {
    h->stopped = reason;
    lua_pushlightuserdata(L, h); /* needs no memory; no script ever sees it */
    lua_error(L);
    __builtin_unreachable();
}

/* A new thread starts its count at zero. */
void budget_charge_thread(lua_State *L, shim_host *h) { pay(L, h, METER); }

/* New threads get the hook of the thread that makes them. */
void budget_open(lua_State *L, shim_host *h) {
    h->counts = h->limits.instructions || !watch_available();
    lua_sethook(L, h->counts ? on_count : NULL, h->counts ? LUA_MASKCOUNT : 0, METER);
}

/* Called from a signal handler on the thread that runs `L`: `lua_sethook` may be. */
void budget_arm(lua_State *L) { lua_sethook(L, on_count, LUA_MASKCOUNT, 1); }

/* A thread that was made under other limits, or armed before them, gets the hook that counts. One that is left from metered
 * mode takes itself off. */
void budget_fit(lua_State *thread, shim_host *h) {
    if (h->counts && (lua_gethook(thread) != on_count || lua_gethookcount(thread) != METER)) {
        lua_sethook(thread, on_count, LUA_MASKCOUNT, METER);
    }
}

/* After a coroutine inside has ended: the signal may have armed that one only. */
void budget_arm_if_stopping(lua_State *L, shim_host *h) {
    if (gate_interrupt(h)) { budget_arm(L); }
}

/* Runs what enters Lua, on the clock. */
int budget_run(lua_State *L, shim_host *h, int (*body)(lua_State *L, void *request), void *request) {
    if (h->entered) { return body(L, request); }
    watched w;
    h->entered = budget_clock();
    uint64_t left = h->limits.time > h->elapsed ? h->limits.time - h->elapsed : 0;
    bool watches = watch_available();
    if (watches) { watch_begin(h, &w, h->limits.time ? h->entered + left : UINT64_MAX); }
    int status = body(L, request);
    if (watches) { watch_end(h, &w); }
    h->elapsed = time_spent(h);
    h->entered = 0;
    return status;
}

int shim_stopped(shim_host *h) { return h->stopped ? h->stopped : h->ended; }

void shim_renew(shim_host *h, const shim_limits *limits) {
    h->limits = *limits;
    memory_rename_limits(h);
    h->spent = h->unpaid = h->elapsed = 0;
    h->printed = 0;
    h->stopped = SHIM_RUNNING;
    gate_open(h->gate);
    budget_open(h->main, h);
    if (h->spare) { shim_abandon(h, h->spare); } /* its hook may be of the other mode */
}

shim_statistics shim_statistics_of(shim_host *h) {
    return (shim_statistics){
        .memory = h->used,
        .peak = h->peak,
        .instructions = h->spent + h->unpaid,
        .time = time_spent(h),
        .objects = h->objects,
        .single = h->single,
    };
}
