import { next, rebased, superseded } from "./outbox-rules.js"
import { waitAfter } from "./live/pace.js"

// An answer that says that something broke may come again and again: it must not hold up what comes after.
const MOST_FAULTS = 5
const MISSING_MS = 3000

/**
 * Changes on their way to the server, in the order they were made, over reloads and restarts. They wait in `store`
 * (`add`, `put`, `settle`, `remove`, `all`); whichever tab has the lock sends them, one after the other, by `send(change)`, which
 * gives the tasks as saved or throws. `told(news)` is called in every tab with `{ what, change, saved, problem }`: what is
 * "added", "saved", "conflict", "refused", "dropped" or "again"; `tell(news)` brings it to the other tabs.
 */
export class Outbox {
  /** True while the server cannot be reached: changes wait on this device. */
  isStuck = false

  /** True while nothing may be sent from here. */
  isClosed = false

  #parts
  #promises = new Map()
  #failures = 0
  #timer
  #entering = Promise.resolve()
  #turn = null

  constructor(parts) {
    this.#parts = parts
  }

  /** True while something would be lost with this page. */
  get isHolding() {
    return this.#parts.store.isHolding
  }

  /**
   * Take in a change. Resolves to "saved" when the server has it and to "kept" when it waits on this device because the
   * server is away; rejects with what the server says against it. What becomes of a kept change only `told` hears.
   */
  async add(change) {
    const made = { attempts: 0, state: "waiting", ...change }
    const outcome = this.#promise(made.key)
    // One after the other, in the order they were made.
    this.#entering = this.#entering.then(() => this.#enter(made))
    await this.#entering
    if (this.isStuck) this.#settle(made.key, "resolve", "kept")
    else this.send()
    return outcome
  }

  /** Send a change that was set aside once more, with `changes` to it. */
  async again(change, changes = {}) {
    const outcome = this.#promise(change.key)
    await this.#put({ ...change, ...changes, state: "waiting", attempts: 0, problem: null }, "again")
    this.send()
    return outcome
  }

  /** Give up a change that was set aside. */
  async drop(change) {
    const { store } = this.#parts
    for (const later of rebased(await store.all(), change)) await store.put(later)
    await store.remove(change.seq)
    this.#say({ what: "dropped", change })
  }

  /** Resolves when all changes made so far are kept. */
  entered() {
    return this.#entering
  }

  /** All that is kept here, oldest first. */
  all() {
    return this.#parts.store.all()
  }

  /** Send what waits: now, or when the tab that is sending is done. */
  send() {
    clearTimeout(this.#timer)
    this.#turn ??= this.#takeTurn()
    return this.#turn
  }

  /** Another tab says what became of a change, or that the server is away. */
  hear({ isStuck, ...news }) {
    if (isStuck !== undefined) return this.#become(isStuck)
    return this.#take(news)
  }

  async #enter(change) {
    const { store } = this.#parts
    Object.assign(change, await store.add(change))
    this.#parts.tell({ what: "added", change })
    await this.#replace(change)
  }

  /** What was set aside and has been said anew since then is no question any more. */
  async #replace(change) {
    const { store } = this.#parts
    for (const old of superseded(await store.all(), change)) {
      await store.remove(old.seq)
      this.#say({ what: "dropped", change: old })
    }
  }

  async #takeTurn() {
    await this.#parts.exclusively(() => {
      // What comes from now on may be too late for this turn.
      this.#turn = null
      return this.#drain()
    })
    // What another tab has sent it tells; if it could not, ask.
    if (this.#promises.size) setTimeout(() => this.#look(), MISSING_MS)
  }

  async #drain() {
    const { store } = this.#parts
    for (;;) {
      const change = this.isClosed ? undefined : next(await store.all())
      if (!change) return this.#pause(false)
      try {
        const saved = await this.#parts.send(change)
        await store.settle(change.seq, saved)
        this.#say({ what: "saved", change, saved })
        await this.#replace(change)
        this.#pause(false)
      } catch (problem) {
        const isPassing = problem.isPassing || problem.status >= 500 && change.attempts < MOST_FAULTS
        if (isPassing) {
          await store.put({ ...change, attempts: change.attempts + 1 })
          return this.#pause(true, problem.retryAfter)
        }
        await this.#setAside(change, problem)
      }
    }
  }

  async #setAside(change, problem) {
    // A fault of this program, and no answer of the server: it must be seen, and the change must stay.
    if (problem.status === undefined && !problem.fields) throw problem
    const { store } = this.#parts
    const isConflict = Boolean(problem.fields)
    const aside = isConflict ? contestedPart(change, problem) : { ...change, state: "refused", problem: plain(problem) }
    if (!isConflict) for (const later of rebased(await store.all(), change)) await store.put(later)
    await store.put(aside)
    this.#say({ what: aside.state, change: aside })
    await this.#replace(aside)
  }

  /** Wait until the server may be back; `isStuck` false when there is nothing to wait for. */
  #pause(isStuck, retryAfter = null) {
    this.#failures = isStuck ? this.#failures + 1 : 0
    if (isStuck !== this.isStuck) this.#parts.tell({ isStuck })
    this.#become(isStuck, retryAfter)
  }

  #become(isStuck, retryAfter = null) {
    const was = this.isStuck
    this.isStuck = isStuck
    clearTimeout(this.#timer)
    if (isStuck) {
      for (const key of this.#promises.keys()) this.#settle(key, "resolve", "kept")
      this.#timer = setTimeout(() => this.send(), retryAfter ? retryAfter * 1000 : waitAfter(Math.max(1, this.#failures)))
    }
    if (was !== isStuck) this.#parts.told({ what: isStuck ? "stuck" : "moving" })
  }

  #say(news) {
    this.#parts.tell(news)
    this.#take(news)
  }

  /** Tell this tab, and whoever in it waits for this. */
  #take(news) {
    const { what, change } = news
    const isAwaited = this.#promises.has(change.key)
    const error = this.#parts.told({ ...news, isAwaited })
    if (what === "saved" || what === "dropped") this.#settle(change.key, "resolve", "saved")
    else if (what === "conflict" || what === "refused") this.#settle(change.key, "reject", error)
  }

  async #put(change, what) {
    await this.#parts.store.put(change)
    this.#say({ what, change })
  }

  /** What is not kept any more and was never answered for: another tab sent it and was closed before it could say so. */
  async #look() {
    const kept = new Set((await this.all()).map(({ key }) => key))
    for (const key of this.#promises.keys()) if (!kept.has(key)) this.#parts.told({ what: "lost", key })
  }

  /** Say that a change is saved, whoever saved it. */
  settle(change, saved) {
    this.#take({ what: "saved", change, saved })
  }

  #promise(key) {
    return new Promise((resolve, reject) => this.#promises.set(key, { resolve, reject }))
  }

  #settle(key, way, value) {
    this.#promises.get(key)?.[way](value)
    this.#promises.delete(key)
  }
}

/** Of a change to several tasks only those are left over that another device changed. */
function contestedPart(change, { ids, fields }) {
  const places = change.ids.flatMap((id, place) => (ids.includes(id) ? [place] : []))
  return { ...change, state: "conflict", problem: { fields }, ids, before: places.map((place) => change.before[place]) }
}

/** What is said against a change, as it can be kept. */
function plain({ status, title, detail, errors }) {
  return { status, title, detail, errors }
}
