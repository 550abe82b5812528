import assert from "node:assert/strict"
import { test } from "node:test"
import { parse } from "../../headway/static/js/preferences.js"

const cookie = (chosen) => `theme=dark; preferences=${encodeURIComponent(JSON.stringify(chosen))}; other=1`

test("what was not chosen is at its default", () => {
  assert.deepEqual(parse(""), { theme: "auto", density: "comfortable", motion: "auto", paging: "pages", clock: "auto", weekStart: "auto", messageTime: "10", singleKeys: true, samples: "offered" })
  assert.equal(parse(cookie({ clock: "12" })).theme, "auto")
})

test("what was chosen holds", () => {
  assert.equal(parse(cookie({ clock: "12" })).clock, "12")
  assert.equal(parse(cookie({ singleKeys: false })).singleKeys, false)
})

test("what nothing offers, or a cookie cut short, is no choice", () => {
  for (const chosen of [{ theme: "pink" }, { theme: { dark: true } }, [], null, "dark", 7]) assert.equal(parse(cookie(chosen)).theme, "auto")
  assert.equal(parse("preferences=%7B%22theme%22%3A%22da").theme, "auto")
  assert.equal(parse("preferences=%").theme, "auto")
})
