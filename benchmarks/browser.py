"""What a reader waits for and what goes over the wire: every page in Chromium, cold, warm and after a filter change.

`python -m benchmarks.browser [--measures N] [--only PAGE …] [--rounds N] [--json FILE]` serves a database of its own
(the bundled documents, or so many demo measures) and prints for each page: milliseconds to its first chart or row,
kilobytes and requests, with an empty cache and with a full one, then milliseconds from a filter change to the last
change of the page (p50, p95).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from benchmarks.stage import make_database, served, write_figures

PAGES = {
    "Огляд": "/",
    "Прострочені": "/prostrocheni",
    "Виконавці": "/vykonavtsi",
    "Порівняння": "/porivniannia",
    "Календар": "/kalendar",
    "Джерела": "/dzherela",
    "Заходи": "/zakhody",
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHANGES = 24
LOADS = 3
QUIET_MS = 150
# the first chart or row that stands on the page, whichever comes first
_FIRST = """
window.firstSeen = new Promise((done) => {
  const parts = [".js-plotly-plot .main-svg", "tbody tr", ".bar"];
  const seen = () => document.querySelector(parts.map((part) => `#main ${part}`).join());
  const look = () => { if (seen()) done(performance.now()); else requestAnimationFrame(look); };
  requestAnimationFrame(look);
});
"""
# from the change of the address to the last change of the page before it is quiet
_CHANGE = """
([href, quiet]) => new Promise((done) => {
  const begun = performance.now();
  let last = begun, changed = false;
  const watch = new MutationObserver(() => { last = performance.now(); changed = true; });
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
  window.dash_clientside.ogp.go(href);
  const wait = () => {
    const now = performance.now();
    if ((changed && now - last > quiet) || now - begun > 20000) { watch.disconnect(); done(last - begun); }
    else setTimeout(wait, 10);
  };
  wait();
})
"""


def main() -> None:
    """Measures every page and writes what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--measures", type=int, default=0, help="demo measures; 0: the bundled documents"
    )
    parser.add_argument("--only", nargs="+", choices=PAGES, default=list(PAGES), metavar="PAGE")
    parser.add_argument(
        "--rounds", type=int, default=CHANGES, help="changes of a filter, each page"
    )
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        known = {"OGP_DATABASE_URL": make_database(Path(place), asked.measures)}
        with served([sys.executable, "app.py"], known, path="") as (address, _):
            browser = launch(playwright)
            told = {
                name: measure(browser, address + PAGES[name], asked.rounds) for name in asked.only
            }
            browser.close()
    show(told)
    write_figures(asked.json, told)


def launch(playwright: Playwright) -> Browser:
    """Chromium as the system has it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


def measure(browser: Browser, address: str, rounds: int) -> dict[str, float]:
    """The figures of one page, so many changes of its filters."""
    cold, warm = [], []
    for _ in range(LOADS):
        context = browser.new_context(locale="uk-UA", viewport={"width": 1280, "height": 800})
        cold.append(load(context, address))
        warm.append(load(context, address))
        context.close()
    changes = change(browser, address, rounds)
    return {
        **{f"cold_{name}": median(one[name] for one in cold) for name in cold[0]},
        **{f"warm_{name}": median(one[name] for one in warm) for name in warm[0]},
        "change_p50_ms": median(changes),
        "change_p95_ms": quantiles(changes, n=20)[-1],
    }


def load(context: BrowserContext, address: str) -> dict[str, float]:
    """One opening of a page in a new tab."""
    page = context.new_page()
    page.add_init_script(_FIRST)
    wire = Wire(page)
    page.goto(address)
    # awaited in the page: its policy forbids what Playwright's own waiting does
    first = float(page.evaluate("window.firstSeen"))
    page.wait_for_load_state("networkidle")
    page.close()
    return {"first_ms": first, "kb": wire.bytes / 1000, "requests": wire.requests}


class Wire:
    """What goes over the wire for a page; what its cache answers is no request."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        self.requests = 0
        self._cached: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.on(
            "Network.requestServedFromCache", lambda told: self._cached.add(told["requestId"])
        )
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._count)
        session.send("Network.enable")

    def _note(self, told: dict[str, Any]) -> None:
        if told["response"].get("fromDiskCache") or told["response"]["url"].startswith("data:"):
            self._cached.add(told["requestId"])

    def _count(self, told: dict[str, Any]) -> None:
        if told["requestId"] not in self._cached:
            self.requests += 1
            self.bytes += told["encodedDataLength"]


def change(browser: Browser, address: str, rounds: int) -> list[float]:
    """Milliseconds of each of so many filter changes of a page, two before them left out."""
    context = browser.new_context(locale="uk-UA", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_FIRST)
    page.goto(address)
    page.evaluate("window.firstSeen")
    page.wait_for_load_state("networkidle")
    took = []
    for turn in range(rounds + 2):
        year = (2013, 2017)[turn % 2]
        took.append(page.evaluate(_CHANGE, [f"{address}?region=UA-09&year={year}", QUIET_MS]))
    context.close()
    return took[2:]


def show(told: dict[str, dict[str, float]]) -> None:
    """The figures as a table on stdout."""
    names = list(next(iter(told.values())))
    sys.stdout.write(f"{'':<12}" + "".join(f"{name:>15}" for name in names) + "\n")
    for page, figures in told.items():
        sys.stdout.write(
            f"{page:<12}" + "".join(f"{figures[name]:>15.1f}" for name in names) + "\n"
        )


if __name__ == "__main__":
    main()
