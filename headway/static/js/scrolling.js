/* Where the page is scrolled: beside the sidebar the content scrolls, on a phone the window does. */

/** How far down the screen is scrolled, in px. */
export const position = () => scroller().scrollTop

/** Scroll the screen there, at once. */
export function moveTo(top = 0) {
  scroller().scrollTop = top
}

let watching = null

/** Show the screen's name in the top bar while its heading is out of sight. */
export function watchHeading() {
  watching?.disconnect()
  const title = document.querySelector("[data-field=screen-title]")
  const heading = document.getElementById("screen-heading")
  if (!title || !heading) return
  watching = new IntersectionObserver(([{ isIntersecting }]) => title.toggleAttribute("data-shown", !isIntersecting), { rootMargin: "-52px 0px 0px" })
  watching.observe(heading)
}

function scroller() {
  const main = document.getElementById("main")
  return getComputedStyle(main).overflowY === "auto" ? main : document.scrollingElement
}
