import "../elements/day-line.js"
import { field } from "../dom.js"
import { bindForm, bindStrength } from "../form.js"
import { emailProblem, enter } from "./auth-form.js"

const LEAST_CHARACTERS = 12
const form = document.getElementById("sign-up-form")
const { name, email, password } = form.elements

bindForm(form, {
  rules: {
    name: (value) => (value.trim() ? "" : "Enter your name."),
    email: emailProblem,
    // Code points, as the server counts them.
    password: (value) => ([...value].length >= LEAST_CHARACTERS ? "" : `Use at least ${LEAST_CHARACTERS} characters.`),
  },
  path: "/api/users/register",
  values: () => ({
    name: name.value.trim(),
    email: email.value.trim(),
    password: password.value,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",
  }),
  accepted: async ({ user }) => {
    // Samples are a welcome, not a condition: without them the list starts empty.
    await import("../samples.js").then(({ addSamples }) => addSamples(user)).catch(() => {})
    return enter(form, user)
  },
  refused: ({ status }) => {
    field(form, "taken").hidden = status !== 409
    return status === 409 ? "That email already has an account." : undefined
  },
})

bindStrength(form, password, () => [name.value, email.value])
