import { api } from "../api.js"
import * as channel from "../channel.js"
import { cloneTemplate } from "../dom.js"
import { openModal } from "../layers.js"
import { remember } from "../offline/device.js"
import { person } from "../person.js"

/** Sign in again over the page: what was typed stays, and what was on its way goes on. */
export class SessionDialogElement extends HTMLElement {
  #restored = []

  connectedCallback() {
    if (this.firstElementChild) return
    this.append(cloneTemplate("session-dialog"))
    this.querySelector("[name=email]").value = document.querySelector(".account-menu__email")?.textContent ?? ""
    this.addEventListener("submit", this)
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault())
    channel.events.addEventListener("signed-in", ({ detail: personId }) => {
      if (personId === person.id) this.#goOn()
    })
  }

  /** Ask for the password; `restored()` is called when the same person is signed in again. */
  open(restored) {
    this.#restored.push(restored)
    if (this.#dialog.open) return
    openModal(this.#dialog)
    this.querySelector("[name=password]").focus()
  }

  async handleEvent(event) {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.target))
    const button = this.querySelector("[type=submit]")
    button.ariaBusy = "true"
    try {
      const { user } = await api("POST", "/api/users/login", { email, password })
      await remember(user.id)
      channel.tell("signed-in", user.id)
      // Somebody else: nothing of the first person may stay on the page.
      if (user.id !== person.id) return location.reload()
      this.#goOn()
    } catch (problem) {
      this.#fail(problem)
    } finally {
      button.ariaBusy = null
    }
    return undefined
  }

  #goOn() {
    this.#dialog.close()
    this.querySelector("[name=password]").value = ""
    for (const restored of this.#restored.splice(0)) restored()
  }

  #fail(problem) {
    const message = this.querySelector("[role=alert]")
    message.textContent = problem.status === 401 ? "That email and password don’t match." : problem.detail
    message.hidden = false
    this.querySelector("[name=password]").select()
  }

  get #dialog() {
    return this.firstElementChild
  }
}

customElements.define("session-dialog", SessionDialogElement)
