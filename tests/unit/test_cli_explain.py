"""`--explain`: each step of a reading, for one text, for rows of a file and for a measure of a document."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Run

Etl = Callable[..., Run]
PLAN = Path(__file__).parents[2] / "data" / "documents" / "luhansk-2013.txt"
REPORT = PLAN.with_name("luhansk-2017-report.txt")


def steps(run: Run) -> dict[str, str]:
    """The steps of one reading by their names."""
    assert (run.code, run.err) == (0, "")
    lines = (line.strip().split("  ", 1) for line in run.out.split("\n")[1:] if line.strip())
    return {name: rest[0].strip() for name, *rest in lines if rest}


def test_a_deadline_shows_its_steps(run_etl: Etl) -> None:
    shown = steps(run_etl("parse", "deadline", "до кінця ІІ квaрталу 2013 року", "--explain"))
    assert "⟦" in shown["слова"]
    assert shown["слова"].replace("⟦", "").replace("⟧", "") == "до кінця ІІ квaрталу 2013 року"
    assert shown["як порівняно"] == "до кінця ii кварталу 2013 року"
    assert shown["правило"] == "«до кінця» проміжку — його останній день"
    assert "30.06.2013" in shown["прочитано як"]


def test_what_is_doubtful_is_said(run_etl: Etl) -> None:
    shown = steps(run_etl("parse", "deadline", "протягом року", "--explain"))
    assert "YYYY-12-31" in shown["прочитано як"]
    assert shown["зауваження"].startswith("Строк без року")


def test_each_body_has_its_rule(run_etl: Etl) -> None:
    run = run_etl("parse", "bodies", "управління: освіти, культури (за згодою)", "--explain")
    assert "управління освіти: спільне слово на початку переліку" in run.out
    assert steps(run)["прочитано як"].endswith("управління культури (за згодою)")


def test_a_state_shows_proof_denial_and_confidence(run_etl: Etl) -> None:
    text = "Довідник створено. Видання не здійснювалося. Триває інша робота."
    shown = steps(run_etl("parse", "status", text, "--explain"))
    assert shown["слова"].count("⟦") == 2
    assert shown["не знадобилося"] == "Триває інша робота."
    assert shown["упевненість"].endswith("%")
    assert shown["прочитано як"] == "Виконано частково"


def test_a_theme_shows_its_telling_words(run_etl: Etl) -> None:
    shown = steps(run_etl("parse", "theme", "Розробка антикорупційної програми", "--explain"))
    assert shown["слова"] == "Розробка ⟦антикорупційної⟧ програми"
    assert shown["прочитано як"] == "Запобігання корупції"


def test_rows_of_a_file_keep_their_years(run_etl: Etl, tmp_path: Path) -> None:
    file = tmp_path / "cells.csv"
    file.write_text("text,plan_years\nщороку,2012-2013\nгрудень,\n", encoding="utf-8")
    run = run_etl("parse", "deadline", "--csv", str(file), "--years", "2015", "--explain")
    assert run.code == 0
    assert "31.12.2012, 31.12.2013" in run.out
    assert "31.12.2015" in run.out


@pytest.mark.parametrize("text", ["", "\x1b[31mтекст", "⟦⟧", "а" * 2_000, "İ̇\u0301"])
@pytest.mark.parametrize("kind", ["deadline", "bodies", "status", "theme"])
def test_any_text_is_explained(run_etl: Etl, kind: str, text: str) -> None:
    run = run_etl("parse", kind, "--explain", "--", text)
    assert (run.code, run.err) == (0, "")
    assert "\x1b" not in run.out


def test_a_measure_of_a_document_is_explained(run_etl: Etl) -> None:
    run = run_etl("show", str(REPORT), "--measure", "2.1")
    assert run.code == 0
    for said in ("захід 2.1", "Строк", "Тема", "Стан", "⟦Проведено 38 публічних консультацій"):
        assert said in run.out
    assert "захід 2.2" not in run.out


def test_issues_of_the_row_are_told_with_it(run_etl: Etl) -> None:
    run = run_etl("show", str(PLAN), "--measure", "1.11")
    assert "Тему визначено неоднозначно" in run.out


def test_all_measures_can_be_explained(run_etl: Etl) -> None:
    run = run_etl("show", str(PLAN), "--explain")
    assert run.out.count("\n  Строк\n") == 35


def test_a_number_that_is_not_there_is_told(run_etl: Etl) -> None:
    run = run_etl("show", str(PLAN), "--measure", "99")
    assert run.code == 2
    assert "luhansk-2013.txt: заходу з номером «99» немає" in run.err
