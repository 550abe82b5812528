import { keep, read } from "./kept.js"

/* What the person chose from the palette lately: "task ID" and "command ID", newest first. */
const MOST = 30

/** The keys, newest first. */
export const recent = () => read("recent") ?? []

/** Remember a choice. */
export function remember(key) {
  keep("recent", [key, ...recent().filter((other) => other !== key)].slice(0, MOST))
}
