// What can only have come out of a text: no page of ours has a handler in its markup, an address that is a script, or
// any of these elements.
() => {
  const ELEMENTS = "iframe, object, embed, base, math, video, style, animate, [http-equiv]"
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "xlink:href"]
  const runs = ({ name, value }) => name.startsWith("on") || (ADDRESSES.includes(name) && /^\s*javascript:/i.test(value))
  const roots = [document, ...[...document.querySelectorAll("template")].map((each) => each.content)]
  return roots
    .flatMap((root) => [...root.querySelectorAll("*")])
    .filter((element) => element.matches(ELEMENTS) || [...element.attributes].some(runs))
    .map((element) => element.outerHTML.slice(0, 200))
}
