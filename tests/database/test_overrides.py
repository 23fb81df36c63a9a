"""Corrections over real databases: stored with a version, taken back without the file, told when idle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data import queries
from data.model import Deadline, DeadlineKind, Document, Status, Theme
from data.override_store import check_overrides, store_overrides
from data.overrides import (
    Override,
    OverrideBook,
    OverrideFate,
    OverrideField,
    Reading,
    StatusReading,
    ThemeReading,
)
from data.records import content_hash
from data.restore import fetch_as_read
from data.store import StoreOutcome, preview_document, store_document, withdraw_document
from etl.values.registry import identify
from tests.database.conftest import Store
from tests.factories import make_document, make_full_measure, make_measure, make_report
from tests.support.commands import Run
from tests.support.reading import read_document

PLAN = "UA-09-pvu-plan-2013"
DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
DUE = Deadline("", DeadlineKind.FIXED, None, (date(2013, 9, 1),), rule="override.deadline")
BUDGET = ThemeReading(Theme.BUDGET, "override.theme")
TOML = """
[[override]]
measure = "UA-09-pvu-plan-2013:1.4"
field = "deadline"
words = "протягом 2013 року"
reason = "Перший квартал названо в додатку"
by = "координатор"
on = 2026-11-22
kind = "fixed"
due_dates = [2013-03-31]
"""


def book(*overrides: Override) -> OverrideBook:
    return OverrideBook(overrides, identify)


def override(
    reading: Reading = BUDGET, printed: str = "Провести захід 1.", number: str = "1.1"
) -> Override:
    fields = {Deadline: OverrideField.DEADLINE, StatusReading: OverrideField.STATUS}
    field = fields.get(type(reading), OverrideField.THEME)
    return Override(
        f"{PLAN}:{number}", field, printed, reading, "причина", "координатор", date(2026, 11, 22)
    )


def test_a_correction_is_stored_with_what_was_read(store: Store) -> None:
    result = store_document(store.engine, make_document(), overrides=book(override()))
    assert [one.fate for one in result.overrides] == [OverrideFate.APPLIED]
    with store.pages.connect() as connection:
        details = queries.fetch_measure(connection, f"{PLAN}:1.1")
        assert details is not None
        assert (details.measure.theme, details.measure.theme_rule) == (
            Theme.BUDGET,
            "override.theme",
        )
        (correction,) = details.corrections
        assert correction.was == ThemeReading(Theme.PARTICIPATION)
        assert (correction.reason, correction.author) == ("причина", "координатор")
        frame = queries.fetch_overrides_frame(connection)
        assert list(frame["measure_id"]) == [f"{PLAN}:1.1"]
        untouched = queries.fetch_measure(connection, f"{PLAN}:1.2")
        assert untouched is not None
        assert untouched.corrections == ()


def test_the_same_corrections_change_nothing_others_make_a_version(store: Store) -> None:
    document, first = make_document(), override()
    other = override(ThemeReading(Theme.TRAINING, "override.theme"))
    outcomes = [
        store_document(store.engine, document, overrides=given).outcome
        for given in (book(first), book(first), book(other), book(), book())
    ]
    assert outcomes == [
        StoreOutcome.INSERTED,
        StoreOutcome.UNCHANGED,
        StoreOutcome.UPDATED,
        StoreOutcome.UPDATED,
        StoreOutcome.UNCHANGED,
    ]


def test_a_correction_survives_a_changed_document(store: Store) -> None:
    store_document(store.engine, make_document(), overrides=book(override()))
    changed = make_document([make_measure(1), make_measure(2, title="Інший захід.")])
    result = store_document(store.engine, changed, overrides=book(override()))
    assert [one.fate for one in result.overrides] == [OverrideFate.APPLIED]


def test_a_correction_that_no_longer_fits_is_an_issue_of_the_document(store: Store) -> None:
    store_document(store.engine, make_document(), overrides=book(override()))
    # the address lives on, its words do not
    changed = make_document([make_measure(1, title="Провести захід першим."), make_measure(2)])
    result = store_document(store.engine, changed, overrides=book(override()))
    assert [one.fate for one in result.overrides] == [OverrideFate.WORDS_DIFFER]
    with store.pages.connect() as connection:
        issues = queries.fetch_issues_frame(connection)
        details = queries.fetch_measure(connection, f"{PLAN}:1.1")
    assert list(issues["code"]) == ["override_words_differ"]
    assert details is not None
    assert (details.measure.theme, details.corrections) == (Theme.PARTICIPATION, ())


def full_document() -> Document:
    return make_document([make_full_measure(1), make_measure(2)])


def test_what_a_file_said_comes_back_without_its_corrections(store: Store) -> None:
    document = full_document()
    one = document.measures[0]
    assert one.outcome is not None
    given = book(
        override(replace(DUE), one.deadline.text, one.number),
        override(
            StatusReading(Status.NOT_DONE, rule="override.status"),
            one.outcome.result_text,
            one.number,
        ),
        override(BUDGET, "слова, яких немає"),
    )
    result = store_document(store.engine, document, overrides=given)
    assert [one.fate for one in result.overrides].count(OverrideFate.APPLIED) == 2
    with store.pages.connect() as connection:
        again, ids = fetch_as_read(connection, result.version_id)
    assert again == document
    assert ids == tuple(f"{PLAN}:{one.number}" for one in document.measures)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.[tm]*")), ids=lambda path: path.name)
def test_real_documents_come_back_whole(store: Store, path: Path) -> None:
    if path.suffix == ".toml":
        return
    document = read_document(path.name, path.read_bytes())
    (result,) = store.load(document)
    with store.pages.connect() as connection:
        again, _ = fetch_as_read(connection, result.version_id)
    assert content_hash(again) == content_hash(document)
    assert again.content == document.content


def test_a_changed_file_takes_effect_without_the_documents(store: Store) -> None:
    store.load(make_document(), make_report())
    given = book(override())
    checked = check_overrides(store.engine, given)
    assert ([one.fate for one in checked.verdicts], checked.waiting) == (
        [OverrideFate.APPLIED],
        (PLAN,),
    )
    before = store.counts()
    (result,) = store_overrides(store.engine, given)
    assert (result.outcome, result.document_key, result.changed) == (
        StoreOutcome.UPDATED,
        PLAN,
        1,
    )
    assert store.counts()["versions"] == before["versions"] + 1
    assert store_overrides(store.engine, given) == []
    assert check_overrides(store.engine, given).waiting == ()
    # and back
    assert len(store_overrides(store.engine, book())) == 1
    with store.pages.connect() as connection:
        assert queries.fetch_overrides_frame(connection).empty


def test_a_correction_of_a_withdrawn_document_waits_for_it(store: Store) -> None:
    store.load(make_document())
    withdraw_document(store.engine, PLAN)
    checked = check_overrides(store.engine, book(override()))
    assert [one.fate for one in checked.verdicts] == [OverrideFate.NO_DOCUMENT]
    assert store_overrides(store.engine, book(override())) == []


def test_a_preview_shows_corrections_and_stores_none(store: Store) -> None:
    before = store.counts()
    preview = preview_document(store.engine, make_document(), book(override()))
    assert [one.fate for one in preview.result.overrides] == [OverrideFate.APPLIED]
    assert store.counts() == before


def test_corrected_bodies_are_settled(store: Store) -> None:
    given = replace(
        override(printed=""),
        field=OverrideField.BODIES,
        reading=(replace(make_measure(1).assignments[0], body="рада", body_id="", canonical=""),),
    )
    store_document(store.engine, make_document(), overrides=book(given))
    with store.pages.connect() as connection:
        assert "ua-09-rada" in set(queries.fetch_bodies_frame(connection)["body_id"])


def test_the_commands_check_and_apply(
    run_etl: Callable[..., Run],
    prepared_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_url)
    own = tmp_path / "own.toml"
    own.write_text(TOML, encoding="utf-8")
    assert run_etl("load", str(DOCUMENTS / "luhansk-2013.txt")).code in {0, 1}
    assert run_etl("overrides").err == "Виправлень 0, діє 0.\n"
    monkeypatch.setenv("OGP_OVERRIDES", str(own))
    run = run_etl("overrides", "check")
    assert run.code == 0
    assert "строк — діє" in run.out
    assert "own.toml, рядок 2" in run.out
    assert f"Збережено з іншими виправленнями: {PLAN}" in run.err
    run = run_etl("overrides", "apply")
    assert (run.code, run.out.split("\n")[0]) == (
        0,
        f"{PLAN}: нова редакція, змінено заходів: 1",
    )
    assert run_etl("overrides", "apply").err.startswith("Усі виправлення вже діють")
    own.write_text(TOML.replace("протягом 2013", "протягом 2014"), encoding="utf-8")
    run = run_etl("load", str(DOCUMENTS / "luhansk-2013.txt"))
    assert "не діє: слова в документі інші" in run.out
    run = run_etl("overrides", "check")
    assert run.code == 1
    own.write_text("[[override]]\n", encoding="utf-8")
    run = run_etl("overrides", "check")
    assert run.code == 2
    assert "own.toml, рядок 1: [[override]] № 1, field" in run.err
    assert str(tmp_path) not in run.err
