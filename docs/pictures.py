"""Takes the pictures of the README from a running dashboard with the bundled documents.

    python app.py &            # prints its address
    python docs/pictures.py http://127.0.0.1:8050

Needs requirements-dev.txt and Chromium. Each page is taken whole, 1280 and 360 px wide.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER: Final = Path(__file__).resolve().parent
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
WIDTHS: Final = (1280, 360)
MOST_COLOURS: Final = Image.Quantize.MAXCOVERAGE
PLAN: Final = "region=UA-09&plan=UA-09-pvu-plan-2013&as_of=2013-12-01"
BODY: Final = "ua-09-upravlinnia-komunikatsii-z-hromadskistiu-oblderzhadministratsii"
PAGES: Final = {
    "overview": "/?region=UA-09&year=2017&as_of=2018-01-31",
    "overview-all": "/",
    "overdue": f"/prostrocheni?{PLAN}",
    "agenda": f"/poriadok-dennyi?{PLAN}",
    "meeting": f"/zasidannia?{PLAN}&measure=UA-09-pvu-plan-2013:2.4",
    "bodies": f"/vykonavtsi?{PLAN}",
    "body": f"/vykonavtsi/{BODY}?as_of=2013-12-01",
    "compare": "/porivniannia",
    "measure": "/zakhid/UA-09-civil-society-report-2017:4.5?as_of=2018-01-31",
    "sources": "/dzherela",
    "about": "/pro-initsiatyvu",
}


def take_pictures(address: str) -> None:
    """Writes `docs/<page>-<width>.png` for every page of `PAGES`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 720})
            page.add_init_script("localStorage.setItem('ogp-hints', 'away')")
            for name, path in PAGES.items():
                page.goto(address.rstrip("/") + path, wait_until="networkidle")
                page.wait_for_selector("main h1")
                page.wait_for_timeout(600)
                taken = page.screenshot(full_page=True)
                with Image.open(BytesIO(taken)) as image:
                    # pages have few colours: a third of the bytes is enough, and each state keeps its own
                    few = image.convert("RGB").quantize(method=MOST_COLOURS)
                    few.save(FOLDER / f"{name}-{width}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    take_pictures(sys.argv[1])
