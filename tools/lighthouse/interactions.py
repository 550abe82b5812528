"""How soon a page answers to hands, and how a list of ten thousand goes by.

What Lighthouse does not do by itself: taps and keys on a CPU four times slower, from the event to the frame that shows
what came of it (Event Timing, https://www.w3.org/TR/event-timing/), and a long list scrolled with all its tasks there.
"""

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, CDPSession, Locator, Page

SCROLLING = Path(__file__).resolve().parents[2] / "tests/browser/measures/scrolling.js"
SLOWER = 4
TIMES = 20
# Frames that come sooner are not told.
SOONEST_MS = 16
SETTLE_MS = 1000
PAUSE_MS = 400
WATCH = f"""() => {{
    globalThis.spans = new Map()
    new PerformanceObserver((list) => {{
        for (const {{ interactionId, duration }} of list.getEntries()) {{
            if (interactionId) spans.set(interactionId, Math.max(duration, spans.get(interactionId) ?? 0))
        }}
    }}).observe({{ type: "event", durationThreshold: {SOONEST_MS} }})
    globalThis.stops = 0
    new PerformanceObserver((list) => {{ stops += list.getEntries().length }}).observe({{ type: "longtask" }})
}}"""
COME_DOWN = """async (rows) => {
    const [main, grid] = [document.getElementById("main"), document.querySelector("[role=grid]")]
    while (grid.offsetHeight < rows * 44) {
        main.scrollTop = main.scrollHeight
        await new Promise(requestAnimationFrame)
    }
    main.scrollTop = 0
}"""


def answers(profile: BrowserContext, url: str) -> list[str]:
    """One line for each kind of act: how long it took until it showed, in ms, on the slow CPU."""
    page = opened(profile, f"{url}/all")
    slow_down(profile, page, SLOWER)
    page.evaluate(WATCH)
    acts: dict[str, Callable[[int], int]] = {
        "complete": lambda number: complete(page, number),
        "filter": lambda number: choose(page, number),
        "open": lambda number: open_task(page, number),
        "quick add, a key": lambda number: write(page, number),
    }
    lines = [f"{name:18} {told(page, act)}" for name, act in acts.items()]
    page.close()
    return lines


def told(page: Page, act: Callable[[int], int]) -> str:
    """Do it many times; the middle, the p95 and the most, and how many tasks of the browser were long."""
    page.evaluate("() => { spans.clear(); stops = 0 }")
    events = sum(act(number) for number in range(TIMES))
    page.wait_for_timeout(SETTLE_MS)
    spans = page.evaluate("() => [...spans.values()]")
    spans += [SOONEST_MS] * (events - len(spans))
    stops = page.evaluate("() => stops")
    p95 = statistics.quantiles(spans, n=20, method="inclusive")[-1]
    times = f"p50 {statistics.median(spans):.0f} · p95 {p95:.0f} · most {max(spans):.0f} ms"
    return f"{times} · {stops} long tasks in {len(spans)} acts"


def complete(page: Page, number: int) -> int:
    """Press the disc of a row; one act."""
    press(page, page.locator("task-row [data-act=complete]").nth(number))
    return 1


def choose(page: Page, number: int) -> int:
    """Show another status; one act."""
    press(page, page.locator("filter-bar label:has([name=status])").nth(number % 4))
    page.locator("task-list:not([aria-busy=true])").wait_for()
    return 1


def open_task(page: Page, number: int) -> int:
    """Open a task beside the list, and close it by a key; two acts."""
    press(page, page.locator("task-row [data-act=open] bdi").nth(number))
    page.locator("task-detail").wait_for()
    page.wait_for_timeout(PAUSE_MS)
    page.keyboard.press("Escape")
    page.locator("task-detail").wait_for(state="detached")
    return 2


def write(page: Page, number: int) -> int:
    """Type a task with a day in it; as many acts as keys."""
    text = f"Call Ana {number} fri 15:00 !high"
    if not number:
        page.keyboard.press("n")
    page.keyboard.type(text, delay=40)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    return len(text) + 2


def press(page: Page, target: Locator) -> None:
    """Press a place with the mouse as a person does, a while after the last act.

    A locator's own click would look for what lies there from within the page, in the time that is measured.
    """
    target.scroll_into_view_if_needed()
    page.wait_for_timeout(PAUSE_MS)
    box = target.bounding_box()
    if box is None:
        raise LookupError(f"{target} has no place on the screen.")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def scrolling(profile: BrowserContext, url: str, rows: int) -> list[str]:
    """The long list at both speeds of the CPU: its frames in ms, and how many elements the page has."""
    profile.add_cookies([{"name": "preferences", "value": quote(json.dumps({"paging": "continuous"})), "url": url}])
    page = opened(profile, f"{url}/all")
    page.locator(".task-list__rows--windowed").wait_for()
    page.evaluate(COME_DOWN, rows)
    lines = []
    for slower in (1, SLOWER):
        slow_down(profile, page, slower)
        found = page.evaluate(f"({SCROLLING.read_text()})", {"milliseconds": 3000, "pixels": 60})
        nodes = page.evaluate("document.querySelectorAll('*').length")
        frames = f"p95 {found['p95']:.0f} · longest {found['longest']:.0f} ms"
        lines.append(f"{rows} rows, CPU / {slower}: {frames} · {found['blanks']} blank frames · {nodes} elements")
    page.close()
    profile.clear_cookies(name="preferences")
    return lines


def opened(profile: BrowserContext, address: str) -> Page:
    """A page on which everything has come that comes later."""
    page = profile.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    # One that lies behind another draws no frames.
    page.bring_to_front()
    page.goto(address)
    page.locator("task-composer:defined").wait_for(state="attached")
    page.wait_for_timeout(SETTLE_MS)
    return page


def slow_down(profile: BrowserContext, page: Page, times: int) -> None:
    """Make the page's CPU so many times slower."""
    session: CDPSession = profile.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
