import assert from "node:assert/strict"
import { test } from "node:test"
import { changed, fieldName, noMatch, quoted, rolledBack } from "../../headway/static/js/phrases.js"

const every = { status: [], priority: [], due: "", q: "" }

test("an empty list names every filter that is on", () => {
  assert.equal(noMatch({ ...every, status: ["in_progress"], priority: ["high"] }), "No in-progress tasks with high priority.")
  assert.equal(noMatch({ ...every, due: "none", q: "ana" }), "No tasks without a date with “ana”.")
})

test("a long title is cut by letters and not through one", () => {
  assert.equal(quoted("Book train"), "“Book train”")
  assert.ok(quoted("👩‍🚀".repeat(80)).isWellFormed())
})

test("a refused field says what it is back to", () => {
  assert.equal(rolledBack({ due_date: "2026-11-27" }, "Friday", { status: 503 }), "Couldn’t save the due date, so it’s back to Friday.")
  assert.equal(rolledBack({ title: "" }, "", { status: 422, errors: [{ field: "title", message: "Enter a title." }] }), "Couldn’t save the title: Enter a title.")
})

test("a date with its time is called the due date", () => {
  assert.equal(fieldName({ due_time: "09:00", due_date: "2026-11-27" }), "due date")
})

test("completing is told with the title, alone or as a number", () => {
  assert.equal(changed([{ title: "Book train", status: "pending" }], { status: "completed" }).spoken, "Completed: Book train")
  assert.equal(changed([{ status: "pending" }, { status: "pending" }], { status: "completed" }).text, "Completed 2 tasks")
  assert.deepEqual(changed([{ title: "Book train", status: "completed" }], { status: "pending" }), { text: "Reopened “Book train”", spoken: "Reopened: Book train", isToast: true })
})
