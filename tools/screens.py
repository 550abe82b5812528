"""Take pictures of every screen and state, at three sizes and in both themes, and lay them out on one page.

python tools/screens.py [NAME …]      writes build/screens/*.png and index.html; names choose some of the scenes
"""

import html
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from stage import (
    BUSY,
    DONE,
    HARD_TASKS,
    HARD_TODAY,
    LONG_NAME,
    NOW,
    PEOPLE,
    SIZES,
    TASKS,
    TRASHED,
    Stage,
    set_stage,
    task,
)

TARGET = Path(__file__).resolve().parent.parent / "build/screens"
THEMES = ("light", "dark")
SETTLE_MS = 700
MANY = [{**task, "title": f"{task['title']} {number}"} for number in range(1, 7) for task in TASKS]


@dataclass(frozen=True)
class Scene:
    """One picture: who looks ("" = a stranger, "fresh" = somebody of their own), where, and what they do first."""

    name: str
    person: str
    path: str
    act: Callable[[Page], object] = lambda page: None
    sizes: tuple[str, ...] = tuple(SIZES)


def click(selector: str) -> Callable[[Page], object]:
    """Press what is visible of `selector`."""
    return lambda page: page.locator(f"{selector} >> visible=true").first.click()


def open_task(page: Page) -> None:
    """Open the third task."""
    page.locator("task-row a").nth(2).click()


def fail_to_sign_in(page: Page) -> None:
    """A wrong password."""
    page.fill("#email", "maya@example.org")
    page.fill("#password", "not my password")
    page.click("[type=submit]")
    page.wait_for_selector("[data-field=failure]:not([hidden])")


def go_offline(page: Page) -> None:
    """The connection is lost, and the page knows."""
    page.wait_for_selector("sync-state:defined", state="attached")
    page.context.set_offline(True)
    page.wait_for_selector("sync-state:not([hidden])")


def begin_to_sign_up(page: Page) -> None:
    """A password on the way, and a field left out."""
    page.fill("#email", "maya@example")
    page.fill("#password", "three quiet lamps")
    page.click("[type=submit]")


def write_task(page: Page) -> None:
    """The new task's dialog with a line in it that names a day, a time and a priority."""
    click("[data-act=new-task]")(page)
    page.fill("#composer-line", "Call Ana about the venue fri 15:00 !high")


def begin_task(page: Page) -> None:
    """The new task's dialog as it opens."""
    click("[data-act=new-task]")(page)


def write_much(page: Page) -> None:
    """A line of several rows."""
    click("[data-act=new-task]")(page)
    page.fill(
        "#composer-line", f"{'Gather every remark from the three review rounds and sort them ' * 3}tomorrow 9am !low"
    )


def write_right_to_left(page: Page) -> None:
    """A line in Arabic, with parts."""
    click("[data-act=new-task]")(page)
    page.fill("#composer-line", "مراجعة عقد الإيجار الجديد fri 9:00 !high")


def open_palette(text: str) -> Callable[[Page], object]:
    """The palette over a row that has the focus, with `text` in it."""

    def act(page: Page) -> None:
        page.locator("task-row a").nth(2).focus()
        page.keyboard.press("Control+k")
        page.locator("command-palette input").press_sequentially(text)

    return act


def search_offline(page: Page) -> None:
    """The palette without a server."""
    open_palette("")(page)
    page.context.set_offline(True)
    page.keyboard.type("interview")


def select_some(page: Page) -> None:
    """Three rows selected."""
    page.locator("task-row a").nth(1).focus()
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")


def point_at_bar(page: Page) -> None:
    """Walk to a bar with the keys, and open the table."""
    page.locator("chart-figure:defined .chart__plot").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.locator("[data-chart=completed] summary").click()
    page.locator("[data-chart=completed] .chart__plot").focus()


def see_the_year(page: Page) -> None:
    """What lies below the first screen."""
    page.locator("[data-chart=year] .chart__span").scroll_into_view_if_needed()


def open_lines(page: Page) -> None:
    """Why somebody has their points."""
    page.locator("point-lines:defined summary").click()
    page.locator(".point-lines__line").last.scroll_into_view_if_needed()


def find_zone(page: Page) -> None:
    """Some letters of a time zone."""
    page.locator("zone-picker:defined input").fill("new")


