import "./shortcut-list.js"
import { cloneTemplate } from "../dom.js"
import { openModal } from "../layers.js"
import * as preferences from "../preferences.js"

/** Every key there is, by where it works, and the switch for single keys. */
export class ShortcutSheetElement extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return
    this.append(cloneTemplate("shortcut-sheet"))
    this.addEventListener("click", this)
    this.addEventListener("change", this)
  }

  /** Show the sheet. */
  open() {
    const dialog = this.firstElementChild
    if (dialog.open) return
    this.querySelector("input").checked = preferences.read().singleKeys
    openModal(dialog)
    this.querySelector("h2").focus()
  }

  handleEvent({ type, target }) {
    if (type === "change") preferences.save({ singleKeys: target.checked })
    else if (target.closest("[data-act=close]")) this.firstElementChild.close()
  }
}

customElements.define("shortcut-sheet", ShortcutSheetElement)
