import assert from "node:assert/strict"
import { test } from "node:test"
import { named, offset, search } from "../../headway/static/js/zones.js"

const ZONES = ["UTC", "Africa/Abidjan", "America/Argentina/Ushuaia", "America/New_York", "America/North_Dakota/New_Salem", "America/Sao_Paulo", "Asia/Kolkata", "Europe/Berlin", "Europe/Kyiv", "Pacific/Auckland"]

test("a zone is a place in an area", () => {
  assert.deepEqual(named("America/New_York"), { place: "New York", area: "America" })
  assert.deepEqual(named("America/Argentina/Ushuaia"), { place: "Ushuaia", area: "America, Argentina" })
  assert.deepEqual(named("UTC"), { place: "UTC", area: "" })
})

test("every word must begin a word of the zone", () => {
  assert.deepEqual(search(ZONES, "new york"), ["America/New_York"])
  assert.deepEqual(search(ZONES, "york new"), ["America/New_York"])
  assert.deepEqual(search(ZONES, "euro b"), ["Europe/Berlin"])
  assert.deepEqual(search(ZONES, "america/new_york"), ["America/New_York"])
  assert.deepEqual(search(ZONES, "ork"), [])
})

test("a place that begins with the words comes before an area that does", () => {
  assert.deepEqual(search(["America/Auckland_Bay", "Asia/Almaty", "Africa/Asmara"], "as"), ["Africa/Asmara", "Asia/Almaty"])
})

test("case, accents and signs play no part", () => {
  assert.deepEqual(search(ZONES, "  SÃO paulo "), ["America/Sao_Paulo"])
})

test("signs of patterns are plain, and nothing finds all", () => {
  assert.deepEqual(search(ZONES, ".*(["), ZONES)
  assert.deepEqual(search(ZONES, ""), ZONES)
})

test("the distance from UTC goes by the season", () => {
  assert.equal(offset("Europe/Berlin", new Date("2026-01-01")), "UTC+1")
  assert.equal(offset("Europe/Berlin", new Date("2026-07-01")), "UTC+2")
  assert.equal(offset("America/New_York", new Date("2026-01-01")), "UTC−5")
  assert.equal(offset("Moon/Tranquility"), "")
})
