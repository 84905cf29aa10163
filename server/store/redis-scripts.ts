import { createHash } from 'node:crypto'

/**
 * What runs inside Redis: a whole change, or one look-up, with nothing in between.
 *
 * Redis rolls nothing back, so a change is judged to its end before the first write, and the first write
 * is the only one that a full or failing Redis refuses.
 *
 * The layout, below one hash tag so that a cluster keeps it together:
 *
 * - `r:{id}`   hash: seq, revision, data, deleteAt, and a field for each key it holds, `u:{key}` or `s:{key}`
 * - `u:{key}`  the id that holds the key as its own
 * - `s:{key}`  sorted set: the ids that share it, by age
 * - `ends`     sorted set: the entries of all `s:`, by the instant at which their record is over
 * - `c:{key}`  sorted set: the uses of a budget by instant, and in `k` how long they are kept, below zero
 * - `m:{key}`  a mark: the instant at which it is forgotten
 * - `seq`      numbers records, uses and changes
 *
 * Whether a record holds a key is said by the record itself; `u:` and `s:` only say where to look. What is over
 * is judged by the caller's clock. Redis expires everything but `seq` somewhat later, only to free its memory.
 *
 * @see https://redis.io/docs/latest/develop/programmability/eval-intro/
 */
export interface RedisScript {
  readonly source: string
  /** By which Redis knows a script that it has run before. */
  readonly sha: string
}

/** Entries of one kind that a change deletes at most: more than it adds, so they never pile up. */
const SWEPT_AT_MOST = 32

const common = `
local prefix = KEYS[1]
local now = tonumber(ARGV[1])
local ends = prefix .. 'ends'

local function recordKey(id) return prefix .. 'r:' .. id end

local function endOf(key, id) return string.format('%d:', #key) .. key .. id end
`

/**
 * `KEYS`: the prefix. `ARGV`: now, how long Redis keeps what is over, the channel, then the change as `encodeChange`
 * writes it. Every duration is in milliseconds. Returns what `readResult` reads.
 */
