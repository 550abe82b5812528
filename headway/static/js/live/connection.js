import { waitAfter } from "./pace.js"
import { Stream } from "./stream.js"

const POLL_EVERY_MS = 10_000
const TRY_AGAIN_MS = 60_000
const MOST_FAILURES = 5
const NOT_SIGNED_IN = 401
const TOO_MANY = 429

/**
 * Keeps a stream open for as long as it is wanted, and asks every ten seconds where none can be had.
 * `position()` is the number of the last event heard; `onMessage(message)` takes news, `onRemark()` a sign of life and
 * `onState(state, isAnswering)` how news come: "live", "polling" or "down". `ask()` gives the numbers of the API, after
 * renewing the session when that is needed. `isSeen()` says whether anybody looks; `open` makes a stream.
 */
export class Connection {
  #stream = null
  #hurry = () => undefined
  #failures = 0
  #state = ""

  constructor({ position, ask, isSeen, onMessage, onRemark, onState, open = (listeners) => new Stream(listeners) }) {
    Object.assign(this, { position, ask, isSeen, onMessage, onRemark, onState, open })
  }

  /** Go on until `signal` says that it is enough. */
  async run(signal) {
    signal.addEventListener("abort", () => {
      this.#stream?.close()
      this.#hurry()
    })
    while (!signal.aborted) {
      const end = await this.#follow()
      if (!signal.aborted) await this.#recover(end, signal)
    }
  }

  /** Something happened that may have brought the server back, or taken it away: look at once. */
  hurry() {
    this.#stream?.doubt()
    this.#hurry()
  }

  /** The network is another: what was open may lead nowhere. */
  restart() {
    this.#stream?.close("silent")
    this.#hurry()
  }

  async #follow() {
    this.#stream = this.open({
      onOpen: () => {
        this.#failures = 0
        this.#become("live")
      },
      onRemark: () => this.onRemark(),
      onMessage: (message) => this.onMessage(message),
    })
    const end = await this.#stream.read(this.position())
    this.#stream = null
    return end
  }

  /** After a stream that ended, or that could not be had: wait as long as is wise. */
  async #recover({ why, status, retryAfterMs, pauseMs }, signal) {
    // Its time was over: another one follows. Who looks at the page waits half as long.
    if (why === "ended") return this.#pause(this.isSeen() ? pauseMs / 2 : pauseMs)
    this.#failures += 1
    if (why === "held back" || status === TOO_MANY || this.#failures >= MOST_FAILURES) return this.#poll(signal)
    if (status === NOT_SIGNED_IN) await this.#renew()
    else this.#become("down", why === "refused")
    // The first time there is nothing to wait for: the session is new, or the old stream was dead.
    if (this.#failures === 1 && (why === "silent" || status === NOT_SIGNED_IN)) return undefined
    return this.#pause(Math.max(waitAfter(this.#failures), retryAfterMs))
  }

  /** Asking for anything renews the session; where it is over, the answer comes when the person has signed in again. */
  async #renew() {
    try {
      await this.ask()
    } catch (problem) {
      this.#become("down", problem.status > 0)
    }
  }

  /** Ask for the numbers for a while; they tell whether anything has happened. */
  async #poll(signal) {
    const until = Date.now() + TRY_AGAIN_MS
    while (!signal.aborted && Date.now() < until) {
      const was = this.#state
      if (this.isSeen()) await this.#askOnce()
      // The server is back: so may be the stream.
      if (was === "down" && this.#state === "polling") return
      await this.#pause(POLL_EVERY_MS)
    }
  }

  async #askOnce() {
    try {
      const numbers = await this.ask()
      const hasMoved = numbers.event_id !== this.position()
      this.#become("polling")
      if (hasMoved) this.onMessage({ kind: "resync", id: numbers.event_id })
      this.onMessage({ kind: "counts", id: numbers.event_id, data: numbers })
    } catch (problem) {
      this.#become("down", problem.status > 0)
    }
  }

  #become(state, isAnswering = true) {
    this.#state = state
    this.onState(state, isAnswering)
  }

  /** Wait so many ms, or until something happens that ends the waiting. */
  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
