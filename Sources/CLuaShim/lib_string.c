/* Strings. */
#include "shim.h"

const library_entry string_entries[] = {
    {"byte", NULL}, {"char", NULL},  {"find", NULL}, {"format", NULL},   {"gmatch", NULL}, {"gsub", NULL},
    {"len", NULL},  {"lower", NULL}, {"match", NULL}, {"pack", NULL},    {"packsize", NULL}, {"rep", NULL},
    {"reverse", NULL}, {"sub", NULL}, {"unpack", NULL}, {"upper", NULL}, {NULL, NULL},
};
