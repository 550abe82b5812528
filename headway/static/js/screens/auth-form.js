import { api } from "../api.js"
import { field } from "../dom.js"

const DEFAULT_SCREEN = "/today"

/**
 * Bring a sign-in or sign-up form to life. `rules` gives for each field a function from its value to what is wrong with
 * it, or "". `accepted` takes the answer, `refused` the problem that came back: what it gives is shown above the form
 * when no field is to blame.
 */
export function bindForm(form, { rules, path, values, accepted, refused }) {
  const inputs = Object.keys(rules).map((name) => form.elements[name])
  const check = (input) => showError(form, input, rules[input.name](input.value))
  for (const input of inputs) {
    input.addEventListener("blur", () => { if (input.value) check(input) })
    // Once told, a person sees at each key whether it is mended.
    input.addEventListener("input", () => { if (input.ariaInvalid === "true") check(input) })
  }
  bindShowButtons(form)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const wrong = inputs.filter((input) => !check(input))
    if (wrong.length) return wrong[0].focus()
    await submit(form, inputs, { path, values, accepted, refused })
  })
}

/** Where to go after signing in: the page that was asked for, when it is one of ours. */
export function nextScreen(form) {
  const asked = new URL(form.dataset.next || DEFAULT_SCREEN, location.origin)
  return asked.origin === location.origin ? asked.pathname + asked.search + asked.hash : DEFAULT_SCREEN
}

/** Show what is wrong with `input` below it, or nothing; gives whether it is right. */
export function showError(form, input, message) {
  field(form, `error-${input.name}`).hidden = !message
  field(form, `message-${input.name}`).textContent = message
  if (message) input.ariaInvalid = "true"
  else input.removeAttribute("aria-invalid")
  return !message
}

/** What keeps `value` from being an email address, in the loose sense of the server. */
export function emailProblem(value) {
  if (!value.trim()) return "Enter your email."
  return /^\S+@\S+\.\S+$/.test(value.trim()) ? "" : "Enter an email like name@example.org."
}

async function submit(form, inputs, { path, values, accepted, refused }) {
  const button = field(form, "submit")
  if (button.ariaBusy === "true") return
  button.ariaBusy = "true"
  showFailure(form, "")
  try {
    await accepted(await api("POST", path, values()))
  } catch (problem) {
    button.removeAttribute("aria-busy")
    const message = refused(problem)
    const known = inputs.filter((input) => problem.about?.(input.name))
    for (const input of known) showError(form, input, problem.about(input.name))
    if (known.length) known[0].focus()
    else showFailure(form, message ?? general(problem))
  }
}

function general(problem) {
  if (problem.status === 429) return `Too many attempts. Try again ${inWords(problem.retryAfter)}.`
  if (problem.status === 0) return "Headway can’t be reached. Check your connection and try again."
  return problem.detail ?? "Something went wrong on our side. Try again in a moment."
}

function inWords(seconds) {
  if (!seconds || seconds < 2) return "in a moment"
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`
}

function showFailure(form, message) {
  const note = field(form, "failure")
  field(form, "failure-message").textContent = message
  note.hidden = !message
  if (message) note.focus()
}

function bindShowButtons(form) {
  for (const button of form.querySelectorAll('[data-act="show"]')) {
    button.addEventListener("click", () => {
      const input = form.elements[button.getAttribute("aria-controls")]
      const isShown = input.type === "password"
      input.type = isShown ? "text" : "password"
      button.ariaPressed = String(isShown)
      button.textContent = isShown ? "Hide" : "Show"
    })
  }
}
