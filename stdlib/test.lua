-- What compra test gives to a test file: describe, it, before_each and expect. Runs once in each test's own state.

local refuse = raise
local tests, path, setups = {}, {}, {}

local function wrong(message, hint)
  refuse { code = "wrong_usage", message = message, hint = hint }
end

local function describe(name, body)
  if type(name) ~= "string" or type(body) ~= "function" then
    wrong("describe takes a name and a function", 'describe("budget", function() … end)')
  end
  path[#path + 1] = name
  setups[#path] = {}
  body()
  setups[#path] = nil
  path[#path] = nil
end

local function it(name, body)
  if type(name) ~= "string" or type(body) ~= "function" then
    wrong("it takes a name and a function", 'it("refuses more than 100", function() … end)')
  end
  local before = {}
  for level = 0, #path do
    for _, setup in ipairs(setups[level] or {}) do before[#before + 1] = setup end
  end
  local title = {}
  for _, part in ipairs(path) do title[#title + 1] = part end
  title[#title + 1] = name
  tests[#tests + 1] = { name = table.concat(title, " › "), before = before, body = body }
end

setups[0] = {}
local function before_each(setup)
  if type(setup) ~= "function" then wrong("before_each takes a function") end
  local list = setups[#path]
  list[#list + 1] = setup
end

-- Values as a failed expectation shows them.
local function shown(value, depth)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" or depth > 3 then return tostring(value) end
  local parts, count = {}, #value
  for index = 1, math.min(count, 20) do parts[index] = shown(rawget(value, index), depth + 1) end
  for key, item in pairs(value) do
    local is_item = math.type(key) == "integer" and key >= 1 and key <= count
    if not is_item and #parts < 20 then parts[#parts + 1] = tostring(key) .. " = " .. shown(item, depth + 1) end
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function same(a, b, depth)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" or depth > 50 then return false end
  for key, value in next, a do
    if not same(value, rawget(b, key), depth + 1) then return false end
  end
  for key in next, b do
    if rawget(a, key) == nil then return false end
  end
  return true
end

local function fail(message)
  refuse { code = "expectation_failed", message = message }
end

local expectations = {}

function expectations:to_be(other)
  if self.value ~= other then fail(("expected %s, got %s"):format(shown(other, 0), shown(self.value, 0))) end
end

function expectations:to_equal(other)
  if not same(self.value, other, 0) then
    fail(("expected %s, got %s"):format(shown(other, 0), shown(self.value, 0)))
  end
end

function expectations:to_be_truthy()
  if not self.value then fail(("expected something true, got %s"):format(shown(self.value, 0))) end
end

function expectations:to_be_falsy()
  if self.value then fail(("expected nil or false, got %s"):format(shown(self.value, 0))) end
end

function expectations:to_contain(part)
  local value, found = self.value, false
  if type(value) == "string" then
    found = value:find(part, 1, true) ~= nil
  elseif type(value) == "table" then
    for _, item in ipairs(value) do found = found or same(item, part, 0) end
  end
  if not found then fail(("expected %s to contain %s"):format(shown(value, 0), shown(part, 0))) end
end

-- The function raises an error whose code is `what`, or whose message contains it; without `what`, any error.
function expectations:to_raise(what)
  if type(self.value) ~= "function" then wrong("to_raise takes a function", "expect(function() … end):to_raise(…)") end
  local ok, problem = pcall(self.value)
  if ok then fail(what and ("expected an error %s, and there was none"):format(shown(what, 0)) or "expected an error") end
  if what == nil then return end
  local text, code = tostring(problem), nil
  if type(problem) == "userdata" then
    local has, value = pcall(function() return problem.code end)
    code = has and value or nil
  elseif type(problem) == "table" then
    code = rawget(problem, "code")
  end
  if code ~= what and not text:find(tostring(what), 1, true) then
    fail(("expected an error %s, got %s"):format(shown(what, 0), text))
  end
end

local names = { "to_be", "to_equal", "to_be_truthy", "to_be_falsy", "to_contain", "to_raise" }
local kind = {
  __index = function(_, name)
    if name == "value" then return nil end
    if expectations[name] then return expectations[name] end
    wrong(("an expectation has no '%s'"):format(tostring(name)), host.nearest(tostring(name), names))
  end,
  __metatable = false,
}

local function expect(value)
  return setmetatable({ value = value }, kind)
end

local function list()
  local titles = {}
  for index, test in ipairs(tests) do titles[index] = test.name end
  return titles
end

local function run(index)
  local test = tests[index]
  for _, setup in ipairs(test.before) do setup() end
  test.body()
end

return { describe = describe, it = it, before_each = before_each, expect = expect }, list, run
