import assert from "node:assert/strict"
import { test } from "node:test"
import { format, isFiltered, parse, queryOf } from "../../headway/static/js/router.js"

test("a URL is read and written alike", () => {
  for (const url of ["/all", "/all?status=pending", "/all?status=pending&priority=high,low&due=week&q=call+ana&sort=-due&cursor=abc&task=7", "/trash?cursor=x"]) {
    assert.equal(format(parse(url)), url)
  }
})

test("repeated and comma-separated values are the same", () => {
  assert.deepEqual(parse("/all?priority=low&priority=high").priority, parse("/all?priority=high,low").priority)
})

test("what is unknown or at its default is left out", () => {
  assert.equal(format(parse("/all?status=sleeping&sort=created&q=")), "/all")
})

test("the open task is not part of what the list asks for", () => {
  assert.equal(String(queryOf(parse("/all?status=pending&task=7"))), "status=pending")
})

test("an order is no filter", () => {
  assert.ok(!isFiltered(parse("/all?sort=due")))
  assert.ok(isFiltered(parse("/all?due=none")))
})
