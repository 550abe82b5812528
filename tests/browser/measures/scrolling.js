/* Scroll the list at a steady pace and watch every frame: how long it took, and whether a row was missing where one belongs. */
async ({ milliseconds, pixels }) => {
  const main = document.getElementById("main")
  const box = document.querySelector("[role=grid]")
  const frames = []
  let blanks = 0
  const isBlank = () => {
    const { left, right } = box.getBoundingClientRect()
    const { top, bottom } = main.getBoundingClientRect()
    return [0.25, 0.5, 0.75].some((part) => {
      const y = top + (bottom - top) * part
      const { top: first, bottom: last } = box.getBoundingClientRect()
      if (y < first || y > last) return false
      return !document.elementFromPoint((left + right) / 2, y)?.closest("task-row")
    })
  }
  const frame = () => new Promise(requestAnimationFrame)
  let before = await frame()
  const began = before
  while (before - began < milliseconds) {
    main.scrollTop += pixels
    const now = await frame()
    frames.push(now - before)
    before = now
    if (isBlank()) blanks += 1
  }
  frames.sort((one, other) => one - other)
  return { frames: frames.length, p95: frames[Math.floor(frames.length * 0.95)], longest: frames.at(-1), blanks, at: main.scrollTop }
}
