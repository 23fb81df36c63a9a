"""The open data set: valid by its own description, whole, the same in every form, without invented people."""

import csv
import io
import json
import os
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import frictionless
import pytest
from dash import Dash
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard import create_app
from dashboard.opendata.bundle import FILES
from dashboard.opendata.shelf import Shelf
from dashboard.records import TABLES
from data.settings import Settings
from tests.support.monitor import TODAY, route, texts

NOT_IN_ZIP = {"ogp-monitor.xlsx", "ogp-monitor.zip"}


@pytest.fixture(scope="module")
def client(monitor: Dash) -> FlaskClient:
    return monitor.server.test_client()


def _unpack(client: FlaskClient, folder: Path, query: str = "") -> list[str]:
    packed = client.get(f"/data/files/ogp-monitor.zip{query}").data
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_the_package_is_valid_and_so_is_every_row(
    query: str, client: FlaskClient, tmp_path: Path
) -> None:
    names = _unpack(client, tmp_path, query)
    assert set(names) == set(FILES) - NOT_IN_ZIP
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    # six tables were looked at, sizes, hashes and references with them
    counted = {task.name: task.stats["rows"] for task in report.tasks}
    assert counted == {
        "documents": 5,
        "plans": 4,
        "measures": 89,
        "bodies": 34,
        "assignments": 132,
        "outcomes": 15,
    }


def test_a_changed_copy_is_not_valid(client: FlaskClient, tmp_path: Path) -> None:
    _unpack(client, tmp_path)
    table = tmp_path / "outcomes.csv"
    text = table.read_text(encoding="utf-8").replace(",completed,", ",complete,", 1)
    table.write_text(text, encoding="utf-8", newline="")
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert {kind for (kind,) in found} >= {"hash-count", "constraint-error"}


def test_the_package_tells_licence_version_and_day(client: FlaskClient) -> None:
    told = client.get("/data/files/datapackage.json").get_json()
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert (told["version"], told["as_of"], told["demo"]) == ("5", "close", False)
    assert "contributors" not in told
    for resource in told["resources"]:
        descriptions = [field["description"] for field in resource["schema"]["fields"]]
        assert all(descriptions) and not any(text.startswith("fields.") for text in descriptions)


def test_the_files_say_what_the_api_says(client: FlaskClient) -> None:
    for record in TABLES:
        whole = client.get(f"/api/v1/{record.name}?limit=1000&format=csv").text
        assert client.get(f"/data/files/{record.name}.csv").text == whole


