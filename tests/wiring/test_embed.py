"""A chart for other sites: the figures of the overview, frameable by named sites only, without a script."""

import re

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.embed.charts import CHARTS
from data.errors import ConfigError
from data.settings import Settings, read_settings
from tests.support.monitor import TODAY, route, walk

LUHANSK = "/embed/completion?region=UA-09&year=2017&as_of=2018-01-31"


@pytest.fixture(scope="module")
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def test_the_frame_shows_the_bars_of_the_overview(client: FlaskClient) -> None:
    shown = client.get(LUHANSK).text
    figures = re.findall(r'class="val">([^<]+)<', shown.replace("\N{NO-BREAK SPACE}", " "))
    assert figures == [
        "1 із 2 (50 %)",
        "2 із 2 (100 %)",
        "1 із 1 (100 %)",
        "3 із 5 (60 %)",
        "2 із 2 (100 %)",
        "3 із 3 (100 %)",
    ]
    assert "Станом на 31.01.2018 · Регіон: Луганська область · Рік: 2017" in shown
    counts = map(int, re.findall(r'class="digits-\d">(\d+)<', shown))
    assert sum(counts) == 15
    assert "<script" not in shown and "демонстраційні" not in shown.lower()


def test_every_link_opens_beside_the_other_site_and_leads_somewhere(client: FlaskClient) -> None:
    links = re.findall(r'<a [^>]*href="([^"]+)"([^>]*)>', client.get(LUHANSK + "&lang=en").text)
    assert len(links) == 16
    for address, rest in links:
        assert 'target="_blank" rel="noopener"' in rest
        assert "lang=en" in address
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_language_and_look_stand_in_the_address(client: FlaskClient) -> None:
    shown = client.get("/embed/completion?group=theme&lang=en&look=dark").text
    assert '<html lang="en" data-bs-theme="dark">' in shown
    assert "Public participation" in shown
    assert 'data-bs-theme="light"' in client.get("/embed/completion?look=pink").text


def test_no_site_may_frame_it_unless_the_settings_name_it(
    client: FlaskClient, bundled_url: str
) -> None:
    headers = client.get(LUHANSK).headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    sites = "https://rada.example https://*.gov.example:8443"
    open_app = create_app(Settings(database_url=bundled_url, today=TODAY, embed_origins=sites))
    framed = open_app.server.test_client().get(LUHANSK).headers["Content-Security-Policy"]
    assert framed.endswith(f"frame-ancestors {sites}")
    page = open_app.server.test_client().get("/").headers["Content-Security-Policy"]
    assert page.endswith("frame-ancestors 'none'")


def test_the_button_stands_where_a_site_may_frame(monitor: Dash, bundled_url: str) -> None:
    address = "/?region=UA-09&year=2017&group=theme"

    def buttons(app: Dash) -> list[str]:
        parts = walk(route(app.server.test_client(), address)["content"])
        return [
            part["props"]["data-address"]
            for part in parts
            if part["props"].get("data-act") == "copy-embed"
        ]

    assert buttons(monitor) == []
    allowed = Settings(database_url=bundled_url, today=TODAY, embed_origins="*")
    query = "region=UA-09&year=2017&group=theme&lang=uk"
    assert buttons(create_app(allowed)) == [
        f"/embed/completion?{query}",
        # the map is of all plans, whatever plan the page is about
        "/embed/regions?lang=uk",
    ]


def test_regions_stand_with_the_rates_of_their_tiles(client: FlaskClient) -> None:
    shown = " ".join(client.get("/embed/regions").text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "<h1>Плани є в 3 регіонах із 27, результати відомі в 1</h1>" in shown
    names = re.findall(r'class="lab"[^>]*>([^<]+)</a>', shown)
    # of several programmes each is named, and regions follow the Ukrainian order
    assert names == [
        "Луганська область · Стратегія ГС, ПВУ",
        "м. Київ · ПВУ",
        "Чернігівська область · ПВУ",
    ]
    figures = re.findall(r'class="val">([^<]+)<', shown)
    assert figures == ["12 із 15 (80 %), охоплення 30 %", "звітів немає", "звітів немає"]
    counts = map(int, re.findall(r'class="digits-\d">(\d+)<', shown))
    assert sum(counts) == 89


def test_the_late_and_the_unreported_are_never_one_bar(client: FlaskClient) -> None:
    shown = client.get("/embed/late").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "<h1>Прострочено: 3; строк минув, звіту немає: 60</h1>" in shown
    heads = re.findall(r'class="head">([^<]+)<', shown)
    assert heads == ["Прострочено: 3", "Строк минув, звіту немає: 60"]
    figures = [int(one.split()[0]) for one in re.findall(r'class="val">([^<]+)<', shown)]
    assert (figures[:4], sum(figures[4:])) == ([0, 3, 0, 0], 60)
    assert "st-overdue" in shown and "st-unreported" in shown
    band = re.search(r'href="(/prostrocheni\?rows=overdue&amp;f_days=31..90)"', shown)
    assert band is not None
    # a plan whose deadlines all lie ahead
    nothing = client.get("/embed/late?region=UA-09&year=2013&as_of=2013-03-01&direction=none").text
    assert "даних немає" in nothing
    assert (
        "Строків, що минули без виконання, немає"
        in client.get("/embed/late?region=UA-09&year=2013&as_of=2013-03-01&theme=budget").text
    )


def test_the_page_of_open_data_names_every_chart(monitor: Dash) -> None:
    parts = walk(route(monitor.server.test_client(), "/data")["content"])
    told = [
        str(part["props"].get("href", "")).removeprefix("/embed/")
        for part in parts
        if str(part["props"].get("href", "")).startswith("/embed/")
    ]
    assert told == list(CHARTS)


@pytest.mark.parametrize(
    "sites",
    ["rada.example", "'self'; script-src *", "https://a,https://b", "javascript:x", "https://"],
)
def test_a_word_that_is_no_site_stops_the_start(
    sites: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OGP_EMBED_ORIGINS", sites)
    with pytest.raises(ConfigError) as raised:
        read_settings()
    assert raised.value.values["name"] == "OGP_EMBED_ORIGINS"


def test_a_selection_without_measures_and_an_unknown_chart(
    client: FlaskClient, empty_monitor: Dash
) -> None:
    assert "Для цього вибору даних немає" in client.get("/embed/completion?region=UA-99").text
    assert client.get("/embed/nothing").status_code == 404
    empty = empty_monitor.server.test_client().get("/embed/completion")
    assert empty.status_code == 200 and "даних немає" in empty.text


def test_words_of_documents_are_shown_as_they_are(client: FlaskClient) -> None:
    shown = client.get("/embed/completion?region=<script>&plan=</title><b>").text
    assert "<script>" not in shown and "</title><b>" not in shown
