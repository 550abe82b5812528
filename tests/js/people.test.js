import assert from "node:assert/strict"
import { test } from "node:test"
import { hue, initials } from "../../headway/static/js/people.js"

test("initials are of the first and the last word", () => {
  assert.deepEqual(["Maya Kapoor", "Li", "ines maria oliveira", "(Ada) Byron", "Łukasz Żak", "🙂"].map((name) => initials(name)), ["MK", "L", "IO", "B", "ŁŻ", "🙂"])
})

test("a name has the hue that the server gives it", () => {
  assert.deepEqual(["Ines Oliveira", "Jonas Okafor", "Aiko Nakamura", "Tomás Benítez", "🙂"].map((name) => hue(name)), [2, 1, 4, 3, 2])
})
