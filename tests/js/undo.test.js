import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import * as undo from "../../headway/static/js/undo.js"

let told
const step = (label) => ({ label, undo: async () => told.push(`-${label}`), redo: async () => told.push(`+${label}`) })

beforeEach(async () => {
  while (undo.canUndo()) await undo.undo()
  undo.forget(undo.record(step("none")))
  told = []
})

test("steps go back newest first and come again in their order", async () => {
  undo.record(step("a"))
  undo.record(step("b"))
  await undo.undo()
  await undo.undo()
  await undo.redo()
  assert.deepEqual(told, ["-b", "-a", "+a"])
})

test("a new step ends what could be done again", async () => {
  undo.record(step("a"))
  await undo.undo()
  undo.record(step("b"))
  assert.equal(undo.canRedo(), false)
})

test("a message takes back its own step, wherever it stands", async () => {
  const first = undo.record(step("a"))
  undo.record(step("b"))
  await undo.undo(first)
  await undo.undo()
  assert.deepEqual(told, ["-a", "-b"])
})

test("only the last twenty steps are kept", async () => {
  for (let index = 0; index < 25; index += 1) undo.record(step(String(index)))
  while (undo.canUndo()) await undo.undo()
  assert.equal(told.length, 20)
  assert.equal(told.at(-1), "-5")
})

test("a step that fails can be tried again", async () => {
  let isDown = true
  undo.record({ label: "a", undo: async () => { if (isDown) throw new Error("down") } })
  await assert.rejects(undo.undo(), /down/u)
  isDown = false
  assert.equal((await undo.undo()).label, "a")
})