def refuse_password(page: Page) -> None:
    """A current password that is another, and a new one."""
    page.locator("password-form:defined #current_password").fill("not my password")
    page.fill("#new_password", "three quiet lamps and a fig")
    page.get_by_role("button", name="Change password").click()
    page.wait_for_selector("[data-field=error-current_password]:not([hidden])")


ROW_MENU = "task-row:nth-child(3) [data-act=menu]"
SCENES = [
    Scene("sign-in", "", "/sign-in"),
    Scene("sign-in-failed", "", "/sign-in", fail_to_sign_in),
    Scene("sign-up", "", "/sign-up"),
    Scene("sign-up-errors", "", "/sign-up", begin_to_sign_up),
    Scene("today", "usual", "/today"),
    Scene("today-detail", "usual", "/today", open_task),
    Scene("today-many", "many", "/today"),
    Scene("today-late", "late", "/today"),
    Scene("today-hard", "hard-today", "/today"),
    Scene("today-one", "one-today", "/today"),
    Scene("today-first", "empty", "/today"),
    Scene("today-nothing", "undated", "/today"),
    Scene("today-done", "done", "/today"),
    Scene("today-no-match", "usual", "/today?status=in_progress&priority=low"),
    Scene("today-completed", "fresh", "/today", click("[data-group=today] [data-act=complete]")),
    Scene("upcoming", "usual", "/upcoming"),
    Scene("upcoming-hard", "hard-today", "/upcoming"),
    Scene("upcoming-first", "empty", "/upcoming"),
    Scene("upcoming-no-match", "usual", "/upcoming?q=submarine"),
    Scene("all", "usual", "/all"),
    Scene("all-many", "many", "/all"),
    Scene("all-hard", "hard", "/all"),
    Scene("all-empty", "empty", "/all"),
    Scene("all-one", "one", "/all"),
    Scene("all-no-match", "usual", "/all?status=in_progress&priority=low"),
    Scene("all-filtered", "usual", "/all?priority=high,medium&sort=due"),
    Scene("all-offline", "usual", "/all", go_offline),
    Scene("detail", "usual", "/all", open_task),
    Scene("detail-hard", "hard", "/all", open_task),
    Scene("detail-page", "usual", "/all", lambda page: page.goto(page.url.replace("/all", f"/tasks/{third(page)}"))),
    Scene("row-menu", "usual", "/all", click(ROW_MENU)),
    Scene("priority-filter", "usual", "/all", click("[popovertarget=filter-priority]")),
    Scene("sort-menu", "usual", "/all", click("[popovertarget=sort-order]"), sizes=("desktop", "tablet")),
    Scene("due-date", "usual", "/all", click("task-row:nth-child(4) [data-act=due]"), sizes=("desktop", "tablet")),
    Scene("new-task", "usual", "/all", write_task),
    Scene("new-task-empty", "usual", "/all", begin_task),
    Scene("new-task-long", "usual", "/all", write_much, sizes=("desktop", "phone")),
    Scene("new-task-arabic", "usual", "/all", write_right_to_left, sizes=("desktop", "phone")),
    Scene("palette", "usual", "/all", open_palette("")),
    Scene("palette-search", "usual", "/all", open_palette("la")),
    Scene("palette-no-match", "usual", "/all", open_palette("Zephyr fri"), sizes=("desktop", "phone")),
    Scene("palette-hard", "hard", "/all", open_palette("a"), sizes=("desktop", "phone")),
    Scene("palette-offline", "usual", "/all", search_offline, sizes=("desktop", "phone")),
    Scene("completed", "fresh", "/all", click("task-row:nth-child(2) [data-act=complete]")),
    Scene("selected", "usual", "/all", select_some, sizes=("desktop", "tablet")),
    Scene("account", "usual", "/all", click("[popovertarget=account-panel]"), sizes=("desktop", "tablet")),
    Scene("more", "usual", "/all", click("[popovertarget=more-sheet]"), sizes=("phone",)),
    Scene("keys", "usual", "/all", lambda page: page.keyboard.press("?"), sizes=("desktop",)),
    Scene("insights", "busy", "/insights"),
    Scene("insights-year", "busy", "/insights?range=year", point_at_bar),
    Scene("insights-below", "busy", "/insights", see_the_year),
    Scene("insights-empty", "empty", "/insights"),
    Scene("insights-one", "one", "/insights"),
    Scene("leaderboard", "usual", "/leaderboard"),
    Scene("leaderboard-lines", "usual", "/leaderboard?window=all", open_lines),
    Scene("leaderboard-hidden", "fresh", "/leaderboard", click("[name=listing][value=hidden]")),
    Scene("settings", "usual", "/settings"),
    *(
        Scene(f"settings-{section}", "usual", f"/settings?section={section}")
        for section in ("profile", "password", "appearance", "keyboard", "notifications", "leaderboard", "devices")
    ),
    Scene("settings-zones", "usual", "/settings?section=profile", find_zone),
    Scene("settings-password-refused", "fresh", "/settings?section=password", refuse_password),
    Scene("settings-keys", "usual", "/settings?section=keyboard", click("details:has(shortcut-list:defined) summary")),
    Scene("settings-hard", "long", "/settings?section=devices"),
    Scene("settings-hard-name", "long", "/settings?section=profile"),
    Scene("settings-delete", "usual", "/settings?section=delete"),
    Scene("settings-farewell", "usual", "/settings?section=delete", click("account-farewell:defined [data-act=open]")),
    Scene("trash", "trash", "/trash"),
    Scene("trash-question", "trash", "/trash", click("empty-trash:defined button")),
    Scene("trash-empty", "empty", "/trash"),
    Scene("samples", "sampled", "/all"),
    Scene("not-found", "usual", "/no-such-page"),
    Scene("api", "", "/api/docs"),
]


