-- What an interactive session needs of Lua: it runs inputs, keeps what they gave, and shows values without asking them.
--
-- Tables are read raw, so that showing one never runs code of a script's. What crosses to Swift is an outline: scalars as
-- they are, all else as a table with a kind, so that a cycle or a coroutine can be shown, too.

local globals = _G
local libraries = { coroutine = coroutine, math = math, os = os, string = string, table = table, utf8 = utf8 }

local RANK = { number = 1, string = 2 }
local MOST_SORTED = 10000

local function before(a, b)
  local x, y = RANK[type(a)] or 3, RANK[type(b)] or 3
  if x ~= y then return x < y end
  return x < 3 and a < b
end

-- The keys of the table that are not in its list, numbers first.
local function other_keys(value, count)
  local keys = {}
  for key in next, value do
    if math.type(key) ~= "integer" or key < 1 or key > count then keys[#keys + 1] = key end
  end
  if #keys <= MOST_SORTED then table.sort(keys, before) end
  return keys
end

local outline

local function outline_table(value, left, depth, open)
  if open[value] then return { kind = "cycle" } end
  local count = rawlen(value)
  local keys = other_keys(value, count)
  local list, fields = {}, {}
  if depth > 0 then
    open[value] = true
    for index = 1, count do
      if left.items <= 0 then break end
      left.items = left.items - 1
      list[index] = outline(rawget(value, index), left, depth - 1, open)
    end
    for _, key in ipairs(keys) do
      if left.items <= 0 then break end
      left.items = left.items - 1
      fields[#fields + 1] = { outline(key, left, 0, open), outline(rawget(value, key), left, depth - 1, open) }
    end
    open[value] = nil
  end
  return { kind = "table", list = list, fields = fields, hidden = count + #keys - #list - #fields }
end

function outline(value, left, depth, open)
  local kind = type(value)
  if kind == "table" then return outline_table(value, left, depth, open) end
  if kind == "userdata" then return { kind = "object", object = value, text = tostring(value) } end
  if kind == "nil" or kind == "function" or kind == "thread" then return { kind = kind } end
  return value
end

local session = {}

function session.outline(value, items, depth) return outline(value, { items = items }, depth, {}) end

-- Runs an input and answers outlines of what it gave. With a name, its first value is kept under `_` and under that name.
function session.run(chunk, name, items, depth)
  local values = table.pack(chunk())
  if name and values.n > 0 then
    rawset(globals, "_", values[1])
    rawset(globals, name, values[1])
  end
  local shown, left = {}, { items = items }
  for index = 1, values.n do shown[index] = outline(values[index], left, depth, {}) end
  return shown
end

function session.keep(name, value) rawset(globals, name, value) end

-- What is at the end of a path of names: an object, the names in a table, or nothing. Asks no metamethod.
function session.look(path)
  local value = globals
  for index, name in ipairs(path) do
    if type(value) ~= "table" then return nil end
    local found = rawget(value, name)
    if found == nil and index == 1 then found = libraries[name] end
    value = found
  end
  if type(value) == "userdata" then return value end
  if type(value) ~= "table" then return { kind = type(value) } end
  local names, types, count = {}, {}, 0
  for key, item in next, value do
    if type(key) == "string" and count < MOST_SORTED then
      count = count + 1
      names[count], types[count] = key, type(item)
    end
  end
  return { kind = "table", names = names, types = types }
end

return session
