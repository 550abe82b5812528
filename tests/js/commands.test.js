import assert from "node:assert/strict"
import { test } from "node:test"
import { canRun, COMMANDS, commandFor, handle, run } from "../../headway/static/js/commands.js"
import { spell } from "../../headway/static/js/keyboard.js"

test("no key means two commands", () => {
  const keys = COMMANDS.flatMap((command) => command.keys)
  assert.equal(new Set(keys).size, keys.length)
})

const press = (key, held = {}) => spell({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

test("no id names two commands, and every command has a name and a place", () => {
  const ids = COMMANDS.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const { name, group, keys } of COMMANDS) assert.ok(name && group && Array.isArray(keys))
})

test("keys are spelt as the commands spell them", () => {
  assert.equal(commandFor(press("n")).id, "task.new")
  assert.equal(commandFor(press("?", { shiftKey: true })).id, "shortcuts.show")
  assert.equal(commandFor(press("z", { ctrlKey: true })).id, "edit.undo")
  assert.equal(commandFor(press("Z", { ctrlKey: true, shiftKey: true })).id, "edit.redo")
  assert.equal(commandFor(press("k", { ctrlKey: true })).id, "palette.open")
  assert.equal(commandFor(press("PageDown")).id, "row.far")
  assert.equal(commandFor(press("N", { shiftKey: true })), undefined)
  assert.equal(commandFor(press("n", { altKey: true })), undefined)
})

test("the newest handler is asked first and may pass the command on", () => {
  const told = []
  const ends = new AbortController()
  handle("test", () => told.push("first") > 0)
  handle("test", () => (told.push("second"), false), { signal: ends.signal })
  assert.ok(run("test"))
  ends.abort()
  assert.ok(run("test"))
  assert.deepEqual(told, ["second", "first", "first"])
})

test("a command that nobody carries out is refused", () => {
  assert.equal(run("nobody"), false)
})

test("whether a command can be carried out is known beforehand", () => {
  const ends = new AbortController()
  let isThere = false
  handle("maybe", () => undefined, { can: () => isThere, signal: ends.signal })
  assert.equal(canRun("maybe"), false)
  isThere = true
  assert.equal(canRun("maybe"), true)
  ends.abort()
  assert.equal(canRun("maybe"), false)
})
