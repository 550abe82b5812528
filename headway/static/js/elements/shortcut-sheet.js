import { h, icon } from "../dom.js"
import { openModal } from "../layers.js"
import * as preferences from "../preferences.js"
import { drawShortcuts } from "../shortcuts.js"

/** Every key there is, by where it works, and the switch for single keys. */
export class ShortcutSheetElement extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return
    this.append(this.#draw())
    this.addEventListener("click", this)
    this.addEventListener("change", this)
  }

  /** Show the sheet. */
  open() {
    const dialog = this.querySelector("dialog")
    if (dialog.open) return
    this.querySelector("[name=single-keys]").checked = preferences.read().singleKeys
    openModal(dialog)
    this.querySelector("h2").focus()
  }

  handleEvent({ type, target }) {
    if (type === "change") preferences.save({ singleKeys: target.checked })
    else if (target.closest("[data-act=close]")) this.querySelector("dialog").close()
  }

  #draw() {
    return h("dialog", { class: "dialog dialog--sheet", "aria-labelledby": "shortcuts-heading" },
      h("div", { class: "dialog__body shortcut-sheet" },
        h("header", { class: "shortcut-sheet__bar" },
          h("h2", { class: "dialog__title", id: "shortcuts-heading", tabindex: "-1" }, "Keyboard shortcuts"),
          h("button", { class: "icon-button", type: "button", "aria-label": "Close", "data-act": "close" }, icon("close"))),
        h("label", { class: "shortcut-sheet__switch" }, h("input", { type: "checkbox", name: "single-keys" }), " Single keys, like N and E, are on"),
        drawShortcuts()))
  }
}

customElements.define("shortcut-sheet", ShortcutSheetElement)
