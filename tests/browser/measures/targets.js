// Controls smaller than `least`, felt for from their middle outwards. Of those that look alike the first few stand for all.
async (least) => {
  // What slides in has arrived.
  document.body.getBoundingClientRect()
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const ALIKE = 2
  const owns = (control, element) => control.contains(element) || element?.closest("label") === control
  const felt = new Map()
  const layers = document.querySelectorAll("dialog:modal, [popover]:popover-open:not([popover=manual])")
  const root = [...layers].at(-1) ?? document

  const reach = (control, x, y, stepX, stepY) => {
    let steps = 0
    while (steps < least && owns(control, document.elementFromPoint(x + stepX * (steps + 1), y + stepY * (steps + 1)))) steps += 1
    return steps
  }

  const feel = (control) => {
    control.scrollIntoView({ block: "center", inline: "center" })
    const { left, top, width, height } = control.getBoundingClientRect()
    for (const [right, down] of [[.5, .5], [.25, .5], [.1, .5], [.75, .5], [.5, .25], [.5, .75]]) {
      const [x, y] = [left + width * right, top + height * down]
      if (!owns(control, document.elementFromPoint(x, y))) continue
      return [1 + reach(control, x, y, -1, 0) + reach(control, x, y, 1, 0), 1 + reach(control, x, y, 0, -1) + reach(control, x, y, 0, 1)]
    }
    return [0, 0]
  }

  const found = []
  for (const control of root.querySelectorAll("a[href], button, input, textarea, summary, [role=option]")) {
    const area = control.closest("label") ?? control
    if (!area.checkVisibility({ visibilityProperty: true }) || area.closest(".sr, .skip-link, [inert]") || getComputedStyle(area).pointerEvents === "none") continue
    const kind = `${area.localName}.${area.className}`
    const times = (felt.get(kind) ?? 0) + 1
    felt.set(kind, times)
    if (times > ALIKE) continue
    const [width, height] = feel(area)
    // Edges lie between pixels.
    if (width < least - 1 || height < least - 1) found.push(`${kind} "${area.textContent.trim().slice(0, 30)}": ${width} × ${height}`)
  }
  return found
}
