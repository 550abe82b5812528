import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { Connection } from "../../headway/static/js/live/connection.js"

let ends, states, messages, numbers, opened, isSeen, over, connection

/** Let everything that waits only for promises run. */
const settled = () => new Promise((resolve) => { setImmediate(resolve) })

async function pass(ms) {
  for (let left = ms; left > 0; left -= 500) {
    mock.timers.tick(Math.min(left, 500))
    await settled()
  }
}

/** A stream that ends as the test says next; "open" stays open until it is closed. */
function stream({ onOpen, onMessage }) {
  let close
  return {
    read: (position) => {
      opened.push(position)
      const { isOpen = false, message, ...end } = ends.shift() ?? { why: "open", isOpen: true }
      if (isOpen) onOpen()
      if (message) onMessage(message)
      const full = { status: 0, retryAfterMs: 0, pauseMs: 1000, ...end }
      return full.why === "open" ? new Promise((resolve) => { close = (why) => resolve({ ...full, why }) }) : Promise.resolve(full)
    },
    close: (why = "closed") => close?.(why),
    doubt() {},
  }
}

async function run() {
  connection = new Connection({
    position: () => 5,
    ask: async () => {
      if (numbers instanceof Error) throw numbers
      return numbers
    },
    isSeen: () => isSeen,
    onMessage: ({ kind, id }) => messages.push(`${kind} ${id}`),
    onRemark() {},
    onState: (state) => states.at(-1) !== state && states.push(state),
    open: stream,
  })
  connection.run(over.signal)
  await settled()
}

const refused = (status, retryAfterMs = 0) => ({ why: "refused", status, retryAfterMs })
const noAnswer = () => Object.assign(new Error("no answer"), { status: 0 })

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout", "Date"] })
  ends = []
  states = []
  messages = []
  opened = []
  numbers = { event_id: 5 }
  isSeen = true
  over = new AbortController()
})

test("a stream whose time is over is followed by another, and nobody notices", async () => {
  ends = [{ why: "ended", isOpen: true }]
  await run()
  await pass(500)
  assert.deepEqual([opened.length, states], [2, ["live"]])
})

test("a server that is away is asked later and later", async () => {
  ends = [{ why: "unreachable" }, { why: "unreachable" }, { why: "unreachable" }]
  await run()
  await pass(1000)
  assert.equal(opened.length, 2)
  await pass(2000)
  assert.equal(opened.length, 3)
  await pass(4000)
  assert.deepEqual([opened.length, states], [4, ["down", "live"]])
})

test("it is asked at once when the machine is online again", async () => {
  ends = Array.from({ length: 4 }, () => ({ why: "unreachable" }))
  await run()
  await pass(8000)
  connection.hurry()
  await settled()
  assert.deepEqual(states, ["down", "live"])
})

test("a stream that went silent is opened again at once", async () => {
  ends = [{ why: "silent", isOpen: true }]
  await run()
  assert.deepEqual([opened.length, states], [2, ["live", "down", "live"]])
})

test("a server that says when to come back is taken at its word", async () => {
  ends = [refused(503, 9000)]
  await run()
  await pass(8500)
  assert.equal(opened.length, 1)
  await pass(1000)
  assert.equal(opened.length, 2)
})

test("an expired session is renewed by asking, once", async () => {
  ends = [refused(401)]
  await run()
  assert.deepEqual([opened.length, states, messages], [2, ["live"], []])
})

test("a session that is refused again and again is not asked for in a loop", async () => {
  ends = Array.from({ length: 20 }, () => refused(401))
  await run()
  await pass(3000)
  assert.ok(opened.length <= 4)
})

for (const end of [refused(429), { why: "held back" }]) {
  test(`where a stream is ${end.why} the numbers are asked for every ten seconds, and a minute later for a stream`, async () => {
    ends = [end]
    numbers = { event_id: 6 }
    await run()
    assert.deepEqual([states, messages], [["polling"], ["resync 6", "counts 6"]])
    numbers = { event_id: 5 }
    await pass(10_000)
    assert.deepEqual(messages.slice(2), ["counts 5"])
    await pass(50_000)
    assert.deepEqual([opened.length, states], [2, ["polling", "live"]])
  })
}

test("after five failures in a row it polls, and tries a stream as soon as somebody answers", async () => {
  ends = Array.from({ length: 5 }, () => ({ why: "unreachable" }))
  numbers = noAnswer()
  await run()
  await pass(15_000)
  assert.equal(opened.length, 5)
  assert.deepEqual(states, ["down"])
  numbers = { event_id: 5 }
  await pass(10_000)
  assert.deepEqual(states, ["down", "polling", "live"])
})

test("nobody asks for a page that nobody sees", async () => {
  ends = [refused(429)]
  isSeen = false
  await run()
  await pass(30_000)
  assert.deepEqual(messages, [])
  isSeen = true
  connection.hurry()
  await settled()
  assert.deepEqual(messages, ["counts 5"])
})

test("when it is over nothing is opened any more", async () => {
  await run()
  over.abort()
  await settled()
  await pass(60_000)
  assert.equal(opened.length, 1)
})
