"""Few packed files instead of many: what the index names, how each is answered, what the browser may keep."""

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.assets import ASSETS, asset_address
from dashboard.serving.bundles import Bundles
from dashboard.serving.keeping import find_file, keep_file
from dashboard.serving.packing import PackedFile
from data.settings import Settings
from tests.support.monitor import TODAY

FOREVER = "public, max-age=31536000, immutable"
NAMED = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')


@pytest.fixture
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def _named(client: FlaskClient, path: str = "/") -> list[str]:
    return list(dict.fromkeys(NAMED.findall(client.get(path).text)))


def test_the_index_names_few_files_and_all_of_them_may_be_kept(client: FlaskClient) -> None:
    named = _named(client)
    # a picture, the theme, two fonts, a style sheet, the charts, the pages, two of Dash
    assert len(named) == 9
    for address in named:
        answer = client.get(address, headers={"Accept-Encoding": "br, gzip"}, buffered=True)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == FOREVER, address
        assert "Accept-Encoding" in answer.headers["Vary"]
        if not address.startswith("/assets/fonts/"):
            assert answer.headers.get("Content-Encoding") == "br" or len(answer.data) < 500, address
        assert answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_of_our_scripts_and_sheets_is_lost(client: FlaskClient) -> None:
    sent = "\n".join(
        client.get(address, buffered=True).get_data(as_text=True)
        for address in _named(client)
        if not address.startswith("/assets/fonts/")
    )
    for file in [*ASSETS.glob("*.js"), *ASSETS.glob("*.css")]:
        text = file.read_text(encoding="utf-8")
        # the style sheet names the fonts with their hashes
        assert "\n".join(text.splitlines()[-3:]) in sent, file.name


def test_the_style_sheet_names_the_very_fonts_that_are_fetched_ahead(client: FlaskClient) -> None:
    page = client.get("/").text
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    ahead = re.findall(r'<link rel="preload" as="font" [^>]*href="([^"]+)" crossorigin', page)
    text = client.get(sheet).text
    assert len(ahead) == 2
    assert all(f'url("{address}")' in text for address in ahead)
    assert 'url("fonts/' not in text


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip;q=1.0, br;q=0.1", "gzip", gzip.decompress),
        ("", None, bytes),
        ("zstd", None, bytes),
    ],
)
def test_each_browser_gets_what_it_can_read(
    client: FlaskClient, accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    [address] = [one for one in _named(client) if "/plotly-basic-" in one]
    answer = client.get(address, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == (ASSETS / "plotly-basic.min.js").read_bytes()
    known = {"Accept-Encoding": accepted, "If-None-Match": answer.headers["ETag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.data) == (304, b"")


def test_a_worker_answers_for_the_index_of_another(monitor: Dash, bundled_url: str) -> None:
    named = _named(monitor.server.test_client(), "/zakhody")
    other = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    assert {other.get(address, buffered=True).status_code for address in named} == {200}


def test_a_file_of_an_older_release_is_not_there(client: FlaskClient) -> None:
    assert client.get("/assets/pages-000000000000.css").status_code == 404
    assert client.get("/assets/../app.py").status_code == 404


def test_only_the_present_hash_makes_a_file_unchanging(client: FlaskClient) -> None:
    def kept(address: str) -> str:
        return client.get(address, buffered=True).headers["Cache-Control"]

    assert kept(asset_address("logo.svg")) == FOREVER
    for address in ("/assets/logo.svg", "/assets/logo.svg?v=0", "/assets/logo.svg?m=1"):
        assert kept(address) == "public, max-age=3600"


def test_the_tightest_packing_is_made_once_and_kept(tmp_path: Path) -> None:
    content = (ASSETS / "navigate.js").read_bytes()
    file = PackedFile(content, "text/javascript")
    assert not file.find_tight(tmp_path / "cache")
    file.make_tight(tmp_path / "cache")
    [kept] = (tmp_path / "cache").iterdir()
    tight = find_file(kept)
    assert tight is not None
    assert brotli.decompress(tight) == content
    assert len(tight) < len(brotli.compress(content, quality=5))
    assert PackedFile(content, "text/javascript").find_tight(tmp_path / "cache")


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"no brotli at all", brotli.compress(b"alert(1)")],
    ids=["empty", "damaged", "another"],
)
@pytest.mark.parametrize("is_marked", [True, False])
def test_what_was_kept_is_not_believed(tmp_path: Path, spoilt: bytes, *, is_marked: bool) -> None:
    file = PackedFile(b"let a = 1;" * 200, "text/javascript")
    kept = tmp_path / f"{file.digest}.br"
    keep_file(kept, spoilt) if is_marked else kept.write_bytes(spoilt)
    assert not file.find_tight(tmp_path)
    file.make_tight(tmp_path)
    assert brotli.decompress(find_file(kept) or b"") == file.content


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monitor: Dash) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"not a folder")
    file = PackedFile(b"let a = 1;" * 200, "text/javascript")
    file.make_tight(place)
    with monitor.server.test_request_context(headers={"Accept-Encoding": "br"}):
        assert brotli.decompress(file.answer().data) == file.content
    assert place.read_bytes() == b"not a folder"


def test_bundles_stay_apart_for_two_apps(tmp_path: Path) -> None:
    first, second = Bundles(tmp_path), Bundles(tmp_path)
    first.head("", '<script src="/assets/hints.js?m=1"></script>')
    assert first.is_made
    assert not second.is_made
    shutil.rmtree(tmp_path, ignore_errors=True)
