// Text that lies over other text.
() => {
  const found = new Set()
  const range = document.createRange()
  const layers = document.querySelectorAll("dialog:modal, [popover]:popover-open")
  const root = [...layers].at(-1) ?? document.body
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (text) => text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)
  const isApart = ({ clipPath, position, textOverflow }) => clipPath !== "none" || position === "sticky" || textOverflow === "ellipsis"
  const boxes = []
  while (texts.nextNode()) {
    const text = texts.currentNode
    const holder = text.parentElement
    if (!holder.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || holder.closest(".sr, .task-composer__box, .skip-link, .toast-region, .phone-bar, .top-bar, .sidebar")) continue
    let isCut = false
    for (let element = holder; element; element = element.parentElement) isCut ||= isApart(getComputedStyle(element))
    if (isCut) continue
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) if (box.width > 2) boxes.push([box, text, holder])
  }
  for (const [index, [one, first, holder]] of boxes.entries()) {
    for (const [other, second] of boxes.slice(index + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      if (first !== second && across > 3 && down > Math.min(one.height, other.height) / 2) found.add(`${holder.className} "${first.data.trim().slice(0, 24)}" lies over "${second.data.trim().slice(0, 24)}"`)
    }
  }
  return [...found]
}
