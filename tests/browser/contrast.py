"""The contrast of text as it is seen (WCAG 2.2, 1.4.3): its ink by the style, its ground by the picture."""

import io

from PIL import Image

from tests.browser.states import measure

INKS = measure("inks")
TEXT, LARGE_TEXT = 4.5, 3.0
WITHOUT_TEXT = """(isHidden) => {
  document.groundOnly ??= Object.assign(new CSSStyleSheet(), { disabled: true })
  const { adoptedStyleSheets: sheets } = document
  if (!sheets.includes(document.groundOnly)) sheets.push(document.groundOnly)
  const nothing = "color: transparent !important; transition: none !important"
  document.groundOnly.replaceSync(`*, *::before, *::after { ${nothing} }`)
  document.groundOnly.disabled = !isHidden
}"""


def faint(page, selectors):
    """Those of the texts that are seen and stand out too little from what lies behind them, with their contrast."""
    texts = dict(zip(selectors, page.evaluate(INKS, selectors), strict=True))
    seen = {selector: text for selector, text in texts.items() if text}
    if not seen:
        return {}
    picture = without_text(page)
    ratios = {selector: contrast(text, ground(picture, text)) for selector, text in seen.items()}
    return {name: ratio for name, ratio in ratios.items() if ratio < (LARGE_TEXT if seen[name]["isLarge"] else TEXT)}


def without_text(page):
    """A picture of the window in which all text is transparent."""
    page.evaluate(WITHOUT_TEXT, True)
    try:
        return Image.open(io.BytesIO(page.screenshot(scale="css"))).convert("RGB")
    finally:
        page.evaluate(WITHOUT_TEXT, False)


def ground(picture, box):
    """The colour that most of the text's place has."""
    edges = tuple(round(box[side]) for side in ("left", "top", "right", "bottom"))
    place = picture.crop(edges)
    return max(place.getcolors(place.width * place.height))[1]


def contrast(text, ground):
    """The ratio of the text's ink, through its opacity, to the ground, rounded to two places."""
    opacity = text["opacity"]
    ink = [opacity * above + (1 - opacity) * below for above, below in zip(text["colour"], ground, strict=True)]
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 2)


def luminance(colour):
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
