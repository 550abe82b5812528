import * as acts from "../acts.js"
import { field, write } from "../dom.js"
import { say } from "../messages.js"
import * as preferences from "../preferences.js"
import * as tasks from "../tasks.js"

/** Removes the samples in one go. It goes with the last of them, and comes back with an undo. */
export class SampleNoteElement extends HTMLElement {
  #ends
  #left = new Set()

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    const ids = this.dataset.ids.split(" ")
    this.#left = new Set(ids.filter((id) => !tasks.get(id)?.deleted_at))
    this.addEventListener("click", this, { signal })
    tasks.events.addEventListener("task:changed", ({ detail: { id, after } }) => {
      if (!ids.includes(id)) return
      if (after && !after.deleted_at) this.#left.add(id)
      else this.#left.delete(id)
      this.#show()
    }, { signal })
    this.#show()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "remove-samples") this.#remove()
    else if (act === "dismiss") {
      preferences.save({ samples: "kept" })
      this.remove()
      backToTheList()
    }
  }

  async #remove() {
    const ids = [...this.#left]
    try {
      // Those on other pages of the list are not known here yet.
      await Promise.all(ids.filter((id) => !tasks.get(id)).map((id) => tasks.load(id)))
    } catch {
      return say("Couldn’t remove the samples.", { tone: "error", actions: [{ word: "Try again", run: () => this.#remove() }] })
    }
    const removing = acts.remove(ids)
    backToTheList()
    return removing
  }

  #show() {
    this.hidden = this.#left.size === 0
    const number = this.#left.size
    write(field(this, "words"), `${number} sample ${number === 1 ? "task is" : "tasks are"} here to try things on.`)
  }
}

function backToTheList() {
  const place = document.querySelector("task-list")?.place ?? document.getElementById("screen-heading")
  place.focus()
}

customElements.define("sample-note", SampleNoteElement)