def third(page: Page) -> str | None:
    """The id of the third task."""
    return page.locator("task-row").nth(2).get_attribute("data-id")


def main() -> None:
    """Take the pictures of all scenes, or of those named on the command line."""
    TARGET.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in SCENES if not sys.argv[1:] or scene.name in sys.argv[1:]]
    cast = {
        "usual": TASKS,
        "hard": HARD_TASKS,
        "many": MANY,
        "empty": [],
        "one": TASKS[:1],
        "late": [task(f"Reply to letter {number}", -number) for number in range(1, 64)],
        "hard-today": [*HARD_TODAY, *HARD_TASKS],
        "one-today": TASKS[2:3],
        "undated": TASKS[7:8],
        "done": [*(one for one in TASKS if one.get("status") == "completed"), *DONE[:6], task("Send invoice", 1)],
        "busy": BUSY,
        "trash": TRASHED,
    }
    with set_stage() as stage:
        cookies = {name: stage.person(name, tasks) for name, tasks in cast.items()}
        cookies["sampled"] = stage.sampled()
        cookies["long"] = stage.person("long", HARD_TASKS, LONG_NAME)
        for place, name in enumerate(PEOPLE):
            stage.person(f"person-{place}", DONE[: 3 * (len(PEOPLE) - place)], name)
        complaints = [text for scene in scenes for text in take(stage, scene, cookies.get(scene.person, []))]
    (TARGET / "index.html").write_text(index(scenes))
    print(*complaints, f"{TARGET}/index.html", sep="\n")


def take(stage: Stage, scene: Scene, cookies: list[dict[str, object]]) -> list[str]:
    """The pictures of one scene; gives what the browser complained of."""
    complaints = []
    for size in scene.sizes:
        for theme in THEMES:
            name = f"{scene.name}-{size}-{theme}"
            theirs = stage.person(name, TASKS) if scene.person == "fresh" else cookies
            page = stage.page(SIZES[size], theme, theirs)
            page.on("pageerror", lambda error, name=name: complaints.append(f"{name}: {error}"))
            page.goto(stage.url + scene.path)
            page.clock.set_fixed_time(NOW)
            scene.act(page)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=TARGET / f"{name}.png", animations="disabled")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                complaints.append(f"{name}: wider than the screen")
            page.context.close()
    return complaints


def index(scenes: list[Scene]) -> str:
    """The page that shows them all."""
    figures = "".join(
        f"<figure><img loading=lazy src={scene.name}-{size}-{theme}.png><figcaption>{html.escape(scene.name)}, {size},"
        f" {theme}</figcaption></figure>"
        for scene in scenes
        for size in scene.sizes
        for theme in THEMES
    )
    style = (
        "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px}figure{margin:0}img{height:420px;display:block}"
    )
    return f"<!doctype html><meta charset=utf-8><title>Screens of Headway</title><style>{style}</style>{figures}"


if __name__ == "__main__":
    main()
