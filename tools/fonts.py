"""Make the web fonts from the packages of their makers: instance, subset, compress.

Two families: Bricolage Grotesque for headings and numerals, fixed at optical size 40 and limited to the weights
500–700; Instrument Sans for everything else, whole in its weights 400–700. Each is cut in a main file (Latin-1 and
typographic signs) that every page loads, and one of further Latin letters, loaded when one of them appears.

    python tools/fonts.py            fetches the packages with npm and writes headway/static/fonts
"""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parent.parent / "headway/static/fonts"
LATIN_1 = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(ord(sign) for sign in "ıŒœ–—‘’‚“”„•…‹›€™−×ʼˆ˚˜←↑→↓⌘"),
]


@dataclass(frozen=True)
class Face:
    """One family: where its letters come from and how far its axes are kept."""

    package: str
    version: str
    stem: str
    variant: str
    axes: dict[str, float | tuple[float, float]]

    @property
    def folder(self) -> str:
        """The folder npm's archive is unpacked to."""
        return self.package.rsplit("/", 1)[1]


FACES = (
    Face(
        "@fontsource-variable/bricolage-grotesque",
        "5.3.0",
        "bricolage-grotesque",
        "opsz",
        {"opsz": 40, "wght": (500, 700)},
    ),
    Face("@fontsource-variable/instrument-sans", "5.3.0", "instrument-sans", "wght", {"wght": (400, 700)}),
)


def main() -> None:
    """Write the four files and the two licences."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for face in FACES:
            make(face, fetch(face, Path(scratch)))


def fetch(face: Face, scratch: Path) -> Path:
    """Fetch and unpack the package with npm; gives its folder."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{face.package}@{face.version}"],
        cwd=scratch,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = scratch / face.folder
    folder.mkdir()
    subprocess.run(["tar", "xzf", packed.stdout.strip(), "-C", folder, "--strip", "1"], cwd=scratch, check=True)
    return folder


def make(face: Face, folder: Path) -> None:
    """Cut the main file and the one of further Latin letters, and lay the licence beside them."""
    source = folder / "files" / f"{face.stem}-latin-{face.variant}-normal.woff2"
    further = folder / "files" / f"{face.stem}-latin-ext-{face.variant}-normal.woff2"
    cut(source, face, LATIN_1, TARGET / f"{face.stem}.woff2")
    cut(further, face, None, TARGET / f"{face.stem}-ext.woff2")
    shutil.copyfile(folder / "LICENSE", TARGET / f"{face.stem}-OFL.txt")


def cut(source: Path, face: Face, letters: list[int] | None, target: Path) -> None:
    """Fix the axes, keep `letters` (None keeps all) and write woff2."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), face.axes)
    options = Options(
        flavor="woff2",
        layout_features=["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "zero", "ss01"],
        hinting=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters or font.getBestCmap())
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    print(f"{target.name:32} {target.stat().st_size:7,} bytes")


if __name__ == "__main__":
    main()
