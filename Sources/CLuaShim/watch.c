/* A script runs without a hook, or with one that counts, until it has to stop. Then this watch sends a signal to the thread
 * that runs it, whose handler sets the hook, as the `lua` program does on an interrupt. Nobody else may touch a running
 * state.
 *
 * SIGURG is used: ignored by default, meant for sockets that hardly anyone uses. A handler that was there before gets what
 * is not meant for Lua. */
#include "shim.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

/* Until the running code has noticed; a signal may come a moment too early. */
enum { REPEAT = 5 * 1000 * 1000 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool available;
static struct sigaction previous;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static watched *all;      /* the entries that are inside Lua now */
static uint64_t wakeup;   /* when the watch looks next; UINT64_MAX: when it is told to */

static _Thread_local shim_host *current; /* the state that the thread is inside of, innermost first */
static _Thread_local bool unblocked;

static void on_signal(int signal, siginfo_t *info, void *context) {
    for (shim_host *h = current; h; h = h->outer) {
        if (h->running && gate_interrupt(h)) { budget_arm(h->running); }
    }
    if (current) { return; }
    if (previous.sa_flags & SA_SIGINFO) {
        previous.sa_sigaction(signal, info, context);
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
    }
}

/* Waits until `wakeup`, or until something changes. */
static void rest(void) {
    if (wakeup == UINT64_MAX) {
        pthread_cond_wait(&changed, &lock);
        return;
    }
#ifdef __APPLE__
    uint64_t time = budget_clock(), left = wakeup > time ? wakeup - time : 0;
    struct timespec t = {(time_t)(left / 1000000000), (long)(left % 1000000000)};
    pthread_cond_timedwait_relative_np(&changed, &lock, &t);
#else
    struct timespec t = {(time_t)(wakeup / 1000000000), (long)(wakeup % 1000000000)};
    pthread_cond_timedwait(&changed, &lock, &t);
#endif
}

static void *keep_watch(void *unused) {
    pthread_mutex_lock(&lock);
    for (;;) {
        uint64_t time = budget_clock();
        wakeup = UINT64_MAX;
        for (watched *w = all; w; w = w->next) {
            if (w->deadline <= time) {
                gate_end_time(w->gate, w->call);
                pthread_kill(w->thread, SIGURG);
                w->deadline = time + REPEAT;
            }
            if (w->deadline < wakeup) { wakeup = w->deadline; }
        }
        rest();
    }
    return unused;
}

static void prepare(void) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
#ifndef __APPLE__
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
    pthread_cond_init(&changed, &attributes);
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    action.sa_sigaction = on_signal;
    sigemptyset(&action.sa_mask);
    pthread_t thread;
    available = sigaction(SIGURG, &action, &previous) == 0 && pthread_create(&thread, NULL, keep_watch, NULL) == 0;
    if (available) { pthread_detach(thread); }
}

/* Without signals or threads the mode falls back on a hook. */
bool watch_available(void) {
    pthread_once(&once, prepare);
    return available;
}

static void look_again(uint64_t deadline) {
    if (deadline >= wakeup) { return; }
    wakeup = deadline;
    pthread_cond_signal(&changed);
}

/* The calling thread enters Lua, until `deadline`. */
void watch_begin(shim_host *h, watched *w, uint64_t deadline) {
    if (!unblocked) {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGURG);
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
        unblocked = true;
    }
    h->outer = current;
    current = h;
    *w = (watched){.gate = h->gate, .call = h->call, .thread = pthread_self(), .deadline = deadline};
    pthread_mutex_lock(&lock);
    if (gate_interrupt(h)) { deadline = w->deadline = 0; } /* it came before there was anything to find */
    w->next = all;
    w->link = &all;
    if (all) { all->link = &w->next; }
    all = w;
    look_again(deadline);
    pthread_mutex_unlock(&lock);
}

void watch_end(shim_host *h, watched *w) {
    pthread_mutex_lock(&lock);
    *w->link = w->next;
    if (w->next) { w->next->link = w->link; }
    pthread_mutex_unlock(&lock);
    current = h->outer;
}

/* Somebody wants the call to stop now. */
void watch_interrupt(const shim_call *call) {
    if (!available) { return; }
    pthread_mutex_lock(&lock);
    for (watched *w = all; w; w = w->next) {
        if (w->call != call) { continue; }
        w->deadline = 0;
        look_again(0);
    }
    pthread_mutex_unlock(&lock);
}
