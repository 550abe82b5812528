import { bindForm, bindStrength, release } from "../form.js"
import { say } from "../messages.js"
import { shown } from "../profile.js"

const LEAST_CHARACTERS = 12

/** A new password, allowed by the current one; the person's other devices are signed out. */
export class PasswordFormElement extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    const { current_password: current, new_password: next, username } = form.elements
    bindForm(form, {
      rules: {
        current_password: (value) => (value ? "" : "Enter your current password."),
        new_password: (value) => ([...value].length >= LEAST_CHARACTERS ? "" : `Use at least ${LEAST_CHARACTERS} characters.`),
      },
      path: "/api/users/me/password",
      values: () => ({ current_password: current.value, new_password: next.value }),
      accepted: () => {
        release(form)
        form.reset()
        say("Password changed. Your other devices are signed out.")
        document.dispatchEvent(new CustomEvent("devices:ended"))
      },
      refused: () => undefined,
    })
    bindStrength(form, next, () => [shown().name, username.value])
  }
}

customElements.define("password-form", PasswordFormElement)
