import { cloneTemplate, field, write } from "../dom.js"
import { openModal } from "../layers.js"

/** A question before an act that nothing can take back: the focus is on Cancel. */
export class ConfirmDialogElement extends HTMLElement {
  #answer = () => undefined

  connectedCallback() {
    if (this.firstElementChild) return
    this.append(cloneTemplate("confirm-dialog"))
    this.addEventListener("click", this)
    this.#dialog.addEventListener("close", () => this.#answer(false))
  }

  /** Ask; resolves to whether the person wants it. `act` is the word on the button. */
  ask({ title, text, act }) {
    write(field(this, "title"), title)
    write(field(this, "text"), text)
    write(field(this, "act"), act)
    openModal(this.#dialog, { returnTo: () => document.getElementById("screen-heading") })
    this.querySelector("[data-act=cancel]").focus()
    return new Promise((resolve) => { this.#answer = resolve })
  }

  handleEvent({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (!act) return
    if (act === "confirm") this.#answer(true)
    this.#dialog.close()
  }

  get #dialog() {
    return this.firstElementChild
  }
}

customElements.define("confirm-dialog", ConfirmDialogElement)
