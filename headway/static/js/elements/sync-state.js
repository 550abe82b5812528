import { field, write } from "../dom.js"
import { events, feed } from "../live/feed.js"
import { announce } from "../messages.js"
import { words } from "../person.js"
import * as tasks from "../tasks.js"

const RECONNECTING_AFTER_MS = 3000
const OFFLINE_AFTER_MS = 12_000

/** Says in the top bar that news do not come, and how many changes wait; nothing while all is well or soon will be. */
export class SyncStateElement extends HTMLElement {
  #ends
  #timers = {}
  #said = ""

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    events.addEventListener("feed:state", () => this.#follow(), { signal })
    tasks.events.addEventListener("waiting:changed", () => this.#follow(), { signal })
    for (const type of ["online", "offline"]) addEventListener(type, () => this.#follow(), { signal })
    this.#follow()
  }

  disconnectedCallback() {
    this.#ends.abort()
    this.#forget()
  }

  /** A server that is started anew is back in a moment; what is said once stays until it is true no more. */
  #follow() {
    if (["live", "polling"].includes(feed.state) && !tasks.waiting().isStuck) return this.#show("")
    if (!navigator.onLine && (feed.state === "down" || tasks.waiting().isStuck)) return this.#show("Offline")
    if (this.#said) this.#show(this.#said)
    if (feed.state === "down" || tasks.waiting().isStuck) this.#timers.soon ??= setTimeout(() => this.#show("Reconnecting…"), RECONNECTING_AFTER_MS)
    this.#timers.later ??= setTimeout(() => this.#show(feed.isAnswering ? "Reconnecting…" : "Offline"), OFFLINE_AFTER_MS)
    return undefined
  }

  #forget() {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer)
    this.#timers = {}
  }

  #show(word) {
    if (!word) this.#forget()
    const { count } = tasks.waiting()
    write(field(this, "word"), word && count ? `${word} · ${words().count(count, "change", "changes")} waiting` : word)
    if (word === this.#said) return
    announce(word || "Back online")
    this.#said = word
    this.hidden = !word
    this.dataset.tone = word === "Offline" ? "offline" : "waiting"
  }
}

customElements.define("sync-state", SyncStateElement)
