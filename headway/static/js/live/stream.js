import { createParser } from "../vendor/eventsource-parser/parse.js"

const PATH = "/api/events"
const FIRST_BYTES_MS = 10_000
// The server says something every 15 s.
const SILENCE_MS = 40_000
const DOUBTFUL_MS = 20_000
const LOOK_EVERY_MS = 2500

/**
 * One event stream, from asking for it to its end. `read()` gives how it ended: `{ why, status, retryAfterMs, pauseMs }`
 * with `why` "ended" (by the server), "silent" (nothing came for too long), "held back" (nothing came at all),
 * "refused" (with `status`), "unreachable" or "closed" (by us). `pauseMs` is how long the server wants to be left alone.
 */
export class Stream {
  /** True once anything has come. */
  isOpen = false

  #over = new AbortController()
  #why = "closed"
  #heardAt = clocks()
  #pauseMs = 1000

  /** `onOpen()`, `onRemark()` for a sign of life, `onMessage({ kind, id, data })`. */
  constructor({ onOpen, onRemark, onMessage }) {
    Object.assign(this, { onOpen, onRemark, onMessage })
  }

  /** Ask for everything after event `position`, and read until it ends. */
  async read(position) {
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS)
    try {
      const response = await fetch(PATH, {
        headers: { Accept: "text/event-stream", "Last-Event-ID": String(position) },
        cache: "no-store",
        credentials: "same-origin",
        signal: this.#over.signal,
      })
      if (!response.ok) return this.#ended("refused", { status: response.status, retryAfterMs: 1000 * Number(response.headers.get("Retry-After") ?? 0) })
      // A page in its place comes from something between us and the server.
      if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) return this.#ended("unreachable")
      await this.#readBody(response.body)
      return this.#ended("ended")
    } catch {
      // Whoever aborted has said why; anything else is the network's.
      return this.#ended(this.#over.signal.aborted ? this.#why : "unreachable")
    } finally {
      clearInterval(look)
      this.#over.abort()
    }
  }

  /** End it now. */
  close(why = "closed") {
    this.#why = why
    this.#over.abort()
  }

  /** Something happened after which connections are often dead without a word: end this one if it is silent. */
  doubt() {
    if (this.isOpen && this.#silentMs > DOUBTFUL_MS) this.close("silent")
  }

  async #readBody(body) {
    const parser = createParser({
      onComment: () => this.onRemark(),
      onRetry: (ms) => { this.#pauseMs = ms },
      onEvent: ({ event, id, data }) => this.onMessage({ kind: event, id: Number(id), data: JSON.parse(data) }),
    })
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      this.#heardAt = clocks()
      if (!this.isOpen) {
        this.isOpen = true
        this.onOpen()
      }
      parser.feed(value)
    }
  }

  get #silentMs() {
    return Math.max(...clocks().map((time, which) => time - this.#heardAt[which]))
  }

  #look() {
    if (this.#silentMs > (this.isOpen ? SILENCE_MS : FIRST_BYTES_MS)) this.close(this.isOpen ? "silent" : "held back")
  }

  #ended(why, rest = {}) {
    return { why, status: 0, retryAfterMs: 0, pauseMs: this.#pauseMs, ...rest }
  }
}

/** The clock on the wall, which goes on while the machine sleeps, and the one that nobody can set back. */
function clocks() {
  return [Date.now(), performance.now()]
}
