import assert from "node:assert/strict"
import { test } from "node:test"
import { uuid7 } from "../../headway/static/js/uuid.js"

test("an id has the form of version 7 and tells its moment", () => {
  const id = uuid7(Date.UTC(2026, 10, 22))
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
  assert.equal(Number.parseInt(id.replace("-", "").slice(0, 12), 16), Date.UTC(2026, 10, 22))
})

test("ids made in one millisecond differ and keep their order", () => {
  const moment = Date.now() + 60_000
  const ids = Array.from({ length: 10_000 }, () => uuid7(moment))
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
})
