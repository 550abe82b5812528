/*
 * Where changes wait. The browser's database keeps them over reloads and restarts; what it does not take, because it is
 * full or forbidden, is held by the page as long as that lives.
 */
const BEYOND = Number.MAX_SAFE_INTEGER / 2

/** Changes in the database of a person, and those that it did not take. */
export class Store {
  #database
  #held = new Map()
  #last = BEYOND

  /** `database` is what `open()` of `database.js` gives; without one all is held here. */
  constructor(database = null) {
    this.#database = database
  }

  /** True while something would be lost with this page. */
  get isHolding() {
    return this.#held.size > 0
  }

  /** Take in a change; gives it with its place in the order. */
  async add(change) {
    try {
      const seq = await this.#database.add("outbox", change)
      return { ...change, seq }
    } catch {
      this.#last += 1
      this.#held.set(this.#last, { ...change, seq: this.#last })
      return this.#held.get(this.#last)
    }
  }

  /** Keep a change as it is now. */
  async put(change) {
    if (this.#held.has(change.seq)) this.#held.set(change.seq, change)
    // One that was given up meanwhile does not come back.
    else await this.#within("readwrite", async (changes) => await changes.get(change.seq) && changes.put(change))
  }

  async remove(seq) {
    if (!this.#held.delete(seq)) await this.#within("readwrite", (changes) => changes.delete(seq))
  }

  /** The server has a change: what it made of the tasks takes its place, both or neither, so that a crash shows no old state. */
  async settle(seq, saved) {
    if (this.#held.delete(seq) || !this.#database) return
    await this.#within("readwrite", async (changes, tasks) => {
      await changes.delete(seq)
      for (const task of saved) {
        const old = await tasks.get(task.id)
        if (task.version) await tasks.put({ ...old, ...task })
        else if (old) await tasks.put({ ...old, ...task, version: old.version + 1 })
      }
    })
  }

  /** All changes, oldest first. */
  async all() {
    const kept = await this.#within("readonly", (changes) => changes.getAll())
    return [...kept ?? [], ...this.#held.values()]
  }

  /** Whoever signed out has removed the database: then there is nothing to do. */
  async #within(mode, act) {
    if (!this.#database) return undefined
    try {
      const transaction = this.#database.transaction(["outbox", "tasks"], mode)
      // What fails first in it tells why; its end does not tell once more.
      transaction.done.catch(() => undefined)
      const done = await act(...["outbox", "tasks"].map((name) => transaction.objectStore(name)))
      await transaction.done
      return done
    } catch (error) {
      if (!["InvalidStateError", "AbortError"].includes(error.name)) throw error
      return undefined
    }
  }
}
