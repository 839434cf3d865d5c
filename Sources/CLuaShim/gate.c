/* The gate of a state: one thread inside at a time, and the request to stop, which may come from any thread. */
#include "shim.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shim_gate {
    pthread_mutex_t inside;
    _Atomic(const void *) owner; ///< the address of something that only the thread inside has
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

void gate_interrupt_with(shim_gate *gate, int reason) {
    int none = SHIM_RUNNING;
    atomic_compare_exchange_strong(&gate->interrupt, &none, reason);
}

void shim_interrupt(shim_gate *gate, int reason) {
    gate_interrupt_with(gate, reason);
    watch_interrupt(gate);
}

int gate_interrupt(const shim_gate *gate) {
    return atomic_load_explicit(&((shim_gate *)gate)->interrupt, memory_order_relaxed);
}

void gate_open(shim_gate *gate) { atomic_store(&gate->interrupt, SHIM_RUNNING); }
