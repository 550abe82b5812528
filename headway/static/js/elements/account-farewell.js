import { leaveDevice } from "../account.js"
import * as counts from "../counts.js"
import { field, write } from "../dom.js"
import { bindForm, release, showError } from "../form.js"
import { openModal } from "../layers.js"
import { words } from "../person.js"
import * as tasks from "../tasks.js"

/** Deleting the account: its password is asked for, then nothing of it is left, here or there. */
export class AccountFarewellElement extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
    const form = this.#form
    bindForm(form, {
      rules: { password: (value) => (value ? "" : "Enter your password.") },
      method: "DELETE",
      path: "/api/users/me",
      values: () => ({ password: form.elements.password.value }),
      accepted: () => {
        tasks.abandon()
        leaveDevice({ isForGood: true })
      },
      refused: () => undefined,
    })
  }

  handleEvent({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "open") this.#open()
    else if (act === "cancel") this.querySelector("dialog").close()
  }

  #open() {
    const { password } = this.#form.elements
    password.value = ""
    showError(this.#form, password, "")
    field(this, "failure").hidden = true
    release(this.#form)
    const loss = field(this, "loss")
    const total = counts.read().total ?? Number(loss.dataset.total)
    write(loss, `This deletes your account${total ? ` and ${words().count(total, "task", "tasks")}` : ""} for good. Type your password.`)
    openModal(this.querySelector("dialog"))
    password.focus()
  }

  get #form() {
    return this.querySelector("form")
  }
}

customElements.define("account-farewell", AccountFarewellElement)
