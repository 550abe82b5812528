import { PRIORITY, SORT, STATUS } from "./phrases.js"

/*
 * Every command once: its name, keys and place. Menus, tooltips, the shortcut sheet, the palette and the keyboard read
 * them from here; who can carry one out says so with `handle`. Keys are written as a person reads them; "G then A" is a
 * sequence; Ctrl stands for ⌘ on Apple systems. A command that `isMove` only moves the focus: the palette leaves it out. `also` are words
 * that people look for it with and that its name has not.
 */
export const COMMANDS = [
  { id: "palette.open", name: "Search and commands", keys: ["Ctrl K"], group: "Everywhere", isMove: true },
  { id: "task.new", name: "New task", keys: ["N", "C", "Q"], group: "Everywhere", also: "add create" },
  { id: "list.filter", name: "Filter this list", keys: ["/"], group: "Everywhere" },
  { id: "edit.undo", name: "Undo", keys: ["Ctrl Z"], group: "Everywhere" },
  { id: "edit.redo", name: "Redo", keys: ["Ctrl Shift Z"], group: "Everywhere" },
  { id: "layer.close", name: "Close what is on top", keys: ["Esc"], group: "Everywhere", isMove: true },
  { id: "region.next", name: "Next region of the page", keys: ["F6"], group: "Everywhere", isMove: true },
  { id: "shortcuts.show", name: "Keyboard shortcuts", keys: ["?"], group: "Everywhere", also: "help keys" },
  { id: "go.today", name: "Today", keys: ["G then T"], group: "Go to", href: "/today" },
  { id: "go.upcoming", name: "Upcoming", keys: ["G then U"], group: "Go to", href: "/upcoming" },
  { id: "go.all", name: "All tasks", keys: ["G then A"], group: "Go to", href: "/all" },
  { id: "go.insights", name: "Insights", keys: ["G then I"], group: "Go to", href: "/insights", also: "statistics charts analytics" },
  { id: "go.leaderboard", name: "Leaderboard", keys: ["G then L"], group: "Go to", href: "/leaderboard", also: "points rank score" },
  { id: "go.settings", name: "Settings", keys: ["G then S"], group: "Go to", href: "/settings", also: "preferences account profile password" },
  { id: "go.trash", name: "Trash", keys: ["G then X"], group: "Go to", href: "/trash", also: "deleted bin restore" },
  { id: "form.save", name: "Save and close", keys: ["Ctrl Enter"], group: "While writing" },
  { id: "form.saveAndStay", name: "Create and write another", keys: ["Shift Enter"], group: "While writing" },
  { id: "row.next", name: "Next task", keys: ["J", "↓"], group: "In the list", isMove: true },
  { id: "row.previous", name: "Previous task", keys: ["K", "↑"], group: "In the list", isMove: true },
  { id: "row.far", name: "Ten tasks on or back", keys: ["PgDn", "PgUp"], group: "In the list", isMove: true },
  { id: "row.ends", name: "First or last task", keys: ["Ctrl Home", "Ctrl End"], group: "In the list", isMove: true },
  { id: "row.cell", name: "Next or previous part of the task", keys: ["→", "←"], group: "In the list", isMove: true },
  { id: "task.open", name: "Open", keys: ["Enter"], group: "In the list" },
  { id: "task.preview", name: "Preview beside the list", keys: ["I"], group: "In the list" },
  { id: "task.select", name: "Select", keys: ["X"], group: "In the list" },
  { id: "task.selectMore", name: "Extend the selection", keys: ["Shift ↓", "Shift ↑"], group: "In the list" },
  { id: "task.selectAll", name: "Select all on this page", keys: ["Ctrl A"], group: "In the list" },
  { id: "task.complete", name: "Complete or reopen", keys: ["E"], group: "With a task", also: "done finish" },
  { id: "task.status", name: "Status…", keys: ["S"], group: "With a task" },
  { id: "task.priority", name: "Priority…", keys: ["P"], group: "With a task" },
  { id: "task.due", name: "Due date…", keys: ["D"], group: "With a task", also: "reschedule postpone" },
  { id: "task.rename", name: "Rename", keys: ["R", "F2"], group: "With a task" },
  { id: "task.copyLink", name: "Copy link", keys: [], group: "With a task" },
  { id: "task.delete", name: "Delete", keys: ["Delete"], group: "With a task", also: "remove" },
  { id: "filters.clear", name: "Clear filters", keys: [], group: "Filters" },
  ...choices("status", STATUS, (word) => `Show ${word.replace(" ", "-")} tasks`),
  ...choices("priority", PRIORITY, (word) => `Show ${word} priority`),
  ...choices("sort", SORT, (word) => `Sort by ${word}`),
  ...choices("theme", { light: "light", dark: "dark", auto: "follow the device" }, (word) => `Theme: ${word}`, "mode appearance"),
  { id: "session.end", name: "Sign out", keys: [], group: "Settings", also: "signout log out logout" },
]

const handlers = new Map()

/**
 * Say who carries a command out until `signal` ends. The newest handler is asked first; one that returns false leaves
 * the command to the next. `can()` tells beforehand whether it would act now.
 */
export function handle(id, act, { signal, can = () => true } = {}) {
  const handler = { act, can }
  const list = handlers.get(id) ?? []
  list.unshift(handler)
  handlers.set(id, list)
  signal?.addEventListener("abort", () => list.splice(list.indexOf(handler), 1))
}

/** Carry a command out; false when nobody could. `context` may name the task (`ids`) and the `anchor` of a menu. */
export function run(id, context = {}) {
  return [...(handlers.get(id) ?? [])].some(({ act }) => act(context) !== false)
}

/** Whether somebody would carry the command out now. */
export function canRun(id) {
  return (handlers.get(id) ?? []).some(({ can }) => can())
}

/** The command that these keys mean, as `keyboard.js` spells them, or undefined. */
export function commandFor(keys) {
  return COMMANDS.find((command) => command.keys.includes(keys))
}

/** A command for each value of a setting: "sort.due", "Sort by due date". */
function choices(name, words, named, also) {
  const group = name === "theme" ? "Settings" : "Filters"
  return Object.entries(words).map(([value, word]) => ({ id: `${name}.${value}`, name: named(word.toLowerCase()), also, keys: [], group }))
}
