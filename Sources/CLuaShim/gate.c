/* The gate of a state: one thread inside at a time. And the request to stop, which may come from any thread. */
#include "shim.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shim_gate {
    pthread_mutex_t inside;
    _Atomic(const void *) owner; ///< the address of something that only the thread inside has
    atomic_int interrupt; ///< `SHIM_TIME` when the state's time is up
};

/* Swift keeps it while the call is under way. */
struct shim_call {
    atomic_int interrupt;
};

static _Thread_local char self;

shim_gate *shim_gate_new(void) {
    shim_gate *gate = calloc(1, sizeof *gate);
    if (gate) { pthread_mutex_init(&gate->inside, NULL); }
    return gate;
}

void shim_gate_free(shim_gate *gate) {
    pthread_mutex_destroy(&gate->inside);
    free(gate);
}

bool shim_enter(shim_gate *gate) {
    if (atomic_load_explicit(&gate->owner, memory_order_relaxed) == &self) { return false; }
    pthread_mutex_lock(&gate->inside);
    atomic_store_explicit(&gate->owner, &self, memory_order_relaxed);
    return true;
}

void shim_leave(shim_gate *gate) {
    atomic_store_explicit(&gate->owner, NULL, memory_order_relaxed);
    pthread_mutex_unlock(&gate->inside);
}

// MARK: Interrupts

shim_call *shim_call_new(void) { return calloc(1, sizeof(shim_call)); }
void shim_call_free(shim_call *call) { free(call); }

static int interrupt_of(const shim_call *call) {
    return call ? atomic_load_explicit(&((shim_call *)call)->interrupt, memory_order_relaxed) : SHIM_RUNNING;
}

void shim_interrupt(shim_call *call, int reason) {
    int none = SHIM_RUNNING;
    atomic_compare_exchange_strong(&call->interrupt, &none, reason);
    watch_interrupt(call);
}

/* Unless it is the call that has to stop. */
void gate_end_time(shim_gate *gate, const shim_call *call) {
    if (!interrupt_of(call)) { atomic_store(&gate->interrupt, SHIM_TIME); }
}

int gate_interrupt(const shim_host *h) {
    int reason = interrupt_of(h->call);
    return reason ? reason : atomic_load_explicit(&h->gate->interrupt, memory_order_relaxed);
}

void gate_open(shim_gate *gate) { atomic_store(&gate->interrupt, SHIM_RUNNING); }
