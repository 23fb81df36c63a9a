"""What those meet who read a page by ear, by keyboard, enlarged or in colours of their own."""

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe") / "axe.min.js"
# WCAG 2.2 A and AA with what axe calls best practice; the size of targets it leaves off by default.
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# what another theme can change
COLOURS = ("color-contrast", "link-in-text-block")
_RUN = """async (given) => {
  const only = given.rules.length ? { type: "rule", values: given.rules } : { type: "tag", values: given.tags };
  const rules = given.rules.length ? {} : { rules: { "target-size": { enabled: true } } };
  const { violations, passes } = await axe.run(document, {
    resultTypes: ["violations"], preload: false, runOnly: only, ...rules });
  return { passed: passes.length, faults: violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ");
    return `${id} (${impact}): ${node.target.join(" ")}\\n    ${node.html.slice(0, 200)}\\n    ${why}`;
  })) };
}"""
_DRAWN = """() => [...document.querySelectorAll(".chart")].every((chart) => chart.querySelector(".main-svg"))
  && document.querySelector("#react-entry-point #main") && !document.getElementById("first")
  && document.fonts.status === "loaded" """

_FITTED = """() => [...document.querySelectorAll(".js-plotly-plot")].every((chart) =>
  !chart.clientWidth || chart.querySelector(".main-svg").clientWidth <= chart.clientWidth + 1)"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def visit(page: Page, address: str) -> None:
    """Opens an address and waits until its charts and tables are drawn."""
    page.goto(address)
    for _ in range(600):
        if page.evaluate(_DRAWN):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never drawn: {address}")


def set_size(page: Page, width: int, height: int = 800) -> None:
    """Another window; waits until charts and tables fit it."""
    page.set_viewport_size({"width": width, "height": height})
    # a chart is drawn anew a moment later
    for _ in range(40):
        page.wait_for_timeout(60)
        if page.evaluate(_FITTED):
            return


def find_barriers(page: Page, *rules: str) -> list[str]:
    """Everything axe finds on the page as it stands, or by the named rules alone: rule, element, why.

    The library is evaluated from outside, so the page's own content policy stays in force.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate(_RUN, {"rules": list(rules), "tags": list(STANDARD)})
    assert found["passed"], "axe looked at nothing"
    faults: list[str] = found["faults"]
    return faults


_CUT = """() => {
  const seen = (one) => one instanceof HTMLElement && one.textContent.trim() && one.clientWidth > 1
    && one.clientHeight > 1 && one.checkVisibility({ visibilityProperty: true });
  const told = (one) => `${one.tagName.toLowerCase()}.${one.className} «${one.textContent.trim().slice(0, 40)}»`;
  const faults = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`the page is ${wide} px wider than the screen`);
  for (const one of document.querySelectorAll("main *, header *, .filters *, footer *")) {
    if (!seen(one) || one.closest(".chart")) continue;
    const style = getComputedStyle(one);
    const cuts = [style.overflowX, style.overflowY].some((way) => ["hidden", "clip"].includes(way));
    const meant = style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
    if (cuts && !meant && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2))
      faults.push(`${told(one)} is cut`);
  }
  return faults;
}"""
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important; }
    * { line-height: 1.5em !important; letter-spacing: .12em !important; word-spacing: .16em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
_FOCUS = """() => {
  const inside = "a[href], button, summary, input, select, textarea, [tabindex='0']";
  const stops = [...document.querySelectorAll(inside)].filter((one) => one.tabIndex >= 0 && !one.disabled
    && one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length).reverse();
  const bar = document.querySelector(".filters, .stage-head");
  const faults = [];
  for (const one of stops) {
    one.focus({ focusVisible: true });
    const named = `${one.tagName.toLowerCase()}.${one.className} «${one.textContent.trim().slice(0, 40)}»`;
    const own = getComputedStyle(one), after = getComputedStyle(one, "::after");
    const ring = own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2;
    // the grid draws its ring inside a cell
    const inner = after.content !== "none" && after.borderTopStyle === "solid";
    if (document.activeElement !== one) faults.push(`${named} takes no focus`);
    else if (!ring && !inner) faults.push(`${named} shows no focus`);
    if (bar && getComputedStyle(bar).position === "sticky" && !bar.contains(one)) {
      const over = bar.getBoundingClientRect(), box = one.getBoundingClientRect();
      if (over.top <= 0 && box.bottom <= over.bottom && box.bottom > over.top) faults.push(`${named} hides`);
    }
  }
  return { stops: stops.length, faults };
}"""
_UNSIGNED = """() => [
  ...[...document.querySelectorAll(".sw")].filter((one) => !one.querySelector(".i")),
  ...[...document.querySelectorAll(".bar > a, .bar > span, a.unit")].filter((one) =>
    !/\\p{L}{3}/u.test(one.getAttribute("aria-label") || one.title || one.textContent)),
].map((one) => one.outerHTML.slice(0, 160))"""


def find_cut(page: Page) -> list[str]:
    """What does not fit: a page wider than the screen, words in a box too small that are not meant to be shortened."""
    found: list[str] = page.evaluate(_CUT)
    return found


def space_out(page: Page) -> None:
    """Lines, words and letters as far apart as WCAG 1.4.12 lets a reader set them."""
    page.evaluate(_SPACED)
    # tables fit their rows to it in the frame after
    page.wait_for_timeout(100)


def find_lost_focus(page: Page) -> list[str]:
    """Stops of the keyboard, from the last to the first, that show no focus or have it under the bar that stays."""
    found = page.evaluate(_FOCUS)
    assert found["stops"], "nothing takes the focus"
    faults: list[str] = found["faults"]
    return faults


def find_unsigned(page: Page) -> list[str]:
    """Signs of states without their icon and parts of bars without a word: colour alone would tell them apart."""
    found: list[str] = page.evaluate(_UNSIGNED)
    return found
