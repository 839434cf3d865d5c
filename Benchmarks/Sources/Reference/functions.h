/* Shared by this target's .c files. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#include "reference.h"

#include <lauxlib.h>
#include <lua.h>

/// Makes the functions, and an object `product`, globals of the state.
void functions_open(lua_State *L);

#endif
