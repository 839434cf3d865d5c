#include "CPostgreSQL.h"

#include <dlfcn.h>
#include <stdio.h>

struct pq_api pq_api;

#ifdef __APPLE__
static const char *const library = "libpq.5.dylib";
#else
static const char *const library = "libpq.so.5";
#endif

const char *pq_load(void) {
    static char problem[256];
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        snprintf(problem, sizeof problem, "%s", dlerror());
        return problem;
    }
#define LOOK_UP(result, name, parameters, arguments) \
    *(void **)&pq_api.name = dlsym(handle, "PQ" #name); \
    if (pq_api.name == NULL) { \
        snprintf(problem, sizeof problem, "%s is too old: it has no PQ%s", library, #name); \
        return problem; \
    }
    PQ_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return NULL;
}

void pq_ignore(void *context, const char *notice) {
    (void)context;
    (void)notice;
}
