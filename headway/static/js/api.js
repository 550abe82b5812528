const SAFE = new Set(["GET", "HEAD"])
// Here 401 says "wrong password" or "no session any more": asking for a new token would not help.
const WITHOUT_SESSION = new Set(["/api/users/login", "/api/users/register", "/api/users/refresh", "/api/users/logout"])
// These two are paid with the refresh cookie, so they carry the value of its own CSRF cookie.
const BY_REFRESH_TOKEN = new Set(["/api/users/refresh", "/api/users/logout"])
// No answer, a wait, too many at once, a gateway without its server, a server without its database.
const PASSING = new Set([0, 408, 429, 502, 503, 504])
const BACK_OFF_SECONDS = [1, 2, 4, 8]
const LOAD_AGAIN_SECONDS = 1
// Browsers carry no more than 64 KiB beyond the life of a page.
const LONGEST_KEPT = 60_000
// A network that swallows what it is given says nothing at all.
const PATIENCE_MS = 20_000

let pausing = 0

/** True while a write waits to be sent again: leaving the page now would lose it. */
export const isWaiting = () => pausing > 0

/** A refused or failed request in the words of RFC 9457; `status` 0 means that no answer came. */
export class Problem extends Error {
  constructor({ status = 0, title = "No connection", detail, errors = [], current = null, another_person: isAnother = false, request_id: requestId = null }, retryAfter = null) {
    super(detail ?? title)
    this.name = "Problem"
    Object.assign(this, { status, title, detail: detail ?? title, errors, current, isAnother, requestId, retryAfter })
  }

  /** Nobody refused: the same request may succeed later. */
  get isPassing() {
    return PASSING.has(this.status) || this.isAnother
  }

  /** The sentence about one field, or undefined. */
  about(field) {
    return this.errors.find((error) => error.field === field)?.message
  }
}

/**
 * Ask the server; gives the parsed answer, or null for 204, and throws `Problem`.
 * `ifMatch` is the version the change was made on. `persist` sends a write again after 1, 2, 4 and 8 seconds while
 * nobody answers: every write may be repeated without harm.
 */
export async function api(method, path, body, { ifMatch, signal, persist = false } = {}) {
  const needsSession = !WITHOUT_SESSION.has(path.split("?")[0])
  let mayRenew = needsSession
  let failures = 0
  for (;;) {
    const seen = cookie("access")
    try {
      if (needsSession && !seen && cookie("refresh")) await renew(seen)
      return await send(method, path, body, { ifMatch, signal })
    } catch (problem) {
      if (problem.status === 401 && mayRenew) {
        mayRenew = false
        await renew(seen)
      } else if (problem.isAnother) {
        // Somebody else signed in meanwhile: nothing of the two may be mixed.
        document.dispatchEvent(new Event("session:another"))
        throw problem
      } else if (persist && problem.isPassing && failures < BACK_OFF_SECONDS.length) {
        pausing += 1
        await pause(problem.retryAfter ?? BACK_OFF_SECONDS[failures], signal).finally(() => { pausing -= 1 })
        failures += 1
      } else throw problem
    }
  }
}

/** What `load()` imports, asked for again while the network does not give it. */
export async function insist(load) {
  for (let last;;) {
    try {
      return await load()
    } catch (error) {
      // A network that fails makes another error every time; a module that throws has thrown once and for all.
      if (error === last) throw error
      last = error
      await pause(LOAD_AGAIN_SECONDS)
    }
  }
}

/** The value of the readable CSRF cookie that belongs to the "access" or the "refresh" token. */
export function cookie(kind) {
  for (const pair of document.cookie.split("; ")) {
    const [name, value] = pair.split("=")
    if (name === `csrf_${kind}_token` || name === `__Host-csrf-${kind}`) return value
  }
  return undefined
}

async function send(method, path, body, { ifMatch, signal }) {
  const headers = { Accept: "application/json" }
  if (body !== undefined) headers["Content-Type"] = "application/json"
  if (ifMatch !== undefined) headers["If-Match"] = `"v${ifMatch}"`
  const token = cookie(BY_REFRESH_TOKEN.has(path) ? "refresh" : "access")
  if (!SAFE.has(method) && token) headers["X-CSRF-TOKEN"] = token
  // Whose page this is: the cookies may be another person's by now.
  const { userId } = document.body?.dataset ?? {}
  if (userId && !WITHOUT_SESSION.has(path)) headers["X-Headway-Person"] = userId
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const request = { method, headers, signal: signal ? AbortSignal.any([signal, patience]) : patience, credentials: "same-origin" }
  if (body !== undefined) request.body = JSON.stringify(body)
  // A write that is on its way arrives even when the page is left.
  request.keepalive = !SAFE.has(method) && (request.body?.length ?? 0) < LONGEST_KEPT
  let response, answer
  try {
    response = await fetch(path, request)
    answer = response.status === 204 ? null : await response.json()
  } catch (error) {
    if (signal?.aborted) throw error
    // A reply that is no JSON comes from something between us and the server: as good as no reply.
    throw new Problem({ detail: "The server can't be reached." })
  }
  if (response.ok) return answer
  throw new Problem({ status: response.status, title: response.statusText, ...answer }, secondsUntilRetry(response))
}

function secondsUntilRetry(response) {
  const seconds = Number(response.headers.get("Retry-After"))
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** Wait, but no longer than until the machine is online again. */
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const over = new AbortController()
    const done = (settle) => () => {
      over.abort()
      clearTimeout(timer)
      settle(signal?.reason)
    }
    const timer = setTimeout(done(resolve), seconds * 1000)
    addEventListener("online", done(resolve), { signal: over.signal })
    signal?.addEventListener("abort", done(reject), { signal: over.signal })
  })
}

/**
 * Get a new access token, once for all tabs: who gets the lock second sees that the cookie is another than the `seen`
 * one and has nothing to do. When the session is over, waits until the person has signed in again.
 */
async function renew(seen) {
  const renewed = await oneAtATime(async () => {
    const now = cookie("access")
    if (now && now !== seen) return true
    const refusable = cookie("refresh")
    try {
      await send("POST", "/api/users/refresh", undefined, {})
      return true
    } catch (problem) {
      if (problem.status !== 401 && problem.status !== 403) throw problem
      // Unless the person signed in again, in another tab, while this was on its way.
      return ![refusable, undefined].includes(cookie("refresh"))
    }
  })
  if (!renewed) await sessionRestored()
}

/** Over plain http browsers give no locks; then each tab refreshes for itself, and the server gives all the same. */
function oneAtATime(act) {
  return navigator.locks ? navigator.locks.request("headway:refresh", act) : act()
}

let restoring = null

/** Tell the page that the session ended; it takes the event by `preventDefault()` and calls `detail.restored()` later. */
function sessionRestored() {
  if (restoring) return restoring
  let restored
  const waiting = new Promise((resolve) => { restored = resolve })
  const isTaken = !document.dispatchEvent(new CustomEvent("session:ended", { cancelable: true, detail: { restored } }))
  if (!isTaken) throw new Problem({ status: 401, title: "Not signed in", detail: "You were signed out." })
  restoring = waiting.finally(() => { restoring = null })
  return restoring
}
