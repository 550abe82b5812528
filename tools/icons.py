"""Make the icon sprite and the app's own icons.

The sprite holds the icons of lucide-static that the templates name, as symbols `icon-<name>` without colour or stroke:
both come from the style sheet. The favicon and the app icons are the brand mark, drawn here once for all sizes.

    python tools/icons.py            fetches the package with npm and writes headway/static/icons
    python tools/icons.py --png      draws the bitmaps again too, with the Chromium of the machine
"""

import argparse
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "headway/static/icons"
PACKAGE = "lucide-static@1.62.0"
ICONS = {
    "alert": "circle-alert",
    "auto": "sun-moon",
    "calendar": "calendar",
    "calendar-off": "calendar-x",
    "check": "check",
    "chevron-left": "chevron-left",
    "chevron-right": "chevron-right",
    "close": "x",
    "insights": "chart-no-axes-column",
    "keyboard": "keyboard",
    "leaderboard": "trophy",
    "link": "link",
    "list": "list",
    "moon": "moon",
    "more": "ellipsis",
    "more-lines": "menu",
    "offline": "wifi-off",
    "open": "panel-right",
    "pencil": "pencil",
    "plus": "plus",
    "priority": "triangle",
    "restore": "undo-2",
    "search": "search",
    "settings": "sliders-horizontal",
    "sign-out": "log-out",
    "sort": "arrow-up-down",
    "status": "contrast",
    "sun": "sun",
    "sunrise": "sunrise",
    "trash": "trash-2",
}
MARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"{size}>
<rect width="28" height="28" rx="{radius}" fill="#02515f"/>
<rect x="7" y="8" width="14" height="2.5" rx="1.25" fill="#f8fdfe"/>
<rect x="6" y="16" width="16" height="5" rx="2" fill="#e3ea4b" transform="rotate(-4 14 18.5)"/>
</svg>
"""


def main() -> None:
    """Write the sprite, its licence, the favicon and, when asked, the bitmaps."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--png", action="store_true", help="draw the bitmaps again too")
    arguments = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        package = fetch(Path(scratch))
        (TARGET / "sprite.svg").write_text(sprite(package))
        shutil.copyfile(package / "LICENSE", TARGET / "lucide-LICENSE.txt")
    (TARGET / "favicon.svg").write_text(MARK.format(size="", radius=9))
    if arguments.png:
        for side in (180, 192, 512):
            draw(f"app-icon-{side}", side)
        draw("app-icon-maskable-512", 512, margin=4)


def fetch(scratch: Path) -> Path:
    """Fetch and unpack the package with npm; gives its folder."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, capture_output=True, text=True
    )
    subprocess.run(["tar", "xzf", packed.stdout.strip(), "package/icons", "package/LICENSE"], cwd=scratch, check=True)
    return scratch / "package"


def sprite(package: Path) -> str:
    """All icons as symbols of one drawing."""
    symbols = "".join(symbol(name, (package / f"icons/{source}.svg").read_text()) for name, source in ICONS.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def symbol(name: str, drawing: str) -> str:
    """One icon without its frame, comment and line breaks."""
    inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if inner is None:
        raise SystemExit(f"{name}: no drawing in the package.")
    shapes = re.sub(r"\s+/>", "/>", "".join(line.strip() for line in inner[1].splitlines()))
    return f'<symbol id="icon-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def draw(name: str, side: int, margin: int = 0) -> None:
    """The mark as a square bitmap: launchers cut its corners, and a `margin` of ground lets them cut more."""
    from playwright.sync_api import sync_playwright

    mark = MARK.format(size=f" width={side} height={side}", radius=0)
    around = f"{-margin} {-margin} {28 + 2 * margin} {28 + 2 * margin}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": side, "height": side})
        page.set_content(f"<body style='margin:0;background:#02515f'>{mark.replace('0 0 28 28', around)}")
        page.screenshot(path=TARGET / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
