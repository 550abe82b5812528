const SVG = "http://www.w3.org/2000/svg"

/** A new element with attributes by name (false, null and undefined leave one out) and children that are text or nodes. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue
    element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

/** The first element of a fresh copy of `<template id="…">`. */
export function cloneTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true)
}

/** The element in `root` (or `root` itself) that shows `name`. */
export function field(root, name) {
  return root.matches?.(`[data-field="${name}"]`) ? root : root.querySelector(`[data-field="${name}"]`)
}

/** A new element of a drawing. */
export function shape(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** An icon of the sprite at the top of the page. */
export function icon(name, className = "icon") {
  return shape("svg", { class: className, "aria-hidden": "true" }, shape("use", { href: `#icon-${name}` }))
}

/** Write text only when it differs, so that nothing is repainted or read again for no reason. */
export function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text
}
