"""What holds for every stylesheet, and what the whole may weigh."""

import gzip
import re
from pathlib import Path

import pytest

from headway.web import stylesheets

STATIC = Path(__file__).parents[2] / "headway/static"
SHEETS = sorted((STATIC / "css").rglob("*.css"))
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.IGNORECASE)
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|inset)-(?:top|right|bottom|left)|(?:min-|max-)?(?:width|height)"
    r"|top|right|bottom|left)(?=\s*:)|(?<![-\w])(?:text-align|float):\s*(?:left|right)"
)
VALUE = r"([\w.%-]+(?:\((?:[^()]|\([^()]*\))*\))?)"
SIDED = re.compile(rf"(?<![-\w])(?:margin|padding|inset): {VALUE} {VALUE} {VALUE} {VALUE};")
BUDGET_CSS = 22 * 1024
BUDGET_FONTS = 62 * 1024


def rules(sheet):
    """The text without comments, media conditions (their `width` is a question, not a property) and strings."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return re.sub(r"@(?:media|container|supports)[^{]+|\"[^\"]*\"", "", text)


@pytest.fixture(params=SHEETS, ids=lambda path: path.relative_to(STATIC / "css").as_posix())
def sheet(request):
    return request.param


def test_nothing_shouts(sheet):
    assert "!important" not in rules(sheet)


def test_no_selector_is_an_id(sheet):
    selectors = re.findall(r"[^{};]+(?=\{)", rules(sheet))
    assert not [selector for selector in selectors if "#" in selector]


def test_properties_are_logical(sheet):
    assert not PHYSICAL.findall(rules(sheet))
    assert not [sides for sides in SIDED.findall(rules(sheet)) if sides[1] != sides[3]]


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=lambda sheet: sheet.name
)
def test_colours_are_tokens(sheet):
    assert not COLOUR.findall(rules(sheet))


def test_rules_are_in_a_layer(sheet):
    outside = re.sub(r"@layer [a-z]+ \{.*\}\s*$", "", rules(sheet), flags=re.DOTALL).strip()
    assert outside in ("", (STATIC / "css/app.css").read_text().strip())


def test_all_styles_stay_within_their_weight():
    files = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in SHEETS}
    assert len(gzip.compress(stylesheets.join(files), mtime=0)) <= BUDGET_CSS


def test_the_fonts_of_every_page_stay_within_their_weight():
    files = [STATIC / f"fonts/{name}.woff2" for name in ("instrument-sans", "bricolage-grotesque")]
    assert sum(file.stat().st_size for file in files) <= BUDGET_FONTS