export const commitScript = script(`${common}
local grace = tonumber(ARGV[2])
local channel = ARGV[3]

local position = 3
local function text()
  position = position + 1
  return ARGV[position]
end
local function number() return tonumber(text()) end
local function list(read)
  local items = {}
  for i = 1, number() do items[i] = read() end
  return items
end

local put = list(function()
  return {
    id = text(), from = number(), revision = text(), data = text(), deleteAt = number(),
    unique = list(text), shared = list(text),
  }
end)[1]
local marks = list(function() return { key = text(), ttl = number() } end)
local takes = list(function()
  return {
    key = text(), member = list(text)[1], mode = text(), keep = number(),
    windows = list(function() return { ms = number(), limit = number() } end),
    gaps = list(number),
  }
end)
local clear = list(text)
local remove = list(text)

-- Judging: nothing below writes, up to the line that says so.

local function isHeld(id, field)
  local record = redis.call('HMGET', recordKey(id), 'deleteAt', field)
  return record[1] and tonumber(record[1]) > now and record[2]
end

local stored, live
if put then
  stored = redis.call('HMGET', recordKey(put.id), 'deleteAt', 'revision', 'seq')
  live = stored[1] and tonumber(stored[1]) > now
  if (live and tonumber(stored[2]) or 0) ~= put.from then return { 'conflict' } end
  for i, key in ipairs(put.unique) do
    local holder = redis.call('GET', prefix .. 'u:' .. key)
    if holder and holder ~= put.id and isHeld(holder, 'u:' .. key) then return { 'taken', i } end
  end
end

local marked = {}
for i, mark in ipairs(marks) do
  local made = marked[mark.key] or tonumber(redis.call('GET', prefix .. 'm:' .. mark.key) or now)
  if made > now then return { 'duplicate', i } end
  marked[mark.key] = now + mark.ttl
end

-- Uses that this change makes: all at one instant, and latest of all.
local made = {}

local function nthLatest(key, n)
  local rank = n - 1
  local new = made[key]
  if new then
    if n <= new.count then return new.at end
    rank = rank - new.count
    for _, moved in ipairs(new.moved) do
      if moved <= rank then rank = rank + 1 end
    end
  end
  if rank > 4294967295 then return nil end
  local at = tonumber(redis.call('ZREVRANGE', prefix .. 'c:' .. key, rank, rank, 'WITHSCORES')[2] or -1)
  return at >= 0 and at or nil
end

local function ownLatest(take)
  if not take.member then return nil end
  local new = made[take.key]
  if new and new.members[take.member] then return new.at end
  return tonumber(redis.call('ZSCORE', prefix .. 'c:' .. take.key, 'm' .. take.member) or nil)
end

-- The arithmetic of window.ts, line by line.

local function windowOpensAt(take, window, own, at)
  if window.limit < 1 then return math.huge end
  if own and own > at - window.ms then return at end
  local limiting = nthLatest(take.key, window.limit)
  return limiting and limiting + window.ms or at
end

local function gapEndsAt(take, at)
  local remembered, latest, oldest = 0, nil, nil
  while remembered < #take.gaps do
    local use = nthLatest(take.key, remembered + 1)
    if not use or use <= at - take.keep then break end
    remembered = remembered + 1
    latest = latest or use
    oldest = use
  end
  if remembered == 0 then return at end
  return math.min(latest + take.gaps[remembered], oldest + take.keep)
end

local function grantedAt(take)
  local own = ownLatest(take)
  local at = now
  while true do
    local after = math.max(at, gapEndsAt(take, at))
    for _, window in ipairs(take.windows) do
      after = math.max(after, windowOpensAt(take, window, own, at))
    end
    if after == at then return at end
    at = after
  end
end

local function use(take)
  local new = made[take.key]
  if not new then
    -- A clock that was set back must not put the uses out of order.
    new = { at = math.max(now, nthLatest(take.key, 1) or now), count = 0, members = {}, moved = {} }
    made[take.key] = new
  end
  if take.member then
    if new.members[take.member] then return end
    new.members[take.member] = true
    local rank = redis.call('ZREVRANK', prefix .. 'c:' .. take.key, 'm' .. take.member)
    if rank then
      table.insert(new.moved, rank)
      table.sort(new.moved)
    end
  end
  new.count = new.count + 1
end

local refused, recorded, used = { 'limit' }, {}, {}
for i, take in ipairs(takes) do
  local at = grantedAt(take)
  if take.mode == 'record' or (at <= now and take.mode ~= 'ask') then
    use(take)
    table.insert(used, take)
  end
  if at > now then
    if take.mode == 'record' then
      table.insert(recorded, i)
    else
      table.insert(refused, i)
      table.insert(refused, at == math.huge and 'never' or string.format('%.17g', at))
    end
  end
end
if #refused > 1 then return refused end

-- Writing: nothing below refuses.

local function nextNumber()
  local n = redis.call('INCR', prefix .. 'seq')
  if n > 1 then return n end
  -- After a flush the numbers must not begin anew: whoever waits compares them.
  local time = redis.call('TIME')
  n = time[1] * 1000000 + time[2]
  redis.call('SET', prefix .. 'seq', string.format('%.0f', n))
  return n
end

local function atLeast(key, ms)
  local life = math.ceil(math.max(1, ms + grace))
  if redis.call('PTTL', key) < life then redis.call('PEXPIRE', key, string.format('%.0f', life)) end
end

local function dropKey(id, field)
  local key = string.sub(field, 3)
  if string.sub(field, 1, 2) == 's:' then
    redis.call('ZREM', prefix .. field, id)
    redis.call('ZREM', ends, endOf(key, id))
  elseif redis.call('GET', prefix .. field) == id then
    redis.call('DEL', prefix .. field)
  end
end

local function keysHeld(id)
  local held = {}
  for _, field in ipairs(redis.call('HKEYS', recordKey(id))) do
    if string.sub(field, 2, 2) == ':' then table.insert(held, field) end
  end
  return held
end

local function removeRecord(id)
  for _, field in ipairs(keysHeld(id)) do dropKey(id, field) end
  redis.call('DEL', recordKey(id))
end

local change = (put or #remove > 0) and nextNumber() or 0

if put then
  local id, key = put.id, recordKey(put.id)
  local seq = live and stored[3] or string.format('%.0f', change)
  local wanted = {}
  for _, name in ipairs(put.unique) do wanted['u:' .. name] = true end
  for _, name in ipairs(put.shared) do wanted['s:' .. name] = true end
  -- Also those of a record that is over, but not expired yet.
  for _, field in ipairs(keysHeld(id)) do
    if not wanted[field] then
      dropKey(id, field)
      redis.call('HDEL', key, field)
    end
  end

  local life = math.ceil(math.max(1, put.deleteAt - now + grace))
  local fields = {
    'seq', seq, 'revision', put.revision, 'data', put.data, 'deleteAt', string.format('%.17g', put.deleteAt),
  }
  for field in pairs(wanted) do
    table.insert(fields, field)
    table.insert(fields, '')
    if string.sub(field, 1, 2) == 'u:' then
      redis.call('SET', prefix .. field, id, 'PX', string.format('%.0f', life))
    else
      redis.call('ZADD', prefix .. field, seq, id)
      atLeast(prefix .. field, put.deleteAt - now)
      redis.call('ZADD', ends, put.deleteAt, endOf(string.sub(field, 3), id))
      atLeast(ends, put.deleteAt - now)
    end
  end
  redis.call('HSET', key, unpack(fields))
  redis.call('PEXPIRE', key, string.format('%.0f', life))
end

for _, mark in ipairs(marks) do
  local life = math.ceil(math.max(1, mark.ttl + grace))
  redis.call('SET', prefix .. 'm:' .. mark.key, string.format('%.17g', now + mark.ttl), 'PX', string.format('%.0f', life))
end

for _, take in ipairs(used) do
  local key, at = prefix .. 'c:' .. take.key, made[take.key].at
  local name = take.member and 'm' .. take.member or 'n' .. string.format('%.0f', nextNumber())
  -- Another budget of this key may look back further.
  local keep = math.max(take.keep, -1 - tonumber(redis.call('ZSCORE', key, 'k') or -1))
  redis.call('ZADD', key, at, name, -1 - keep, 'k')
  local over = redis.call('ZRANGEBYSCORE', key, 0, at - keep, 'LIMIT', 0, ${SWEPT_AT_MOST})
  if #over > 0 then redis.call('ZREM', key, unpack(over)) end
  atLeast(key, at - now + keep)
end

for _, key in ipairs(clear) do redis.call('DEL', prefix .. 'c:' .. key) end
for _, id in ipairs(remove) do removeRecord(id) end

for _, entry in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, ${SWEPT_AT_MOST})) do
  local colon = string.find(entry, ':', 1, true)
  local last = colon + tonumber(string.sub(entry, 1, colon - 1))
  redis.call('ZREM', prefix .. 's:' .. string.sub(entry, colon + 1, last), string.sub(entry, last + 1))
  redis.call('ZREM', ends, entry)
end

local number = string.format('%.0f', change)
if put then redis.call('PUBLISH', channel, number .. ' ' .. put.id) end
for _, id in ipairs(remove) do redis.call('PUBLISH', channel, number .. ' ' .. id) end
return { 'ok', number, unpack(recorded) }
`)

