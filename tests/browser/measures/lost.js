// Text that is cut off: every piece lies within what clips it, or can be scrolled into sight there. What is cut with an
// ellipsis is told in full elsewhere: a title in its panel, a name in the settings.
() => {
  const SIDEWAYS = ".filter-bar__form, .chart__wide, .task-composer__line"
  const found = new Set()
  const name = (element) => `${element.localName}.${element.className?.baseVal ?? element.className}`
  const { scrollingElement: page } = document
  if (page.scrollWidth > innerWidth + 1) found.add(`the page is ${page.scrollWidth} wide`)
  for (const element of document.querySelectorAll("body *")) {
    const { overflowX } = getComputedStyle(element)
    if (["auto", "scroll"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1 && !element.matches(SIDEWAYS)) found.add(`${name(element)} scrolls sideways`)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (text) => text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)
  const range = document.createRange()
  while (texts.nextNode()) {
    const text = texts.currentNode
    const holder = text.parentElement
    if (!holder.checkVisibility({ visibilityProperty: true }) || holder.closest("[aria-hidden=true].task-composer__wash, option, .skip-link")) continue
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    if (!box.width) continue
    // What stands out of the flow is held by the nearest ancestor that is positioned.
    let isHeld = true
    let canScrollX = false
    let canScrollY = false
    for (let element = holder; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element)
      if (style.clipPath !== "none" || style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") break
      if (style.position !== "static") isHeld = true
      const edge = element.getBoundingClientRect()
      const isX = isHeld && ["hidden", "clip"].includes(style.overflowX)
      const isY = isHeld && ["hidden", "clip"].includes(style.overflowY)
      if (["auto", "scroll"].includes(style.overflowX)) canScrollX = true
      if (["auto", "scroll"].includes(style.overflowY)) canScrollY = true
      if (isX && !canScrollX && (box.left < edge.left - 2 || box.right > edge.right + 2)) found.add(`${name(element)} cuts off "${text.data.trim().slice(0, 30)}"`)
      if (isY && !canScrollY && (box.top < edge.top - 2 || box.bottom > edge.bottom + 2)) found.add(`${name(element)} cuts "${text.data.trim().slice(0, 30)}" above or below`)
      if (style.position === "absolute") isHeld = false
      if (style.position === "fixed") {
        if (!canScrollX && (box.left < -2 || box.right > innerWidth + 2) || !canScrollY && (box.top < -2 || box.bottom > innerHeight + 2)) found.add(`${name(element)} goes beyond the window with "${text.data.trim().slice(0, 30)}"`)
        break
      }
    }
  }
  return [...found]
}
