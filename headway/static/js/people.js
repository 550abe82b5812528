const HUES = 8
const BEGINS_WORD = /^[\p{L}\p{N}]/u

/** One or two letters for an avatar: of the first and the last word. */
export function initials(name) {
  const words = name.split(/\s+/u).filter(Boolean)
  const named = words.filter((word) => BEGINS_WORD.test(word))
  const letters = named.length ? named : words.slice(0, 1)
  const chosen = letters.length > 1 ? [letters[0], letters.at(-1)] : letters
  return chosen.map((word) => String.fromCodePoint(word.codePointAt(0))).join("").toUpperCase()
}

/** Which of the eight hues a name has, the same on every device. */
export function hue(name) {
  let total = 0
  for (const character of name) total = Math.imul(total, 31) + character.codePointAt(0) >>> 0
  return total % HUES
}
