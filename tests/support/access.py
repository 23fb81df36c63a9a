"""What those meet who read a page by ear, by keyboard, enlarged or in colours of their own."""

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = Path(__file__).with_name("axe") / "axe.min.js"
# WCAG 2.2 A and AA with what axe calls best practice; the size of targets it leaves off by default.
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# what another theme can change
COLOURS = ("color-contrast", "link-in-text-block")
_RUN = """async (given) => {
  const only = given.rules.length ? { type: "rule", values: given.rules } : { type: "tag", values: given.tags };
  const rules = given.rules.length ? {} : { rules: { "target-size": { enabled: true } } };
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"], runOnly: only, ...rules });
  return { passed: passes.length, faults: violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ");
    return `${id} (${impact}): ${node.target.join(" ")}\\n    ${node.html.slice(0, 200)}\\n    ${why}`;
  })) };
}"""
_DRAWN = """() => [...document.querySelectorAll(".chart")].every((chart) => chart.querySelector(".main-svg"))
  && [...document.querySelectorAll(".measures-grid")].every((grid) => grid.querySelector(".ag-row"))
  && !document.querySelector(".bones") && document.fonts.status === "loaded" """


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def visit(page: Page, address: str) -> None:
    """Opens an address and waits until its charts and tables are drawn."""
    page.goto(address)
    expect(page.locator("main")).to_be_visible()
    for _ in range(400):
        if page.evaluate(_DRAWN):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never drawn: {address}")


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
