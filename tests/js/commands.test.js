import assert from "node:assert/strict"
import { test } from "node:test"
import { COMMANDS, commandFor, handle, run } from "../../headway/static/js/commands.js"
import { spell } from "../../headway/static/js/keyboard.js"

test("no key means two commands", () => {
  const keys = COMMANDS.flatMap((command) => command.keys)
  assert.equal(new Set(keys).size, keys.length)
})

const press = (key, held = {}) => spell({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

test("keys are spelt as the commands spell them", () => {
  assert.equal(commandFor(press("n")).id, "task.new")
  assert.equal(commandFor(press("?", { shiftKey: true })).id, "shortcuts.show")
  assert.equal(commandFor(press("z", { ctrlKey: true })).id, "edit.undo")
  assert.equal(commandFor(press("Z", { ctrlKey: true, shiftKey: true })).id, "edit.redo")
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
