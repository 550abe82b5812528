const LEAST_CHARACTERS = 12
const WORDS = ["", "Weak", "Fair", "Good", "Strong"]

/**
 * How hard a password is to guess, `level` 0–4 and a `word`: bits by length and variety, with repeats, runs and what is
 * known of the person counting for one character. A rough guide while typing; the server keeps the list of common ones.
 */
export function strengthOf(password, known = []) {
  const length = [...password].length
  if (!length) return { level: 0, word: "" }
  if (length < LEAST_CHARACTERS) return { level: 1, word: `${LEAST_CHARACTERS - length} more to go` }
  const bits = [...essence(password.toLowerCase(), known)].length * Math.log2(variety(password))
  const level = bits < 45 ? 1 : bits < 60 ? 2 : bits < 80 ? 3 : 4
  return { level, word: WORDS[level] }
}

/** The characters that carry anything new. */
function essence(password, known) {
  let rest = password
  for (const word of known.join(" ").toLowerCase().split(/[\s@.]+/)) {
    if (word.length > 2) rest = rest.replaceAll(word, "*")
  }
  return rest.replace(/(.+?)\1+/gu, "$1").replace(/0?1234567890?|abcdef\w*|qwertz?y?\w*|password/g, "*")
}

function variety(password) {
  const kinds = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^\w]|_/, 20], [/[^ -~]/, 100]]
  return Math.max(2, kinds.reduce((total, [kind, size]) => total + (kind.test(password) ? size : 0), 0))
}
