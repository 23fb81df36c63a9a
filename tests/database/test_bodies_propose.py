"""`bodies propose`: like names of one region, with a score, for a person to review."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Run

Etl = Callable[..., Run]
PLAN = """ПЛАН ЗАХОДІВ з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Львівській області на 2016 рік

| № з/п | Назва заходу | Строк виконання | Відповідальні |
|---|---|---|---|
| 1. | Створити сайт | IV квартал | відділ внутрішньої політики ОДА |
| 2. | Провести навчання | II квартал | відділ внутрішньої політики ОДА |
| 3. | Провести форум | II квартал | відділ внутришньої політики ОДА |
| 4. | Провести нараду | II квартал | районний центр зайнятості |
| 5. | Провести огляд | II квартал | РЦЗ |
"""


@pytest.fixture
def loaded(
    run_etl: Etl, prepared_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_url)
    plan = tmp_path / "план.md"
    plan.write_text(PLAN, encoding="utf-8")
    assert run_etl("load", plan).code == 0


def proposed(run: Run) -> list[dict[str, str]]:
    assert (run.code, run.err) == (0, "")
    return list(csv.DictReader(io.StringIO(run.out, newline="")))


@pytest.mark.usefixtures("loaded")
def test_like_names_are_proposed_likest_first(run_etl: Etl) -> None:
    rows = proposed(run_etl("bodies", "propose"))
    assert [list(row.values())[:3] for row in rows] == [
        ["UA-46", "відділ внутришньої політики ОДА", "відділ внутрішньої політики ОДА"],
        ["UA-46", "РЦЗ", "районний центр зайнятості"],
    ]
    assert [(row["alias_count"], row["canonical_count"]) for row in rows] == [
        ("1", "2"),
        ("1", "1"),
    ]
    assert [row["rule"] for row in rows] == ["likeness", "initials"]
    assert int(rows[0]["score"]) > int(rows[1]["score"]) == 95


@pytest.mark.usefixtures("loaded")
def test_a_higher_score_leaves_fewer(run_etl: Etl) -> None:
    assert [row["rule"] for row in proposed(run_etl("bodies", "propose", "--least", "96"))] == [
        "likeness"
    ]


@pytest.mark.usefixtures("loaded")
def test_nothing_alike_is_said(run_etl: Etl) -> None:
    run = run_etl("bodies", "propose", "--least", "100")
    assert (run.code, run.out) == (0, "")
    assert run.err == "Схожих назв, прочитаних як різні виконавці, немає.\n"
