"""`measure`: tables as people label them, thresholds for scripts, wrong rows that can be found again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Run

Etl = Callable[..., Run]
RIGHT = "text,status,origin\nВиконано,completed,written\n"
WRONG = (
    'text;status\nВиконано;completed\n"Питання\nна контролі";not_done\nПроведено форум;not_done\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "results.csv").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "bodies.csv").write_text("text,bodies\nРДА (за згодою),РДА*\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text("name,phone\nРДА,2-15-43\n", encoding="utf-8")
    return tmp_path


def test_a_folder_of_tables(run_etl: Etl, folder: Path) -> None:
    run = run_etl("measure", folder)
    assert run.code == 0
    assert run.err == "list.csv: не розмічена таблиця, пропущено\n"
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert "виконавці 1 1 (100 %) 100 % F1 0 (0 %)" in lines
    assert "стани за звітами 1 1 (100 %) 100 % частка рядків 0 (0 %)" in lines
    assert "completed 1 1 1 1" in lines


def test_wrong_rows_are_listed_with_their_lines(run_etl: Etl, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(WRONG, encoding="utf-8")
    run = run_etl("measure", tmp_path / "r.csv")
    assert run.code == 0
    assert "r.csv, рядок 5  упевнена помилка: зауваження немає\n" in run.out
    assert "r.csv, рядок 3\n" in run.out  # unclear: a person is asked anyway
    assert "Проведено форум\n" in run.out
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert "status: має бути not_done" in lines
    assert "status: прочитано completed" in lines


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--at-least", "results=0.3"), 0, ""),
        (
            ("--at-least", "results=0,5"),
            1,
            "results: 33,33\u00a0%, а потрібно щонайменше 50\u00a0%\n",
        ),
        (("--confident-at-most", "0.5"), 0, ""),
        (
            ("--confident-at-most", "0.02"),
            1,
            "results: упевнених помилок 1 із 3 рядків, це забагато\n",
        ),
    ],
)
def test_thresholds_for_scripts(
    run_etl: Etl, tmp_path: Path, options: tuple[str, ...], code: int, told: str
) -> None:
    (tmp_path / "r.csv").write_text(WRONG, encoding="utf-8")
    run = run_etl("measure", tmp_path, *options)
    assert (run.code, run.err) == (code, told)


def test_the_same_figures_as_json(run_etl: Etl, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(WRONG, encoding="utf-8")
    out = tmp_path / "figures.json"
    assert run_etl("measure", tmp_path, "--json", out).code == 0
    told = json.loads(out.read_text(encoding="utf-8"))["results"]
    assert (told["rows"], told["right"], told["confidently_wrong"]) == (3, 1, 1)
    assert [wrong["line"] for wrong in told["wrong"]] == [3, 5]


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ("text,status\nВиконано,done\n", (), "рядок 2: «done» у стовпці status не буває"),
        ("text,kind,due_dates,plan_years\nщороку,recurring,,12\n", (), "рядок 2: «12»"),
        ("text,size\nВиконано,5\n", (), "зі стовпців «text, size» не видно"),
        ("name\nРДА\n", (), "text"),
        (RIGHT, ("--at-least", "results"), "«results» — не поріг"),
        (RIGHT, ("--at-least", "results=2"), "«2» — не поріг"),
        (RIGHT, ("--at-least", "bodies=0.5"), "для читання «bodies» розмічених рядків немає"),
        (RIGHT, ("--confident-at-most", "nan"), "«nan» — не поріг"),
    ],
)
def test_what_makes_no_sense_is_said(
    run_etl: Etl, tmp_path: Path, table: str, options: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(table, encoding="utf-8")
    run = run_etl("measure", file, *options)
    assert run.code == 2
    assert told in run.err
    assert str(tmp_path) not in run.err


def test_a_folder_without_tables(run_etl: Etl, tmp_path: Path) -> None:
    run = run_etl("measure", tmp_path)
    assert run.code == 2
    assert "жодної розміченої таблиці" in run.err


def test_a_file_that_cannot_be_written(run_etl: Etl, folder: Path) -> None:
    run = run_etl("measure", folder, "--json", folder / "no" / "figures.json")
    assert run.code == 1
    assert "figures.json не вдалося записати" in run.err
