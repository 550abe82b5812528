"""Make the pictures of the README from the real service: docs/media/screenshot.png and docs/media/demo.gif.

python tools/readme_media.py
"""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page
from stage import PERSON, TASKS, Size, Stage, set_stage

TARGET = Path(__file__).resolve().parent.parent / "docs/media"
SCREEN = Size(1280, 800)
GIF_WIDTH = 960
HALF_OF_COLOURS = 128
BUDGET_BYTES = 3_000_000
MOVING_MS = 70
KEYS_A_FRAME = 3


@dataclass
class Film:
    """Frames of a page, each with the time that it stays."""

    page: Page
    frames: list[Image.Image] = field(default_factory=list)
    durations_ms: list[int] = field(default_factory=list)

    def shoot(self, duration_ms: int) -> None:
        """One frame."""
        shot = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        height = round(shot.height * GIF_WIDTH / shot.width)
        self.frames.append(shot.resize((GIF_WIDTH, height), Image.Resampling.LANCZOS))
        self.durations_ms.append(duration_ms)

    def hold(self, duration_ms: int) -> None:
        """Let what moves come to rest, then stay."""
        for _ in range(3):
            self.shoot(MOVING_MS)
        self.page.wait_for_timeout(300)
        self.shoot(duration_ms)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        for start in range(0, len(text), KEYS_A_FRAME):
            self.page.keyboard.type(text[start : start + KEYS_A_FRAME])
            self.shoot(MOVING_MS)

    def save(self, target: Path) -> None:
        """Write the GIF: one palette for all frames, so that only what changed is stored."""
        palette = palette_of(mixture(self.frames))
        drawn = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in self.frames]
        drawn[0].save(
            target,
            save_all=True,
            append_images=drawn[1:],
            duration=self.durations_ms,
            loop=0,
            optimize=False,
            disposal=1,
        )


def main() -> None:
    """Take the picture and the film."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with set_stage() as stage:
        cookies = stage.person("maya", TASKS)
        take_picture(stage, cookies)
        take_film(stage)
    size = (TARGET / "demo.gif").stat().st_size
    print(f"demo.gif {size:,} bytes")
    if size > BUDGET_BYTES:
        raise SystemExit(f"demo.gif is larger than {BUDGET_BYTES:,} bytes.")


def take_picture(stage: Stage, cookies: list[dict[str, object]]) -> None:
    """The list with a task open beside it."""
    page = stage.page(Size(1440, 900), "light", cookies)
    page.goto(f"{stage.url}/all")
    page.locator("task-row a").nth(2).click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)
    page.screenshot(path=TARGET / "screenshot.png")
    page.context.close()


def take_film(stage: Stage) -> None:
    """Sign in, make a task, change it, complete another."""
    page = stage.page(SCREEN, "light", [])
    film = Film(page)
    page.goto(f"{stage.url}/sign-in")
    sign_in(page, film)
    make_task(page, film)
    change_task(page, film)
    page.locator("task-row [data-act=complete]").nth(2).click()
    film.hold(2600)
    film.save(TARGET / "demo.gif")
    page.context.close()


def sign_in(page: Page, film: Film) -> None:
    """From the door to the list."""
    page.focus("#email")
    film.hold(900)
    film.write(PERSON["email"])
    page.focus("#password")
    film.write(PERSON["password"])
    film.shoot(400)
    page.click("[type=submit]")
    page.wait_for_url("**/today")
    page.mouse.move(0, 0)
    film.hold(1400)
    page.click(".sidebar [href='/all']")
    page.wait_for_url("**/all")
    film.hold(900)


def make_task(page: Page, film: Film) -> None:
    """By keyboard and date picker."""
    page.keyboard.press("n")
    film.hold(500)
    film.write("Call Ana about the venue")
    film.shoot(400)
    page.locator("task-composer [data-act=due]").click()
    film.hold(700)
    page.locator("#date-picker [data-value=tomorrow]").click()
    film.hold(500)
    page.locator("task-composer [data-act=priority]").click()
    film.hold(500)
    page.locator("#menu-priority [data-value=high]").click()
    film.hold(600)
    page.locator("task-composer [type=submit]").click()
    film.hold(1800)


def change_task(page: Page, film: Film) -> None:
    """Open it, begin it, write a note."""
    page.locator("task-row a").first.click()
    film.hold(900)
    page.locator("task-detail [data-act=status]").click()
    film.hold(600)
    page.locator("#menu-status [data-value=in_progress]").click()
    film.hold(900)
    page.locator("task-detail [name=description]").click()
    film.write("Ask for the room with the north light.")
    page.locator("#task-panel [data-act=close]").click()
    film.hold(1100)


def palette_of(colours: Image.Image) -> Image.Image:
    """256 colours, half of them for the large areas, which must be exact, half for the small glyphs in their hues."""
    halves = [
        colours.quantize(HALF_OF_COLOURS, method=method).getpalette()[: 3 * HALF_OF_COLOURS]
        for method in (Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(halves[0] + halves[1])
    return palette


def mixture(frames: list[Image.Image]) -> Image.Image:
    """Every fifth frame side by side: the colours of all of them."""
    chosen = frames[::5]
    sheet = Image.new("RGB", (GIF_WIDTH, sum(frame.height for frame in chosen)))
    for number, frame in enumerate(chosen):
        sheet.paste(frame, (0, number * frame.height))
    return sheet


if __name__ == "__main__":
    main()