/**
 * `KEYS`: the prefix. `ARGV`: now, the key, how many records at most. Returns id, revision and data of each, in one
 * list. Entries that lead nowhere are deleted as they are met, so nobody meets them twice.
 */
export const findScript = script(`${common}
local key, most = ARGV[2], tonumber(ARGV[3])
local found, isFound = {}, {}

local function look(id, field)
  local record = redis.call('HMGET', recordKey(id), 'deleteAt', field, 'seq', 'revision', 'data')
  if not (record[1] and tonumber(record[1]) > now and record[2]) then return false end
  if not isFound[id] then table.insert(found, { tonumber(record[3]), id, record[4], record[5] }) end
  isFound[id] = true
  return true
end

local holder = redis.call('GET', prefix .. 'u:' .. key)
if holder then look(holder, 'u:' .. key) end

local shared, live = prefix .. 's:' .. key, 0
while live < most do
  local page = redis.call('ZRANGE', shared, live, live + most - 1)
  if #page == 0 then break end
  for _, id in ipairs(page) do
    if look(id, 's:' .. key) then
      live = live + 1
    else
      redis.call('ZREM', shared, id)
      redis.call('ZREM', ends, endOf(key, id))
    end
  end
end

table.sort(found, function(a, b) return a[1] < b[1] end)
local answer = {}
for i = 1, math.min(#found, most) do
  for column = 2, 4 do table.insert(answer, found[i][column]) end
end
return answer
`)

function script(source: string): RedisScript {
  return { source, sha: createHash('sha1').update(source).digest('hex') }
}
