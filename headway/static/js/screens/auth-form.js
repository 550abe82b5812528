import * as channel from "../channel.js"

const DEFAULT_SCREEN = "/today"

/** `user` is signed in now: tell the other tabs, and go where they wanted to go. */
export async function enter(form, user) {
  const { remember } = await import("../offline/device.js")
  await remember(user.id)
  channel.tell("signed-in", user.id)
  location.assign(nextScreen(form))
}

/** Where to go after signing in: the page that was asked for, when it is one of ours. */
export function nextScreen(form) {
  const asked = new URL(form.dataset.next || DEFAULT_SCREEN, location.origin)
  return asked.origin === location.origin ? asked.pathname + asked.search + asked.hash : DEFAULT_SCREEN
}

/** What keeps `value` from being an email address, in the loose sense of the server. */
export function emailProblem(value) {
  if (!value.trim()) return "Enter your email."
  return /^\S+@\S+\.\S+$/.test(value.trim()) ? "" : "Enter an email like name@example.org."
}
