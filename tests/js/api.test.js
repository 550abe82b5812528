import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { standIn } from "./page.js"

const page = standIn()
const { api, Problem } = await import("../../headway/static/js/api.js")

const SIGNED_IN = { csrf_access_token: "a1", csrf_refresh_token: "r1" }
const paths = () => page.server.requests.map(({ method, path }) => `${method} ${path}`)

beforeEach(() => {
  page.server.requests.length = 0
  page.server.answer = () => [200, { fine: true }]
  page.cookies = SIGNED_IN
  mock.timers.reset()
})

test("an unsafe request carries the CSRF value, a safe one does not", async () => {
  await api("PUT", "/api/tasks/1", { title: "a" }, { ifMatch: 3 })
  await api("GET", "/api/tasks")
  const [put, get] = page.server.requests.map(({ headers }) => headers)
  assert.equal(put["X-CSRF-TOKEN"], "a1")
  assert.equal(put["If-Match"], '"v3"')
  assert.equal(put["Content-Type"], "application/json")
  assert.equal(get["X-CSRF-TOKEN"], undefined)
})

test("over TLS the cookies have another name", async () => {
  page.cookies = { "__Host-csrf-access": "a9" }
  await api("DELETE", "/api/tasks/1")
  assert.equal(page.server.requests[0].headers["X-CSRF-TOKEN"], "a9")
})

test("nothing to say is null", async () => {
  page.server.answer = () => [204]
  assert.equal(await api("DELETE", "/api/tasks/1"), null)
})

test("a refusal is a problem with all that the server says", async () => {
  page.server.answer = () => [422, { status: 422, title: "Unprocessable", detail: "Look again.", errors: [{ field: "title", message: "Enter a title." }], request_id: "7" }]
  await assert.rejects(api("POST", "/api/tasks", {}), (problem) => {
    assert.ok(problem instanceof Problem)
    assert.deepEqual([problem.status, problem.detail, problem.about("title"), problem.requestId], [422, "Look again.", "Enter a title.", "7"])
    return true
  })
})

test("with the refresh cookie alone a token is fetched before the first request", async () => {
  page.cookies = { csrf_refresh_token: "r1" }
  page.server.answer = ({ path }) => {
    if (path.endsWith("/refresh")) page.cookies = SIGNED_IN
    return [200, {}]
  }
  await api("GET", "/api/tasks")
  assert.deepEqual(paths(), ["POST /api/users/refresh", "GET /api/tasks"])
  assert.equal(page.server.requests[0].headers["X-CSRF-TOKEN"], "r1")
})

test("two requests with an expired token refresh once", async () => {
  let token = "a1"
  page.server.answer = ({ path, headers }) => {
    if (path.endsWith("/refresh")) {
      token = "a2"
      page.cookies = { ...SIGNED_IN, csrf_access_token: token }
      return [200, {}]
    }
    return headers["X-CSRF-TOKEN"] === "a2" ? [200, { path }] : [401, { status: 401 }]
  }
  await Promise.all([api("PUT", "/api/tasks/1", {}), api("PUT", "/api/tasks/2", {})])
  assert.equal(paths().filter((path) => path.endsWith("/refresh")).length, 1)
})

test("where a browser gives no locks a token is fetched all the same", async () => {
  const { locks } = navigator
  navigator.locks = undefined
  page.cookies = { csrf_refresh_token: "r1" }
  page.server.answer = ({ path }) => {
    if (path.endsWith("/refresh")) page.cookies = SIGNED_IN
    return [200, {}]
  }
  await api("GET", "/api/tasks")
  navigator.locks = locks
  assert.deepEqual(paths(), ["POST /api/users/refresh", "GET /api/tasks"])
})

test("a wrong password is no expired session", async () => {
  page.server.answer = () => [401, { status: 401 }]
  await assert.rejects(api("POST", "/api/users/login", {}), { status: 401 })
  assert.deepEqual(paths(), ["POST /api/users/login"])
})

test("an ended session waits for the person and then goes on", async () => {
  let isIn = false
  page.server.answer = () => isIn ? [200, { fine: true }] : [401, { status: 401 }]
  page.events.addEventListener("session:ended", (event) => {
    event.preventDefault()
    isIn = true
    event.detail.restored()
  }, { once: true })
  assert.deepEqual(await api("GET", "/api/tasks"), { fine: true })
})

test("an ended session that nobody takes up is a refusal", async () => {
  page.server.answer = () => [401, { status: 401 }]
  await assert.rejects(api("GET", "/api/tasks"), { status: 401 })
})

test("a persistent write is sent again after 1, 2, 4 and 8 seconds and then given up", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  page.server.answer = () => [0]
  const gaveUp = assert.rejects(api("PUT", "/api/tasks/1", {}, { persist: true }), { status: 0 })
  for (const seconds of [1, 2, 4, 8]) {
    await settled()
    mock.timers.tick(seconds * 1000 - 1)
    const before = page.server.requests.length
    await settled()
    assert.equal(page.server.requests.length, before)
    mock.timers.tick(1)
  }
  await gaveUp
  assert.equal(page.server.requests.length, 5)
})

test("a busy server says itself how long to wait", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  let answers = 0
  page.server.answer = () => (answers += 1) === 1 ? [503, { status: 503 }, { "Retry-After": "3" }] : [200, {}]
  const saved = api("PUT", "/api/tasks/1", {}, { persist: true })
  await settled()
  mock.timers.tick(2999)
  await settled()
  assert.equal(answers, 1)
  mock.timers.tick(1)
  await saved
  assert.equal(answers, 2)
})

/** Let everything that waits only for promises run. */
function settled() {
  return new Promise((resolve) => { setImmediate(resolve) })
}
