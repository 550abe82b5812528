import { field, h, write } from "../dom.js"
import { openModal } from "../layers.js"

/** A question before an act that nothing can take back: the focus is on Cancel. */
export class ConfirmDialogElement extends HTMLElement {
  #answer = () => undefined

  connectedCallback() {
    if (this.firstElementChild) return
    this.append(this.#draw())
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

  #draw() {
    return h("dialog", { class: "dialog", role: "alertdialog", "aria-labelledby": "confirm-heading", "aria-describedby": "confirm-text" },
      h("div", { class: "dialog__body" },
        h("h2", { class: "dialog__title", id: "confirm-heading", "data-field": "title" }),
        h("p", { class: "dialog__text", id: "confirm-text", "data-field": "text" }),
        h("div", { class: "dialog__acts" },
          h("button", { class: "button button--outline", type: "button", "data-act": "cancel" }, "Cancel"),
          h("button", { class: "button button--danger", type: "button", "data-act": "confirm", "data-field": "act" }))))
  }

  get #dialog() {
    return this.querySelector("dialog")
  }
}

customElements.define("confirm-dialog", ConfirmDialogElement)
