import assert from "node:assert/strict"
import { test } from "node:test"
import { formatter } from "../../headway/static/js/format.js"
import { beside, dueDateTold } from "../../headway/static/js/phrases.js"

const now = new Date("2026-11-22T14:20:00Z")
const words = formatter({ locale: "en-GB", zone: "UTC" })
const whole = (date) => words.dueSpelt({ due_date: date })
const task = (fields) => ({ status: "pending", priority: "medium", due_date: null, due_time: null, ...fields })

test("beside a title stands what the other cells of its row show", () => {
  assert.equal(beside(task(), words, now), "pending, medium priority")
  const late = task({ status: "in_progress", priority: "high", due_date: "2026-11-20" })
  assert.equal(beside(late, words, now), `in progress, high priority, due ${whole("2026-11-20")}, overdue`)
  assert.equal(beside({ ...late, status: "completed" }, words, now), `completed, high priority, due ${whole("2026-11-20")}`)
})

test("a due date is told as it is seen, then in full, and its time once", () => {
  assert.equal(dueDateTold(task(), words, now), "Due date: none")
  assert.equal(dueDateTold(task({ due_date: "2026-11-23", due_time: "09:00" }), words, now), `Due date: Tomorrow, 09:00, ${whole("2026-11-23")}`)
  assert.equal(dueDateTold(task({ due_date: "2026-11-22", due_time: "15:00" }), words, now), `Due date: 15:00, ${whole("2026-11-22")}`)
  assert.equal(dueDateTold(task({ due_date: "2027-11-24", due_time: "15:00" }), words, now), `Due date: 24 Nov 2027, ${whole("2027-11-24")}, 15:00`)
  assert.equal(dueDateTold(task({ due_date: "2026-11-20" }), words, now), `Due date: Fri, ${whole("2026-11-20")}, overdue`)
})
