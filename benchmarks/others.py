"""Огляд's main view beside the same view in Panel and Streamlit, one after the other in one run.

`python -m benchmarks.others [--measures N] [--python PATH] [--json FILE]`, where PATH is a Python with
`benchmarks/requirements.txt`. Each shows N demo measures with three filters, the completion by theme and the overdue
measures. Printed: milliseconds to the first chart, kilobytes and requests with an empty cache and with a full one;
milliseconds from the choice of another region until sentence and chart show it (each region for the first time, then
once more), and the server's processor time for each.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import LOADS, Wire, launch
from benchmarks.stage import make_database, served, write_figures
from dashboard.filters import Filters
from dashboard.metrics.selection import select_population
from data.engine import make_engine
from data.settings import Settings
from data.snapshot import build_snapshot

HERE = Path(__file__).parent / "frameworks"
COLUMNS = ["number", "title", "region_iso", "year_start", "theme", "state", "days_overdue"]
# what the page shows, however deep its elements hide: the sentence and what the charts draw
_SEEN = """
window.seen = () => {
  const told = [], roots = [document];
  while (roots.length) {
    const root = roots.pop();
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) roots.push(one.shadowRoot);
      if (one.id === "first") continue;
      if (one.tagName === "H1" && !one.closest("#first")) told[0] = one.textContent;
      if (one.classList.contains("js-plotly-plot") && one.data && one.querySelector(".bars path, .barlayer path"))
        told[1] = (told[1] || "") + JSON.stringify(one.data.map((trace) => Array.from(trace.x || [])));
    }
  }
  return told;
};
window.firstChart = new Promise((done) => {
  const look = () => {
    if (window.seen()[1]) done(performance.now());
    else if (performance.now() > 60000) done(-1);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
# from the choice until sentence and charts are others
_CHANGED = """
(before) => new Promise((done) => {
  const look = () => {
    const now = window.seen();
    if (now[0] && now[1] && now[0] !== before[0] && now[1] !== before[1]) done(performance.now());
    else if (performance.now() - window.begun > 20000) done(-1);
    else requestAnimationFrame(look);
  };
  look();
})
"""
# the control of a region is pressed by the page itself, so that no tool's travelling time is counted
_PRESS = """
(region) => {
  window.begun = performance.now();
  const roots = [document];
  while (roots.length) {
    const root = roots.pop();
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) roots.push(one.shadowRoot);
      if (["BUTTON", "LABEL"].includes(one.tagName) && one.textContent.trim() === region) {
        (one.querySelector("input") || one).click();
        return true;
      }
    }
  }
  return false;
}
"""
_OPEN = """
(region) => {
  window.begun = performance.now();
  window.dash_clientside.ogp.go(`/?region=${region}&group=theme`);
  return true;
}
"""


@dataclass(frozen=True)
class App:
    """A server of the view and the way a reader chooses a region in it."""

    name: str
    command: list[str]
    press: str
    path: str = "/"


def main() -> None:
    """Measures the three and writes what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=20_000)
    parser.add_argument("--python", default=".venv-bench/bin/python")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        url = make_database(Path(place), asked.measures)
        frame = Path(place, "measures.pickle")
        regions = write_frame(url, frame)
        known = {"OGP_DATABASE_URL": url, "OGP_BENCH_FRAME": str(frame)}
        browser = launch(playwright)
        told = {app.name: measure(browser, app, known, regions) for app in apps(asked.python)}
        browser.close()
    show(told)
    write_figures(asked.json, told)


def apps(python: str) -> list[App]:
    """Ours as `python app.py` serves it, the others as their documentation says."""
    return [
        App("Монітор ПВУ", [sys.executable, "app.py"], _OPEN, "/?group=theme"),
        App(
            "Panel",
            [python, "-m", "panel", "serve", str(HERE / "panel_app.py"), "--port", "{port}"],
            _PRESS,
            "/panel_app",
        ),
        App(
            "Streamlit",
            [
                *[python, "-m", "streamlit", "run", str(HERE / "streamlit_app.py")],
                *["--server.port", "{port}", "--server.address", "127.0.0.1"],
                *["--server.headless", "true", "--browser.gatherUsageStats", "false"],
            ],
            _PRESS,
        ),
    ]


def write_frame(url: str, file: Path) -> list[str]:
    """The measures as the other views read them; the regions there are."""
    today = Settings(database_url=url).kyiv_today
    snapshot = build_snapshot(make_engine(url, read_only=True), today)
    rows = select_population(snapshot, Filters(), "close")
    frame = rows[COLUMNS].rename(columns={"year_start": "year"})
    for name in ("region_iso", "year", "theme", "state", "number", "title"):
        frame[name] = frame[name].astype(str).astype(object)
    frame["days_overdue"] = frame["days_overdue"].astype(int)
    frame.to_pickle(file)
    return sorted(frame["region_iso"].unique())


def measure(
    browser: Browser, app: App, known: dict[str, str], regions: list[str]
) -> dict[str, float]:
    """The figures of one app; the first opening warms its server and is not counted."""
    with served(app.command, known, app.path) as (address, process):
        open_page(browser.new_context(), address)[0].context.close()
        cold, warm = [], []
        for _ in range(LOADS):
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            cold.append(open_page(context, address)[1])
            warm.append(open_page(context, address)[1])
            context.close()
        figures = {f"cold_{name}": median(one[name] for one in cold) for name in cold[0]}
        figures |= {f"warm_{name}": median(one[name] for one in warm) for name in warm[0]}
        page = open_page(browser.new_context(viewport={"width": 1280, "height": 800}), address)[0]
        for turn in ("first", "again"):
            figures |= change(page, app, process, regions, turn)
        page.context.close()
    return figures


def open_page(context: Any, address: str) -> tuple[Page, dict[str, float]]:
    """A page opened until its first chart stands there and nothing more is asked for."""
    page = context.new_page()
    page.add_init_script(_SEEN)
    wire = Wire(page)
    page.goto(address)
    first = float(page.evaluate("window.firstChart"))
    if first < 0:
        raise SystemExit(f"{address}: no chart within a minute")
    page.wait_for_timeout(1500)
    return page, {"first_ms": first, "kb": wire.bytes / 1000, "requests": wire.requests}


def change(page: Page, app: App, process: int, regions: list[str], turn: str) -> dict[str, float]:
    """Every region once, the first two not counted."""
    took: list[float] = []
    used = 0.0
    for region in regions:
        before = page.evaluate("window.seen()")
        begun = processor_ms(process)
        if not page.evaluate(app.press, region):
            raise SystemExit(f"{app.name}: no control for {region}")
        done = float(page.evaluate(_CHANGED, before))
        took.append(done - float(page.evaluate("window.begun")) if done > 0 else 20_000)
        page.wait_for_timeout(250)
        used += processor_ms(process) - begun
    counted = took[2:]
    return {
        f"{turn}_p50_ms": median(counted),
        f"{turn}_p95_ms": quantiles(counted, n=20)[-1],
        f"{turn}_cpu_ms": used / len(took),
    }


def processor_ms(process: int) -> float:
    """Processor time of a process so far, its threads included."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def show(told: dict[str, dict[str, float]]) -> None:
    """The figures as a table on stdout, and ours against the better of the others."""
    ours, *others = told
    sys.stdout.write(f"{'':<18}" + "".join(f"{name:>13}" for name in told) + f"{'ratio':>9}\n")
    for name in told[ours]:
        best = min(told[other][name] for other in others)
        ratio = told[ours][name] / best if best else float("nan")
        row = "".join(f"{told[app][name]:>13.1f}" for app in told)
        sys.stdout.write(f"{name:<18}{row}{ratio:>9.2f}\n")


if __name__ == "__main__":
    main()
