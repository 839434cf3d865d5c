/* Empty on purpose: this module brings pkg-config's flags to CLuaShim and shows nothing of Lua's C API to Swift. */
