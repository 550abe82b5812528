/* What modules ask of a browser, for tests in Node: cookies, locks, a channel and a server that a test writes itself. */

/** Stand in for the browser. `server.answer(request)` gives `[status, body, headers]` for `{ method, path, body, headers }`. */
export function standIn() {
  const server = { requests: [], answer: () => [200, {}] }
  const events = new EventTarget()
  let jar = {}
  const page = {
    server,
    events,
    set cookies(cookies) { jar = { ...cookies } },
  }
  const document = {
    body: { dataset: { userId: "alice" } },
    get cookie() { return Object.entries(jar).map(([name, value]) => `${name}=${value}`).join("; ") },
    dispatchEvent: (event) => events.dispatchEvent(event),
  }
  const locks = { queue: Promise.resolve(), request: (name, act) => { locks.queue = locks.queue.then(act, act); return locks.queue } }
  define({ document, addEventListener() {}, BroadcastChannel: SilentChannel, navigator: { locks } })
  globalThis.fetch = async (path, { method, headers, body, signal }) => {
    signal?.throwIfAborted()
    const request = { method, path, headers, body: body && JSON.parse(body) }
    server.requests.push(request)
    const [status, answer, extra = {}] = await server.answer(request)
    if (status === 0) throw new TypeError("no network")
    return { ok: status < 400, status, statusText: "", headers: new Headers(extra), json: async () => structuredClone(answer) }
  }
  return page
}

class SilentChannel extends EventTarget {
  postMessage() {}
}

function define(properties) {
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
