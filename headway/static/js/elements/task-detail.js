import * as acts from "../acts.js"
import { chooseAct, choosePriority, chooseDue, chooseStatus, copyLink } from "../choosing.js"
import { handle } from "../commands.js"
import { field, write } from "../dom.js"
import { announce, say } from "../messages.js"
import { words } from "../person.js"
import { PRIORITY, STATUS } from "../phrases.js"
import * as router from "../router.js"
import * as tasks from "../tasks.js"
import * as troubles from "../troubles.js"
import { showMoment, showTime } from "./task-row.js"

const SAVED_MS = 2000

/** One task in full. Each field saves on its own, when it is left or at Enter; what is being typed is never overwritten. */
export class TaskDetailElement extends HTMLElement {
  #ends
  #savedTimer
  // What stands in the fields, or stood there when somebody began to write over it.
  #seen = {}

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const type of ["click", "keydown", "focusout", "input"]) this.addEventListener(type, this, { signal })
    tasks.events.addEventListener("task:changed", ({ detail }) => detail.id === this.#id && this.#show(), { signal })
    troubles.events.addEventListener("trouble:changed", ({ detail }) => detail.id === this.#id && this.#showTrouble(), { signal })
    addEventListener("pagehide", () => this.saveAll(), { signal })
    document.addEventListener("minute:changed", () => this.#showRelative(), { signal })
    this.#handleCommands(signal)
    if (this.dataset.version) tasks.receive([this.#read()])
    this.#show()
    this.#showTrouble()
    this.#load(signal)
  }

  disconnectedCallback() {
    this.#ends.abort()
    clearTimeout(this.#savedTimer)
  }

  /** Put the focus on the title, as a place and not to write. */
  takeFocus() {
    field(this, "heading").focus()
  }

  /** Ask for the task again; gives false when nobody answered. */
  async refresh() {
    if (this.#isOnItsWay) return true
    try {
      await tasks.load(this.#id, { signal: this.#ends.signal })
    } catch (problem) {
      if (problem.status === 404) return this.showGone()
      return this.#ends.signal.aborted
    }
    return true
  }

  /** The task was deleted for good somewhere else: it says so, and what was typed can still be copied. */
  showGone() {
    field(this, "failure").hidden = false
    field(this, "failure").querySelector("[data-act=retry]").hidden = true
    write(field(this, "failure-message"), "This task was deleted for good.")
    announce("This task was deleted for good")
    return true
  }

  /** Save what was typed and not yet left. */
  saveAll() {
    for (const name of ["title", "description"]) this.#saveText(field(this, name))
  }

  handleEvent(event) {
    const { target, type } = event
    if (type === "click") this.#click(target.closest("[data-act]"))
    else if (type === "keydown") this.#press(event)
    else if (target.matches("textarea") && type === "focusout") this.#saveText(target)
    else if (type === "input") target.dataset.edited = ""
  }

  #handleCommands(signal) {
    const isMeant = ({ ids, anchor } = {}) => Boolean(tasks.get(this.#id)) &&
      (ids ? ids[0] === this.#id && this.contains(anchor) : this.contains(document.activeElement) || document.activeElement === document.body)
    const on = (id, act) => handle(id, (context) => isMeant(context) ? act() : false, { signal, can: isMeant })
    const button = (act) => this.querySelector(`[data-act=${act}]`)
    on("task.complete", () => acts.toggle([this.#id]))
    on("task.delete", () => this.#delete())
    on("task.status", () => chooseStatus([this.#id], button("status")))
    on("task.priority", () => choosePriority([this.#id], button("priority")))
    on("task.due", () => chooseDue([this.#id], button("due")))
    on("task.rename", () => this.#rename())
    on("task.copyLink", () => { copyLink(this.#id) })
  }

  /** What the server drew, so that it can be worked with before anything is asked for. */
  #read() {
    const { id, version, status, priority, dueDate, dueTime } = this.dataset
    const at = (name) => field(this, name).dateTime || null
    return {
      id, status, priority,
      version: Number(version),
      title: field(this, "title").value,
      description: field(this, "description").value,
      due_date: dueDate || null,
      due_time: dueTime || null,
      created_at: at("created"),
      updated_at: at("updated"),
      completed_at: at("completed"),
      deleted_at: "trashed" in this.dataset ? at("updated") : null,
    }
  }

  async #load(signal) {
    if (this.#isOnItsWay) return
    const isNew = tasks.get(this.#id)?.description === undefined
    if (isNew) this.ariaBusy = "true"
    field(this, "description").disabled = isNew
    try {
      await tasks.load(this.#id, { signal })
    } catch (problem) {
      if (!signal.aborted) await this.#fail(problem)
    } finally {
      this.ariaBusy = null
    }
  }

  async #fail(problem) {
    if (problem.isPassing && await this.#isKept()) return undefined
    if (problem.status === 404) {
      say("This task no longer exists.", { tone: "error" })
      return router.close()
    }
    write(field(this, "failure-message"), "Couldn’t load this task.")
    field(this, "failure").hidden = false
    return undefined
  }

  /** Nobody answers: whether this device has all of the task. */
  async #isKept() {
    await import("../offline/screens.js").then(({ takeKept }) => takeKept()).catch(() => undefined)
    return tasks.get(this.#id)?.description !== undefined
  }

  #click(control) {
    const act = control?.dataset.act
    const trouble = troubles.of(this.#id)
    const deed = {
      complete: () => acts.toggle([this.#id]),
      status: () => chooseStatus([this.#id], control),
      priority: () => choosePriority([this.#id], control),
      due: () => chooseDue([this.#id], control),
      "copy-link": () => copyLink(this.#id),
      menu: () => this.#openMenu(control),
      close: () => router.close(),
      restore: () => acts.restore([this.#id]),
      "keep-mine": () => trouble?.keepMine(),
      "use-theirs": () => trouble?.useTheirs(),
      retry: () => trouble ? trouble.retry() : this.#retryLoad(),
    }[act]
    deed?.()
  }

  #press(event) {
    const { target, key } = event
    if (!target.matches("textarea") || event.isComposing) return
    const isCommand = event.ctrlKey || event.metaKey
    if (key === "Enter" && isCommand) {
      event.preventDefault()
      this.#saveText(target)
      router.close()
    } else if (key === "Enter" && target.name === "title") {
      event.preventDefault()
      this.#saveText(target)
    } else if (key === "Escape") {
      event.preventDefault()
      event.stopPropagation()
      this.#giveUp(target)
    }
  }

  /** Esc gives up what was typed; with nothing typed it leaves the field. */
  #giveUp(target) {
    if ("edited" in target.dataset) this.#putBack(target)
    else this.takeFocus()
  }

  /** Show what the task says, in place of what was typed. */
  #putBack(target) {
    delete target.dataset.edited
    this.#showText(target, tasks.get(this.#id)?.[target.name] ?? "")
  }

  async #saveText(target) {
    if (!("edited" in target.dataset)) return undefined
    const value = target.name === "title" ? target.value.replace(/\s+/gu, " ").trim() : target.value
    const seen = this.#seen[target.name]
    if (target.name === "title" && !value) {
      announce("Enter a title.")
      return this.#putBack(target)
    }
    if (value === seen) return this.#putBack(target)
    delete target.dataset.edited
    if (target.name === "title") target.value = value
    if (await acts.change([this.#id], { [target.name]: value }, { [target.name]: seen })) this.#showSaved()
    return undefined
  }

  #rename() {
    const title = field(this, "title")
    title.focus()
    title.setSelectionRange(title.value.length, title.value.length)
  }

  #delete() {
    acts.remove([this.#id])
    router.close()
  }

  #retryLoad() {
    field(this, "failure").hidden = true
    this.#load(this.#ends.signal)
  }

  #openMenu(anchor) {
    chooseAct([this.#id], anchor, ["task.open", "task.copyLink"])
  }

  #show() {
    const task = tasks.get(this.#id)
    if (!task) return
    const { dataset } = this
    dataset.status = task.status
    dataset.priority = task.priority
    dataset.version = task.version
    this.toggleAttribute("data-overdue", words().isOverdue(task))
    this.toggleAttribute("data-trashed", Boolean(task.deleted_at))
    write(field(this, "heading"), task.title)
    const disc = field(this, "disc")
    disc.ariaChecked = String(task.status === "completed")
    disc.ariaLabel = `Complete: ${task.title}`
    this.#showText(field(this, "title"), task.title)
    this.#showText(field(this, "description"), task.description)
    write(field(this, "status"), STATUS[task.status])
    write(field(this, "priority"), PRIORITY[task.priority])
    const due = field(this, "due")
    write(due, words().dueInFull(task))
    showTime(due, task, words().dueSpelt(task))
    this.#showRelative()
    for (const name of ["created", "updated", "completed"]) showMoment(field(this, name), task[`${name}_at`])
    field(this, "completed-line").hidden = !task.completed_at
  }

  #showText(element, text) {
    if (text === undefined) return
    element.disabled = false
    if ("edited" in element.dataset) return
    this.#seen[element.name] = text
    if (element.value === text) return
    const { selectionStart, selectionEnd } = element
    element.value = text
    // Whoever only stands in the field goes on standing there.
    if (element === document.activeElement) element.setSelectionRange(selectionStart, selectionEnd)
  }

  #showRelative() {
    const task = tasks.get(this.#id)
    if (task) write(field(this, "due-relative"), words().dueSoon(task))
  }

  #showSaved() {
    write(field(this, "saved"), "Saved")
    clearTimeout(this.#savedTimer)
    this.#savedTimer = setTimeout(() => write(field(this, "saved"), ""), SAVED_MS)
  }

  #showTrouble() {
    const trouble = troubles.of(this.#id)
    for (const [name, isOn] of [["conflict", Boolean(trouble?.keepMine)], ["failure", Boolean(trouble?.retry)]]) {
      field(this, name).hidden = !isOn
      if (isOn) write(field(this, `${name}-message`), trouble.text)
    }
  }

  /** Made here a moment ago: the server cannot know it yet, and all of it is known here. */
  get #isOnItsWay() {
    return tasks.get(this.#id)?.version === 0
  }

  get #id() {
    return this.dataset.id
  }
}

customElements.define("task-detail", TaskDetailElement)
