import { COMMANDS } from "../commands.js"
import { h } from "../dom.js"
import { shown } from "../keyboard.js"

/** Every key there is, by where it works. */
export class ShortcutListElement extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return
    const groups = Map.groupBy(COMMANDS.filter(({ keys }) => keys.length), ({ group }) => group)
    this.append(...Array.from(groups, ([name, commands]) => h("section", { class: "shortcut-list__group" },
      h("h3", { class: "shortcut-list__name" }, name),
      h("dl", {}, ...commands.map(drawLine)))))
  }
}

function drawLine({ name, keys }) {
  return h("div", { class: "shortcut-list__line" }, h("dt", {}, name.replace("…", "")), h("dd", {}, ...keyed(keys)))
}

/** "N or C", "G then A": each key in a frame of its own. */
function keyed(keys) {
  return keys.flatMap((each, index) => [
    index ? " or " : null,
    ...each.split(" then ").flatMap((part, place) => [place ? " then " : null, h("kbd", { class: "key" }, shown(part))]),
  ])
}

customElements.define("shortcut-list", ShortcutListElement)
