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
    return windowsOf(element).reduce((part, window) => ({
      left: Math.max(part.left, window.left),
      top: Math.max(part.top, window.top),
      right: Math.min(part.right, window.right),
      bottom: Math.min(part.bottom, window.bottom),
    }), range.getBoundingClientRect())
  }

  // Where it can be seen: in the window, and in the boxes that it scrolls in.
  function windowsOf(element) {
    const windows = [{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }]
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowY === "auto") windows.push(up.getBoundingClientRect())
    }
    return windows
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
