/*
 * Every command once: its name, keys and place. Menus, the shortcut sheet and the keyboard read them from here; who can
 * carry one out says so with `handle`. Keys are written as a person reads them; "G then A" is a sequence; Ctrl stands
 * for ⌘ on Apple systems.
 */
export const COMMANDS = [
  { id: "task.new", name: "New task", keys: ["N", "C", "Q"], group: "Everywhere" },
  { id: "list.filter", name: "Filter this list", keys: ["/"], group: "Everywhere" },
  { id: "edit.undo", name: "Undo", keys: ["Ctrl Z"], group: "Everywhere" },
  { id: "edit.redo", name: "Redo", keys: ["Ctrl Shift Z"], group: "Everywhere" },
  { id: "layer.close", name: "Close what is on top", keys: ["Esc"], group: "Everywhere" },
  { id: "region.next", name: "Next region: navigation, list, task, messages", keys: ["F6"], group: "Everywhere" },
  { id: "shortcuts.show", name: "Keyboard shortcuts", keys: ["?"], group: "Everywhere" },
  { id: "go.all", name: "All tasks", keys: ["G then A"], group: "Go to", href: "/all" },
  { id: "go.insights", name: "Insights", keys: ["G then I"], group: "Go to", href: "/insights" },
  { id: "go.leaderboard", name: "Leaderboard", keys: ["G then L"], group: "Go to", href: "/leaderboard" },
  { id: "go.trash", name: "Trash", keys: ["G then X"], group: "Go to", href: "/trash" },
  { id: "row.next", name: "Next task", keys: ["J", "↓"], group: "In the list" },
  { id: "row.previous", name: "Previous task", keys: ["K", "↑"], group: "In the list" },
  { id: "task.open", name: "Open", keys: ["Enter"], group: "In the list" },
  { id: "task.select", name: "Select", keys: ["X"], group: "In the list" },
  { id: "task.selectMore", name: "Select the next or previous too", keys: ["Shift ↓", "Shift ↑"], group: "In the list" },
  { id: "task.selectAll", name: "Select all on this page", keys: ["Ctrl A"], group: "In the list" },
  { id: "task.complete", name: "Complete or reopen", keys: ["E"], group: "With a task" },
  { id: "task.status", name: "Status…", keys: ["S"], group: "With a task" },
  { id: "task.priority", name: "Priority…", keys: ["P"], group: "With a task" },
  { id: "task.due", name: "Due date…", keys: ["D"], group: "With a task" },
  { id: "task.rename", name: "Rename", keys: ["R", "F2"], group: "With a task" },
  { id: "task.delete", name: "Delete", keys: ["Delete"], group: "With a task" },
  { id: "form.save", name: "Save and close", keys: ["Ctrl Enter"], group: "While writing" },
  { id: "form.saveAndStay", name: "Create the task and write another", keys: ["Shift Enter"], group: "While writing" },
]

const handlers = new Map()

/**
 * Say who carries a command out until `signal` ends. The newest handler is asked first; one that returns false leaves
 * the command to the next.
 */
export function handle(id, act, { signal } = {}) {
  const list = handlers.get(id) ?? []
  list.unshift(act)
  handlers.set(id, list)
  signal?.addEventListener("abort", () => list.splice(list.indexOf(act), 1))
}

/** Carry a command out; false when nobody could. `context` may name the task (`ids`) and the `anchor` of a menu. */
export function run(id, context = {}) {
  return [...(handlers.get(id) ?? [])].some((act) => act(context) !== false)
}

/** The command that these keys mean, as `keyboard.js` spells them, or undefined. */
export function commandFor(keys) {
  return COMMANDS.find((command) => command.keys.includes(keys))
}
