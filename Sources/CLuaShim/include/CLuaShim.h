#ifndef CLUASHIM_H
#define CLUASHIM_H
const char *shim_lua_release(void);
#endif
