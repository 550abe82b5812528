import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { paced, waitAfter } from "../../headway/static/js/live/pace.js"

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout"] })
})

/** Let everything that waits only for promises run. */
const settled = () => new Promise((resolve) => { setImmediate(resolve) })

async function pass(ms) {
  mock.timers.tick(ms)
  await settled()
}

test("the first call acts at once, the rest together and not too soon", async () => {
  const act = mock.fn(async () => undefined)
  const call = paced(act, 100)
  for (let times = 0; times < 5; times += 1) call()
  assert.equal(act.mock.callCount(), 1)
  await pass(99)
  assert.equal(act.mock.callCount(), 1)
  await pass(1)
  assert.equal(act.mock.callCount(), 2)
  await pass(1000)
  assert.equal(act.mock.callCount(), 2)
})

test("a call during a slow act is answered after it", async () => {
  let finish
  const act = mock.fn(() => new Promise((resolve) => { finish = resolve }))
  const call = paced(act, 100)
  call()
  call()
  await pass(500)
  assert.equal(act.mock.callCount(), 1)
  finish()
  await settled()
  assert.equal(act.mock.callCount(), 2)
})

test("waits grow to half a minute, half of each by chance", () => {
  const most = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => waitAfter(failures, () => 1))
  assert.deepEqual(most, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  assert.equal(waitAfter(3, () => 0), 2000)
})
