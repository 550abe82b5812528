import assert from "node:assert/strict"
import { test } from "node:test"
import { uuid5 } from "../../headway/static/js/samples.js"

test("a name in a namespace has the id that RFC 9562 gives it", async () => {
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
  assert.equal(await uuid5(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2")
})

test("two people have different samples, one person always the same", async () => {
  const [one, other] = ["0190a0b0-0000-7000-8000-000000000001", "0190a0b0-0000-7000-8000-000000000002"]
  assert.notEqual(await uuid5(one, "sample 1"), await uuid5(other, "sample 1"))
  assert.equal(await uuid5(one, "sample 1"), await uuid5(one, "sample 1"))
})
