"""The public takes the data away: from the footer to the files, the API, and a chart on a site of its own."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from dash import Dash
from flask import Flask
from playwright.sync_api import Page

from dashboard import create_app
from data.settings import Settings
from tests.support.monitor import TODAY

LUHANSK = "?region=UA-09&year=2017&as_of=2018-01-31"


def test_from_the_footer_to_the_files_and_the_api(
    page: Page, monitor_address: str, tmp_path: Path
) -> None:
    page.goto(monitor_address + "/?lang=en")
    page.get_by_role("link", name="Open data and API").click()
    page.get_by_role("heading", name="4 plans, 89 measures and 15 outcomes").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Everything as ZIP").click()
    download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {"datapackage.json", "measures.csv"} <= set(archive.namelist())
    asked = page.get_by_role("link", name="/api/v1/plans").get_attribute("href")
    assert asked == "/api/v1/plans?lang=en"
    assert page.request.get(monitor_address + asked).json()["total"] == 4


def test_nothing_sticks_out_on_a_phone(
    open_page: Callable[..., Page], monitor_address: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(monitor_address + "/data")
    page.get_by_role("heading", name="API: ").wait_for()
    page.locator("details.open-fields summary").nth(2).click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_chart_is_put_on_another_site(
    page: Page, monitor: Dash, bundled_url: str, serve: Callable[..., str]
) -> None:
    site = Flask("site")
    site_address = serve(site)
    settings = Settings(database_url=bundled_url, today=TODAY, embed_origins=site_address)
    address = serve(create_app(settings).server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(address + "/" + LUHANSK)
    page.get_by_role("button", name="Вставити на сайт").first.click()
    page.get_by_role("status").get_by_text("Рядок для сайту скопійовано").wait_for()
    frame = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r'<iframe src="[^"]+/embed/completion\?region=UA-09[^"]*" .*></iframe>', frame
    )
    site.add_url_rule("/", view_func=lambda: f"<!DOCTYPE html><link rel=icon href=data:,>{frame}")
    page.goto(site_address)
    shown = page.frame_locator("iframe")
    shown.get_by_text("3 із 5 (60 %)").wait_for()
    assert shown.locator("html").get_attribute("lang") == "uk"


def test_the_chart_is_saved_as_svg_with_its_day_and_source(
    page: Page, monitor_address: str, tmp_path: Path
) -> None:
    page.goto(monitor_address + "/" + LUHANSK)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").first.click()
    assert download.value.suggested_filename == "completion.svg"
    download.value.save_as(tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    plain = re.sub(r"<[^>]+>", " ", drawn).replace("\N{NO-BREAK SPACE}", " ")
    for words in ("3 незавершені заходи", "31.01.2018", "Луганська область", "Монітор ПВУ"):
        assert words in plain, words
