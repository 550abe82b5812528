import assert from "node:assert/strict"
import { test } from "node:test"
import { COMMANDS } from "../../headway/static/js/commands.js"
import { groupsFor } from "../../headway/static/js/palette.js"

const task = (title, fields = {}) => ({ id: title.toLowerCase().replaceAll(" ", "-"), title, status: "pending", ...fields })
const TASKS = ["Draft the launch announcement", "Call the landlord", "Buy lamp oil", "Łódź: zażółć gęślą jaźń", "مراجعة عقد الإيجار", "🎂 for Ana", "C++ report (draft)"].map((title) => task(title))

const groups = (query, given = {}) => groupsFor(query, { tasks: TASKS, commands: COMMANDS, ...given })
const names = (query, group, given) => groups(query, given).find(({ name }) => name === group)?.options.map(({ name }) => name) ?? []
const hitsOf = (query) => groups(query).flatMap(({ options }) => options).filter(({ ranges }) => ranges.length).map(({ name, ranges }) => [name, ranges])
const best = (query) => names(query, "Tasks")[0]

test("with nothing typed there are tasks, commands and places", () => {
  assert.deepEqual(groups("").map(({ name }) => name), ["Tasks", "Commands", "Go to"])
  assert.equal(names("", "Tasks").length, 5)
  assert.ok(names("", "Go to").includes("All tasks"))
})

for (const [query, title] of [
  ["launch", "Draft the launch announcement"],
  ["LAUNCH", "Draft the launch announcement"],
  ["lnch ann", "Draft the launch announcement"],
  ["announcement launch", "Draft the launch announcement"],
  ["landlord", "Call the landlord"],
  ["lamp", "Buy lamp oil"],
  ["zazolc", "Łódź: zażółć gęślą jaźń"],
  ["zażółć", "Łódź: zażółć gęślą jaźń"],
  ["عقد", "مراجعة عقد الإيجار"],
  ["ana", "🎂 for Ana"],
  ["report", "C++ report (draft)"],
]) test(`“${query}” finds “${title}”`, () => assert.equal(best(query), title))

for (const query of ["(", "^$", "\\", "[[", "*", "🎂🎂", "x".repeat(200)]) {
  test(`“${query.slice(0, 10)}” is no pattern and no fault`, () => assert.deepEqual(names(query, "Commands"), [`New task “${query}”`]))
}

test("a whole word comes before half of one", () => {
  const tasks = ["Overcall the bid", "Call Ana"].map((title) => task(title))
  assert.equal(names("call", "Tasks", { tasks })[0], "Call Ana")
})

test("what was chosen lately comes first, among what matches and before anything is typed", () => {
  const recent = ["command theme.dark", "task buy-lamp-oil"]
  assert.equal(names("", "Tasks", { recent })[0], "Buy lamp oil")
  assert.equal(names("", "Commands", { recent })[0], "Theme: dark")
  assert.equal(names("la", "Tasks", { recent })[0], "Buy lamp oil")
  assert.ok(!names("landlord", "Tasks", { recent }).includes("Buy lamp oil"))
})

test("hits are whole pairs inside the name", () => {
  const [{ name, ranges }] = groups("lnch ann").flatMap(({ options }) => options)
  assert.equal(ranges.length % 2, 0)
  const hits = ranges.flatMap((from, place) => (place % 2 ? [] : [name.slice(from, ranges[place + 1])]))
  assert.equal(hits.join(""), "lnch ann")
})

test("words side by side are one hit with the space between them", () => {
  assert.deepEqual(hitsOf("sign out")[0], ["Sign out", [0, 8]])
  assert.deepEqual(hitsOf("draft ann")[0], ["Draft the launch announcement", [0, 5, 17, 20]])
})

test("a command is found by how people spell it", () => assert.ok(names("signout", "Commands").includes("Sign out")))

test("what the server found follows what is at hand, and nothing is told twice", () => {
  const found = [task("Paint the shed"), task("Call the landlord")]
  assert.deepEqual(names("call", "Tasks", { found }), ["Paint the shed", "Call the landlord"])
  assert.deepEqual(names("draft", "Tasks", { found: [task("Paint the shed")] }).at(-1), "Paint the shed")
})

test("words can always become a task, with the line as it was typed", () => {
  const option = groups(" Zephyr fri ").at(-1).options.at(-1)
  assert.equal(option.command.id, "task.new")
  assert.deepEqual(option.given, { line: "Zephyr fri" })
})

test("of 2,000 tasks a few are shown", () => {
  const tasks = Array.from({ length: 2000 }, (_, number) => task(`Task ${number}`))
  assert.equal(names("task", "Tasks", { tasks }).length, 6)
  assert.equal(names("task 1999", "Tasks", { tasks })[0], "Task 1999")
})

for (const [query, group, name] of [
  ["help", "Commands", "Keyboard shortcuts"],
  ["log out", "Commands", "Sign out"],
  ["logout", "Commands", "Sign out"],
  ["dark mode", "Commands", "Theme: dark"],
  ["remove", "Commands", "Delete"],
  ["preferences", "Go to", "Settings"],
]) test(`“${query}” finds “${name}”, which is called otherwise`, () => assert.equal(names(query, group)[0], name))

test("a hit in a word that is not shown marks nothing", () => {
  const [signOut] = groups("logout").find(({ name }) => name === "Commands").options
  assert.deepEqual(signOut.ranges, [])
  const [dark] = groups("dark mode").find(({ name }) => name === "Commands").options
  assert.deepEqual(dark.ranges, [7, 11])
})
