import assert from "node:assert/strict"
import { test } from "node:test"
import { strengthOf } from "../../headway/static/js/strength.js"

test("nothing typed is nothing said", () => {
  assert.deepEqual(strengthOf(""), { level: 0, word: "" })
})

test("a short password says how many characters are missing", () => {
  assert.deepEqual(strengthOf("three lamps"), { level: 1, word: "1 more to go" })
})

test("characters are counted as people see them", () => {
  assert.equal(strengthOf("🔑".repeat(11)).word, "1 more to go")
})

test("a few words are strong", () => {
  assert.equal(strengthOf("three quiet lamps").word, "Strong")
})

test("repeats, runs and one's own name count for little", () => {
  assert.equal(strengthOf("aaaaaaaaaaaaaaaa").word, "Weak")
  assert.equal(strengthOf("passwordpassword").word, "Weak")
  assert.equal(strengthOf("123456789012").word, "Weak")
  assert.equal(strengthOf("mayakapoor2026", ["Maya Kapoor"]).word, "Weak")
})
