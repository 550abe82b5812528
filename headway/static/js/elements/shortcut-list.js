import { field } from "../dom.js"
import { drawShortcuts } from "../shortcuts.js"

/** Every key there is, below a line that opens it. */
export class ShortcutListElement extends HTMLElement {
  connectedCallback() {
    if (!field(this, "shortcuts").firstElementChild) field(this, "shortcuts").append(drawShortcuts())
  }
}

customElements.define("shortcut-list", ShortcutListElement)
