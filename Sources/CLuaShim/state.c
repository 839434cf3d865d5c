#include "CLuaShim.h"
#include <lua.h>
const char *shim_lua_release(void) { return LUA_RELEASE; }
