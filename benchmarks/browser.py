"""What a reader waits for and what goes over the wire: every page in Chromium, cold, warm and after a filter change.

`python benchmarks/browser.py [--measures N] [--json FILE]` serves a database of its own (the bundled documents, or so
many demo measures) and prints for each page: milliseconds to its first chart or row, kilobytes and requests, with an
empty cache and with a full one, then milliseconds from a filter change to the last change of the page (p50, p95).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
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
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place, 'bench.sqlite')}"
        fill(url, asked.measures)
        with serving(url) as address, sync_playwright() as playwright:
            program = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            told = {name: measure(browser, address + path) for name, path in PAGES.items()}
            browser.close()
    show(told)
    if asked.json:
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def fill(url: str, measures: int) -> None:
    """A database of the bundled documents, or of demo ones."""
    command = ["demo", "--measures", str(measures)] if measures else ["load"]
    done = subprocess.run(
        [sys.executable, "-m", "etl", *command],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": url},
        capture_output=True,
        check=False,
    )
    # 1: loaded, some rows were not understood
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr.decode())


@contextmanager
def serving(url: str) -> Iterator[str]:
    """The dashboard as `python app.py` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    known = {**os.environ, "OGP_DATABASE_URL": url, "OGP_PORT": str(port)}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=known)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address).close()
                break
            except OSError:
                time.sleep(0.1)
        # the second answer is an ordinary one
        urllib.request.urlopen(address).close()
        yield address
    finally:
        server.terminate()
        server.wait()


def measure(browser: Browser, address: str) -> dict[str, float]:
    """The figures of one page."""
    cold, warm = [], []
    for _ in range(LOADS):
        context = browser.new_context(locale="uk-UA", viewport={"width": 1280, "height": 800})
        cold.append(load(context, address))
        warm.append(load(context, address))
        context.close()
    changes = change(browser, address)
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


def change(browser: Browser, address: str) -> list[float]:
    """Milliseconds of each of some filter changes of a page, the first two left out."""
    context = browser.new_context(locale="uk-UA", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_FIRST)
    page.goto(address)
    page.evaluate("window.firstSeen")
    page.wait_for_load_state("networkidle")
    took = []
    for turn in range(CHANGES + 2):
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
