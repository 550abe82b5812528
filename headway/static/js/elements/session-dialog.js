import { api } from "../api.js"
import * as channel from "../channel.js"
import { h } from "../dom.js"
import { openModal } from "../layers.js"
import { remember } from "../offline/device.js"
import { person } from "../person.js"

/** Sign in again over the page: what was typed stays, and what was on its way goes on. */
export class SessionDialogElement extends HTMLElement {
  #restored = []

  connectedCallback() {
    if (this.firstElementChild) return
    this.append(this.#draw())
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

  #draw() {
    const email = document.querySelector(".account-menu__email")?.textContent ?? ""
    return h("dialog", { class: "dialog", "aria-labelledby": "session-heading" },
      h("form", { class: "dialog__body", method: "dialog", novalidate: true },
        h("h2", { class: "dialog__title", id: "session-heading" }, "You were signed out"),
        h("p", {}, "Sign in to go on; your text is kept."),
        h("p", { class: "field__error", role: "alert", hidden: true }),
        fieldOf("session-email", "Email", { type: "email", name: "email", autocomplete: "username", value: email }),
        fieldOf("session-password", "Password", { type: "password", name: "password", autocomplete: "current-password" }),
        h("div", { class: "dialog__acts" },
          h("a", { class: "button button--quiet", href: "/sign-in" }, "Leave this page"),
          h("button", { class: "button button--primary", type: "submit" }, h("span", {}, "Sign in")))))
  }

  get #dialog() {
    return this.querySelector("dialog")
  }
}

function fieldOf(id, label, attributes) {
  return h("p", { class: "field" }, h("label", { class: "field__label", for: id }, label), h("input", { class: "input", id, required: true, ...attributes }))
}

customElements.define("session-dialog", SessionDialogElement)
