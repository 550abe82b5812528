import "../elements/day-line.js"
import { bindForm } from "../form.js"
import { emailProblem, nextScreen } from "./auth-form.js"

const form = document.getElementById("sign-in-form")

bindForm(form, {
  rules: {
    email: emailProblem,
    password: (value) => (value ? "" : "Enter your password."),
  },
  path: "/api/users/login",
  values: () => ({ email: form.elements.email.value.trim(), password: form.elements.password.value }),
  accepted: () => location.assign(nextScreen(form)),
  refused: ({ status }) => (status === 401 ? "That email and password don’t match." : undefined),
})
