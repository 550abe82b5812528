import { COMMANDS } from "./commands.js"
import { h } from "./dom.js"
import { shown } from "./keyboard.js"

/** Every key there is, by where it works; `heading` is the tag of the groups' names. */
export function drawShortcuts(heading = "h3") {
  const groups = Map.groupBy(COMMANDS.filter(({ keys }) => keys.length), ({ group }) => group)
  return h("div", { class: "shortcut-sheet__groups" }, ...[...groups].map(([name, commands]) => drawGroup(heading, name, commands)))
}

function drawGroup(heading, name, commands) {
  return h("section", { class: "shortcut-sheet__group" },
    h(heading, { class: "shortcut-sheet__name" }, name),
    h("dl", { class: "shortcut-sheet__list" }, ...commands.map((command) => h("div", { class: "shortcut-sheet__line" },
      h("dt", {}, command.name.replace("…", "")),
      h("dd", {}, ...keyed(command.keys))))))
}

/** "N or C", "G then A": each key in a frame of its own. */
function keyed(keys) {
  return keys.flatMap((each, index) => [
    index ? " or " : null,
    ...each.split(" then ").flatMap((part, place) => [place ? " then " : null, h("kbd", { class: "key" }, shown(part))]),
  ])
}
