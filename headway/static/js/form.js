import { api } from "./api.js"
import { field } from "./dom.js"
import { strengthOf } from "./strength.js"

/**
 * Bring a form to life that is sent when it is submitted. `rules` gives for each field a function from its value to
 * what is wrong with it, or "". `accepted` takes the answer, `refused` the problem that came back: what it gives is
 * shown above the form when no field is to blame.
 */
export function bindForm(form, { rules, path, values, accepted, refused, method = "POST" }) {
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
    await submit(form, inputs, { method, path, values, accepted, refused })
  })
}

/** Show what is wrong with `input` below it, or nothing; gives whether it is right. */
export function showError(form, input, message) {
  field(form, `error-${input.name}`).hidden = !message
  field(form, `message-${input.name}`).textContent = message
  if (message) input.ariaInvalid = "true"
  else input.removeAttribute("aria-invalid")
  return !message
}

/** Say while somebody types how hard the new password is to guess; `known()` gives what others know of them. */
export function bindStrength(form, input, known) {
  const show = () => {
    const { level, word } = strengthOf(input.value, known())
    field(form, "strength").dataset.level = level
    field(form, "strength-word").textContent = word
  }
  input.addEventListener("input", show)
  form.addEventListener("reset", () => queueMicrotask(show))
}

/** The form has done its work and may be used again. */
export function release(form) {
  field(form, "submit").removeAttribute("aria-busy")
}

async function submit(form, inputs, { method, path, values, accepted, refused }) {
  const button = field(form, "submit")
  if (button.ariaBusy === "true") return
  button.ariaBusy = "true"
  showFailure(form, "")
  try {
    await accepted(await api(method, path, values()))
  } catch (problem) {
    button.removeAttribute("aria-busy")
    const message = refused(problem)
    const known = inputs.filter((input) => problem.about?.(input.name))
    for (const input of known) showError(form, input, problem.about(input.name))
    if (known.length) known[0].focus()
    else showFailure(form, message ?? general(problem))
    // The next key replaces a wrong password.
    if (problem.status === 401) for (const act of ["focus", "select"]) form.querySelector("[autocomplete^=current]")?.[act]()
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