def test_the_workbook_holds_the_same_rows_and_no_formula(client: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(client.get("/data/files/ogp-monitor.xlsx").data))
    assert book.sheetnames == ["Паспорт", "Структура", *(record.name for record in TABLES)]
    sheet = book["measures"]
    head, *rows = sheet.iter_rows(values_only=True)
    told = client.get("/api/v1/measures?limit=1000").get_json()["data"]
    place = {name: number for number, name in enumerate(head)}
    assert [row[place["title"]] for row in rows] == [one["title"] for one in told]
    assert {row[place["number"]] for row in rows} >= {"1.1", "1.10"}
    assert all(isinstance(row[place["in_base"]], bool) for row in rows)
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_passport_leaves_open_what_nobody_said(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/data/files/dataset-passport.csv").text)))
    told = dict(rows)
    assert len(rows) == 19
    assert told["Розпорядник інформації"] == ""
    assert told["Відповідальна особа та її електронна адреса"] == ""
    assert told["Ідентифікаційний номер набору даних"] == ""
    assert "http://localhost/data/files/ogp-monitor.zip" in told["Гіперпосилання на набір даних"]


def test_the_passport_says_what_the_settings_say(bundled_url: str) -> None:
    settings = Settings(
        database_url=bundled_url,
        today=TODAY,
        publisher="Луганська обласна державна адміністрація",
        publisher_code="00022450",
        publisher_email="open@loga.gov.ua",
        dataset_id="57b45ef8",
        published_on=date(2026, 1, 9),
    )
    client = create_app(settings).server.test_client()
    told = dict(csv.reader(io.StringIO(client.get("/data/files/dataset-passport.csv").text)))
    assert told["Розпорядник інформації"] == "Луганська обласна державна адміністрація, 00022450"
    assert told["Відповідальна особа та її електронна адреса"] == "open@loga.gov.ua"
    assert told["Дата й час першого оприлюднення"] == "09.01.2026"
    package = client.get("/data/files/datapackage.json").get_json()
    assert package["contributors"][0]["title"] == "Луганська обласна державна адміністрація"


def test_the_structure_names_every_field_of_every_table(client: FlaskClient) -> None:
    rows = _rows(client.get("/data/files/dataset-structure.csv").text)
    named = [(row["table"], row["field"]) for row in rows]
    assert named == [(record.name, name) for record in TABLES for name in record.names]
    assert all(row["description"] for row in rows)


def test_the_same_data_give_the_same_bytes_and_304(client: FlaskClient, bundled_url: str) -> None:
    first = client.get("/data/files/ogp-monitor.zip")
    again = create_app(Settings(database_url=bundled_url, today=TODAY)).server.test_client()
    assert again.get("/data/files/ogp-monitor.zip").data == first.data
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/data/files/ogp-monitor.zip?utm=1", headers=tag).status_code == 304
    assert client.get("/data/files/ogp-monitor.zip?lang=en", headers=tag).status_code == 200


def test_files_of_an_earlier_program_are_not_given(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = {"If-None-Match": client.get("/data/files/measures.csv").headers["ETag"]}
    assert client.get("/data/files/measures.csv", headers=earlier).status_code == 304
    monkeypatch.setattr("dashboard.api.answers.program_digest", lambda: "another")
    assert client.get("/data/files/measures.csv", headers=earlier).status_code == 200


def test_an_unknown_file_is_a_404(client: FlaskClient) -> None:
    for name in ("monitor.sqlite", "..%2Fapp.py", "measures.CSV"):
        assert client.get(f"/data/files/{name}").status_code == 404


def test_an_empty_database_gives_heads_only(empty_monitor: Dash, tmp_path: Path) -> None:
    _unpack(empty_monitor.server.test_client(), tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert "created" not in package


def test_the_page_shows_the_rows_of_each_table_and_the_way_to_the_api(client: FlaskClient) -> None:
    shown = texts(route(client, "/data")["content"])
    plain = [text.replace("\N{NO-BREAK SPACE}", " ") for text in shown]
    assert any("4 плани, 89 заходів і 15 результатів" in text for text in plain)
    assert {"132", "/api/v1/measures", "measures.csv", "не зазначено"} <= set(plain)
    footer = texts(route(client, "/?lang=en")["content"])
    assert "Open data and API" in footer


class Maker:
    """Makes files of so many bytes and notes which it made."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.made: list[str] = []

    def fetch(self, tag: str, size: int = 4) -> bytes:
        return self.shelf.fetch(tag, lambda: self._make(tag, size))

    def _make(self, tag: str, size: int) -> bytes:
        self.made.append(tag)
        return tag.encode() * size


def test_a_shelf_makes_each_file_once_for_all_workers_and_starts(tmp_path: Path) -> None:
    first = Maker(Shelf(tmp_path / "files", room=10))
    fetched = [first.fetch(tag) for tag in "abcab"]
    assert fetched == [b"aaaa", b"bbbb", b"cccc", b"aaaa", b"bbbb"]
    assert first.made == ["a", "b", "c"]
    other = Maker(Shelf(tmp_path / "files"))
    assert other.fetch("a") == b"aaaa"
    assert other.made == []


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    Maker(Shelf(tmp_path)).fetch("a")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-1])
    maker = Maker(Shelf(tmp_path))
    assert maker.fetch("a") == b"aaaa"
    assert maker.made == ["a"]


def test_the_folder_of_a_shelf_has_room_for_the_latest_files(tmp_path: Path) -> None:
    maker = Maker(Shelf(tmp_path, room=0, disk_room=100))
    for number, tag in enumerate("abc"):
        maker.fetch(tag)
        os.utime(tmp_path / tag, (number, number))
    maker.fetch("d")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c", "d"]


def test_a_shelf_without_a_folder_keeps_in_memory(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"not a folder")
    maker = Maker(Shelf(place, room=10))
    assert [maker.fetch("a"), maker.fetch("a")] == [b"aaaa"] * 2
    assert maker.made == ["a"]


def test_who_asks_for_another_file_does_not_wait(tmp_path: Path) -> None:
    shelf, going_on, goes_on = Shelf(tmp_path), threading.Event(), threading.Event()

    def slowly() -> bytes:
        going_on.set()
        assert goes_on.wait(10)
        return b"slow"

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(shelf.fetch, "slow", slowly)
        assert going_on.wait(10)
        assert shelf.fetch("quick", lambda: b"quick") == b"quick"
        goes_on.set()
        assert slow.result(10) == b"slow"
