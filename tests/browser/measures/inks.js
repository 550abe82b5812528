// Where the text of each element stands, in what ink, and how large: for a person who takes its ground from a picture.
// Gives null for text that is not to be seen there: another layer lies over it, or it is out of the window.
(selectors) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })

  function ink(element) {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = getComputedStyle(element).color
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
    let opacity = alpha / 255
    for (let up = element; up; up = up.parentElement) opacity *= Number(getComputedStyle(up).opacity)
    return { colour: [red, green, blue], opacity }
  }

  function isLarge(element) {
    const { fontSize, fontWeight } = getComputedStyle(element)
    return parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700)
  }

  function place(element) {
    const range = document.createRange()
    range.selectNodeContents(element)
    const { left, top, right, bottom } = range.getBoundingClientRect()
    return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(innerWidth, right), bottom: Math.min(innerHeight, bottom) }
  }

  function isSeen(element, { left, top, right, bottom }) {
    if (right - left < 2 || bottom - top < 2) return false
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return Boolean(there) && (element.contains(there) || there.contains(element))
  }

  return selectors.map((selector) => {
    const element = document.querySelector(selector)
    if (!element) return null
    const box = place(element)
    return isSeen(element, box) ? { ...box, ...ink(element), isLarge: isLarge(element) } : null
  })
}
