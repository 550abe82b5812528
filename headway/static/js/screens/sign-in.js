import { api, cookie } from "../api.js"
import "../elements/day-line.js"
import { bindForm } from "../form.js"
import { emailProblem, enter, nextScreen } from "./auth-form.js"

const form = document.getElementById("sign-in-form")

bindForm(form, {
  rules: {
    email: emailProblem,
    password: (value) => (value ? "" : "Enter your password."),
  },
  path: "/api/users/login",
  values: () => ({ email: form.elements.email.value.trim(), password: form.elements.password.value }),
  accepted: ({ user }) => enter(form, user),
  refused: ({ status }) => (status === 401 ? "That email and password don’t match." : undefined),
})

goOnWhenSignedIn()

/**
 * A link from a mail or another site leads here although the person is signed in: browsers send our cookies with no
 * request that another site began. From here they do.
 */
async function goOnWhenSignedIn() {
  if (!cookie("access") && !cookie("refresh")) return
  try {
    await api("GET", "/api/users/me")
  } catch {
    // The session is over, or nobody answers: the form stands.
    return
  }
  location.replace(nextScreen(form))
}
