/* UTF-8. */
#include "shim.h"

const library_entry utf8_entries[] = {
    {"char", NULL}, {"codepoint", NULL}, {"codes", NULL}, {"len", NULL}, {"offset", NULL}, {NULL, NULL},
};
