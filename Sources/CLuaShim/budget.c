/* Budgets: instructions, time, output; and the stop that nothing catches.
 *
 * Metered mode counts: a hook runs every METER instructions, and library functions pay for their steps. Deadline mode sets
 * no hook until the running thread is told to stop. */
#include "shim.h"

#include <time.h>

enum { METER = 1000 };

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool metered(const shim_host *h) { return h->limits.instructions != 0; }

static uint64_t time_spent(const shim_host *h) { return h->elapsed + (h->entered ? now() - h->entered : 0); }

/* Finds out whether the script has to stop. */
static void check(lua_State *L, shim_host *h) {
    int reason = h->stopped;
    if (!reason && metered(h) && h->spent > h->limits.instructions) { reason = SHIM_INSTRUCTIONS; }
    if (!reason) { reason = gate_interrupt(h->gate); }
    if (!reason && h->limits.time && time_spent(h) > h->limits.time) { reason = SHIM_TIME; }
    if (reason) { budget_stop(L, h, reason); }
}

static void on_count(lua_State *L, lua_Debug *activation) {
    (void)activation;
    shim_host *h = host_of(L);
    h->spent += METER;
    check(L, h);
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

void budget_watch(lua_State *L, shim_host *h) {
    (void)h;
    if (!lua_gethook(L)) { lua_sethook(L, on_count, LUA_MASKCOUNT, METER); }
}

void budget_enter(shim_host *h) { h->entered = now(); }

void budget_leave(shim_host *h) {
    h->elapsed = time_spent(h);
    h->entered = 0;
}

int shim_stopped(shim_host *h) { return h->stopped; }

void shim_renew(shim_host *h, const shim_limits *limits) {
    h->limits = *limits;
    h->spent = h->unpaid = h->elapsed = 0;
    h->printed = 0;
    h->stopped = SHIM_RUNNING;
    gate_open(h->gate);
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
