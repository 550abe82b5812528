import * as counts from "../counts.js"
import { field, write } from "../dom.js"
import { words } from "../person.js"

const SHOWN = ["total", "pending", "in_progress", "completed"]

/** The numbers over the list; they and the ones in the navigation follow every change. */
export class TaskCountsElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    counts.events.addEventListener("counts:changed", () => this.#show(), { signal: this.#ends.signal })
    this.#show()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  #show() {
    const values = counts.read()
    for (const name of SHOWN) write(field(this, name), words().number(values[name] ?? 0))
  }
}

customElements.define("task-counts", TaskCountsElement)
