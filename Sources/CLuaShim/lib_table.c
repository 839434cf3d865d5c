/* Tables. */
#include "shim.h"

const library_entry table_entries[] = {
    {"concat", NULL}, {"insert", NULL}, {"move", NULL}, {"pack", NULL}, {"remove", NULL}, {"sort", NULL}, {"unpack", NULL},
    {NULL, NULL},
};
