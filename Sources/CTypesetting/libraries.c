#include "api.h"

#include <dlfcn.h>
#include <stdio.h>

struct ct_api ct_api;

#ifdef __APPLE__
static const char *const library = "libpangocairo-1.0.0.dylib";
#else
static const char *const library = "libpangocairo-1.0.so.0";
#endif

const char *ct_load(void) {
    static char problem[256];
    /* Its handle also finds what it depends on: cairo, pango and gobject. */
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        snprintf(problem, sizeof problem, "%s", dlerror());
        return problem;
    }
#define LOOK_UP(result, name, arguments) \
    *(void **)&ct_api.name = dlsym(handle, #name); \
    if (ct_api.name == NULL) { \
        snprintf(problem, sizeof problem, "%s is too old: it has no %s", library, #name); \
        return problem; \
    }
    CT_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return NULL;
}
