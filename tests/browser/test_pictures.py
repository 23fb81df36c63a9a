"""Every page beside its reference picture: Ukrainian, light, the bundled documents, 1280 and 360 px wide.

The pictures stand in `pictures/`, with the version of Chromium that made them. The same version must draw the same:
no more than 60 points may differ, of up to two million. Another version draws letters and lines a little differently,
so with it the mean colours of squares of 16 px are compared, and 2 % of them may differ: a lost chart, a broken
stylesheet or a colour of another meaning is seen, a padding is not. The run then says so at its end. After a change
that is meant, and with a new Chromium:

    python -m pytest tests/browser/test_pictures.py --snapshot-update -n0

and the new pictures are looked at before they are kept. What a page that differs looks like stands, with the points
that differ in red, in `test-results/pictures/`.
"""

import re
from collections.abc import Callable

import numpy as np
import pytest
from dash import Dash
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from dashboard.pages import PAGES
from tests.support.access import set_size, visit
from tests.support.browser import Watch
from tests.support.pictures import FOLDER, Album, differs, take

pytestmark = pytest.mark.browser

PLAN = "region=UA-09&year=2013&as_of=2013-12-01"
BODY = "ua-09-upravlinnia-komunikatsii-z-hromadskistiu-oblderzhadministratsii"
ADDRESSES = {
    "overview": "/?region=UA-09&year=2017&as_of=2018-01-31",
    "overview-all": "/",
    "overdue": f"/prostrocheni?{PLAN}",
    "overdue-bodies": f"/prostrocheni?{PLAN}&group=body",
    "agenda": f"/poriadok-dennyi?{PLAN}",
    "meeting": f"/zasidannia?{PLAN}&measure=UA-09-pvu-plan-2013:2.4",
    "bodies": f"/vykonavtsi?{PLAN}",
    "body": f"/vykonavtsi/{BODY}?as_of=2013-12-01",
    "silent": f"/ne-zvituvaly?{PLAN}",
    "compare": "/porivniannia",
    "compare-places": "/porivniannia?group=place",
    "compare-years": "/porivniannia?group=year",
    "calendar": f"/kalendar?{PLAN}",
    "measure": "/zakhid/UA-09-civil-society-report-2017:4.5?as_of=2018-01-31",
    "measures": f"/zakhody?{PLAN}",
    "doers": "/skhozhi",
    "similar": "/skhozhi/UA-09-pvu-plan-2013:1.6",
    "sources": "/dzherela",
    "document": "/dzherela/UA-09-pvu-plan-2013",
    "about": "/pro-initsiatyvu",
    "search": "/poshuk?q=громадська+рада",
    "open-data": "/data",
    "access": "/dostupnist",
    "empty": "/?region=UA-74&year=2017",
    "missing": "/nothing",
}
# how far down a picture goes at each width
SIZES = {1280: 1440, 360: 1600}
PARTS = 4


@pytest.fixture
def album(
    browser: Browser,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> Album:
    """The pictures for this browser; an older or newer one than theirs is told of at the end of the run."""
    one = Album(browser.version, bool(request.config.getoption("update_snapshots")))
    if not one.renews and not one.is_of_this_browser:
        made = (FOLDER / "chromium.txt").read_text(encoding="ascii").strip()
        record_property("pictures", f"made with Chromium {made}, here is {one.version}")
    return one


@pytest.fixture
def still(open_page: Callable[..., Tab]) -> Tab:
    """A reader at a light screen who put the hints away and asks for no motion."""
    page = open_page(reduced_motion="reduce", color_scheme="light")
    page.add_init_script("localStorage.setItem('ogp-hints', 'away')")
    return page


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_look_as_they_did(
    part: int,
    still: Tab,
    dated_monitor: Dash,
    serve: Callable[..., str],
    album: Album,
    watch: Watch,
) -> None:
    """In parts, so that workers share them."""
    watch.expect("status of 404")
    address = serve(dated_monitor.server)
    for name, path in list(ADDRESSES.items())[part::PARTS]:
        wide, narrow = SIZES
        set_size(still, wide, 720)
        visit(still, address + path)
        album.look(still, f"{name}-{wide}", SIZES[wide])
        set_size(still, narrow, 740)
        album.look(still, f"{name}-{narrow}", SIZES[narrow])
    assert album.faults == []


def test_every_page_has_its_pictures_and_no_other_is_kept() -> None:
    kept = {path.stem for path in FOLDER.glob("*.webp")}
    assert kept == {f"{name}-{width}" for name in ADDRESSES for width in SIZES}
    for page in PAGES:
        pattern = re.sub(r"<\w+>", "[^/?]+", page.path) + r"(\?.*)?"
        assert any(re.fullmatch(pattern, path) for path in ADDRESSES.values()), page.path


def test_what_changed_is_seen(still: Tab, dated_monitor: Dash, serve: Callable[..., str]) -> None:
    """A padding and a shade in the same browser, a lost chart and another colour of a state in any."""
    set_size(still, 1280, 720)
    visit(still, serve(dated_monitor.server) + ADDRESSES["overview"])
    before = take(still, 1600)
    for change, in_any in {
        ".panel { padding-left: 21px }": False,
        ":root { --ink-2: #6A7580 }": False,
        ".bar-rows { visibility: hidden }": True,
        ".chart .bars path { fill: #A3170F !important }": True,
        "main { display: none }": True,
    }.items():
        sheet = still.add_style_tag(content=change)
        after = take(still, 1600)
        sheet.evaluate("sheet => sheet.remove()")
        assert differs(before, after, is_exact=True), change
        assert bool(differs(before, after, is_exact=False)) == in_any, change
    assert np.array_equal(before, take(still, 1600))
