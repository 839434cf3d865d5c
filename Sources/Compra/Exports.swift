// What an embedder needs beside the host: money and resources, the embedded market, and the values that cross to Lua.
@_exported public import Bundles
@_exported public import Commerce
@_exported public import Database
@_exported public import LocalMarket
@_exported public import Lua
@_exported public import Runs
@_exported public import Scripting
