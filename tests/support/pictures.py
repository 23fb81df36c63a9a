"""Reference pictures of pages: kept beside the tests, compared point by point, renewed by `--snapshot-update`.

Pillow, which opens them, comes with the reader of PDF files.
"""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from dash import Dash
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from dashboard import create_app
from data.settings import Settings
from tests.support.monitor import ROOT, TODAY

FOLDER = ROOT / "tests" / "browser" / "pictures"
RESULTS = ROOT / "test-results" / "pictures"
MADE_WITH = FOLDER / "chromium.txt"
# when the documents were loaded stands on pages; the clock would change the pictures
LOADED = "2026-11-20 09:30:00.000000"

# A point differs where one of its three colours does by more than this, of 255.
SHADE = 16
# the browser of the pictures: fewer points than an icon has
FEW_POINTS = 60
# another browser draws letters its own way, so squares of this side are compared by their mean colour
SQUARE = 16
FEW_SQUARES = 0.02
FEW_ROWS = 0.03

Points = NDArray[np.uint8]


@dataclass
class Album:
    """The reference pictures as one test compares with them: what did not match, and by which rule."""

    version: str
    renews: bool
    faults: list[str] = field(default_factory=list)

    @property
    def is_of_this_browser(self) -> bool:
        """Whether the pictures were made with the very version that draws now."""
        return MADE_WITH.read_text(encoding="ascii").strip() == self.version

    def look(self, page: Page, name: str, most_rows: int) -> None:
        """Compares what is on the page now, down to a row, and looks again for 3 s, as something may still come."""
        if self.renews:
            self._keep(_settled(page, most_rows), name)
            return
        reference = FOLDER / f"{name}.webp"
        if not reference.exists():
            self.faults.append(f"{name}: no picture; make it with --snapshot-update")
            return
        with Image.open(reference) as kept:
            wished = np.asarray(kept.convert("RGB"))
        for _ in range(8):
            drawn = take(page, most_rows)
            fault = differs(wished, drawn, is_exact=self.is_of_this_browser)
            if fault is None:
                return
            page.wait_for_timeout(400)
        self.faults.append(f"{name}: {fault}; see {_tell(name, wished, drawn)}")

    def _keep(self, drawn: Points, name: str) -> None:
        FOLDER.mkdir(exist_ok=True)
        Image.fromarray(drawn).save(FOLDER / f"{name}.webp", lossless=True, quality=80, method=6)
        MADE_WITH.write_text(f"{self.version}\n", encoding="ascii")


def take(page: Page, most_rows: int) -> Points:
    """The page as it stands, from its top to its end or to a row: height × width × 3 colours."""
    height = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size
    assert size is not None
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(height, most_rows)}
    shot = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    with Image.open(io.BytesIO(shot)) as image:
        return np.asarray(image.convert("RGB"))


def _settled(page: Page, most_rows: int) -> Points:
    """A picture like the one half a second before it."""
    before = take(page, most_rows)
    for _ in range(8):
        page.wait_for_timeout(500)
        drawn = take(page, most_rows)
        if np.array_equal(before, drawn):
            return drawn
        before = drawn
    pytest.fail("the page does not come to rest")


def differs(wished: Points, drawn: Points, *, is_exact: bool) -> str | None:
    """In what a picture differs from the one that is kept, by the rule for the same or for another browser."""
    return _differs_in_points(wished, drawn) if is_exact else _differs_in_squares(wished, drawn)


def _differs_in_points(wished: Points, drawn: Points) -> str | None:
    if wished.shape != drawn.shape:
        return f"{_size(drawn)} instead of {_size(wished)}"
    count = int(_unlike(wished, drawn).sum())
    return f"{count} points differ, {FEW_POINTS} may" if count > FEW_POINTS else None


def _differs_in_squares(wished: Points, drawn: Points) -> str | None:
    rows = min(len(wished), len(drawn))
    if len(wished) - rows + len(drawn) - rows > FEW_ROWS * len(wished):
        return f"{_size(drawn)} instead of {_size(wished)}"
    unlike = _unlike(_squares(wished[:rows]), _squares(drawn[:rows]))
    share = float(unlike.mean())
    told = (
        f"{share:.1%} of squares differ, {FEW_SQUARES:.0%} may (another browser drew the pictures)"
    )
    return told if share > FEW_SQUARES else None


def _unlike(wished: Points, drawn: Points) -> NDArray[np.bool_]:
    """Where the colours of two pictures of one size differ."""
    distance = np.abs(wished.astype(np.int16) - drawn.astype(np.int16))
    return distance.max(axis=2) > SHADE


def _squares(points: Points) -> Points:
    """The mean colour of each square; what is left over at the edges is not looked at."""
    high, wide = len(points) // SQUARE, points.shape[1] // SQUARE
    whole = points[: high * SQUARE, : wide * SQUARE]
    means = whole.reshape(high, SQUARE, wide, SQUARE, 3).mean(axis=(1, 3))
    return means.astype(np.uint8)


def _size(points: Points) -> str:
    return f"{points.shape[1]} × {points.shape[0]}"


def _tell(name: str, wished: Points, drawn: Points) -> Path:
    """Writes the page as drawn and, pale with red points, where it differs; gives the path of the second."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    Image.fromarray(drawn).save(RESULTS / f"{name}.actual.png")
    rows = min(len(wished), len(drawn))
    pale = 255 - (255 - drawn[:rows]) // 4
    pale[_unlike(wished[:rows], drawn[:rows])] = (220, 0, 0)
    path = RESULTS / f"{name}.difference.png"
    Image.fromarray(pale).save(path)
    return path.relative_to(ROOT)


@pytest.fixture(scope="session")
def dated_monitor(bundled_url: str, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The dashboard of the bundled documents, loaded on a day that never changes."""
    path = tmp_path_factory.mktemp("dated") / "monitor.sqlite"
    with (
        closing(sqlite3.connect(bundled_url.removeprefix("sqlite:///"))) as loaded,
        closing(sqlite3.connect(path)) as dated,
    ):
        loaded.backup(dated)
        dated.execute("UPDATE loads SET at = ?", (LOADED,))
        dated.commit()
    return create_app(Settings(database_url=f"sqlite:///{path}", today=TODAY))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says aloud when pages were compared with pictures of another browser, and so less closely."""
    told = {value for value in _properties(terminalreporter, "pictures")}
    if told:
        terminalreporter.section("Pictures of pages compared less closely", yellow=True, bold=True)
        for line in sorted(told):
            terminalreporter.line(line)


def _properties(reporter: pytest.TerminalReporter, wanted: str) -> Iterator[str]:
    for reports in reporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == wanted:
                    yield str(value)
