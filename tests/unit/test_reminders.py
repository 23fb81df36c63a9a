"""Who owes a report: civic and by-consent bodies never, the silent counted from the five documents."""

from datetime import date

import pytest
from sqlalchemy import create_engine

from dashboard.filters import Filters
from dashboard.metrics.reminders import count_silent, find_duties, is_civic
from dashboard.metrics.selection import narrow_rows, select_population
from data.snapshot import Snapshot, build_snapshot
from tests.support.monitor import TODAY


@pytest.fixture(scope="module")
def snapshot(bundled_url: str) -> Snapshot:
    return build_snapshot(create_engine(bundled_url), lambda: TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "Громадська рада при облдержадміністрації",
        "Представники інститутів громадянського суспільства",
        "Інститути громадянського суспільства",
        "ІГС",
        "Обласні та районні громадські організації",
        "громадські об’єднання",
        "Члени громадської ради при Міністерстві",
        "ГО «Центр розвитку»",
        "представники громадськості",
        "ради громадських експертів",
    ],
)
def test_civic_by_the_head_of_the_name(name: str) -> None:
    assert is_civic(name)


@pytest.mark.parametrize(
    "name",
    [
        "Управління комунікацій з громадськістю облдержадміністрації",
        "Департамент з питань внутрішньої політики та зв’язків з громадськими організаціями",
        "Управління з питань внутрішньої політики та зв’язків з громадськістю облдержадміністрації",
        "Відділ роботи із зверненнями громадян апарату облдержадміністрації",
        "Райдержадміністрації",
        "Обласна рада",
        "Міські ради",
        "Громади області",
    ],
)
def test_offices_that_deal_with_the_public_are_not_civic(name: str) -> None:
    assert not is_civic(name)


def test_duties_leave_out_consent_and_the_public(snapshot: Snapshot) -> None:
    rows = snapshot.rows(date(2013, 12, 1))
    names = set(find_duties(snapshot, rows)["name"])
    assert "Управління комунікацій з громадськістю облдержадміністрації" in names
    assert not {name for name in names if is_civic(name)}
    # named in the plan «за згодою» only
    assert "Виконкоми міських рад міст обласного значення" not in names
    assert "Луганський обласний центр політичних та соціологічних досліджень «Політсоціум»" not in (
        names
    )


def test_the_silent_of_luhansk_2013(snapshot: Snapshot) -> None:
    chosen = Filters(region=("UA-09",), year=(2013,))
    rows = narrow_rows(select_population(snapshot, chosen, date(2013, 12, 1)), chosen)
    silent = count_silent(snapshot, rows)
    first = silent.iloc[0]
    assert (first["body"], first["unreported"], first["due"], first["days"]) == (
        *("Управління комунікацій з громадськістю облдержадміністрації", 8, 8),
        304,
    )
    assert first["since"].date() == date(2013, 1, 31)
    assert silent["unreported"].is_monotonic_decreasing
    assert {
        name: bool(own) for name, own in zip(silent["body"], silent["collective"], strict=True)
    }["Райдержадміністрації"]


def test_no_one_is_silent_where_a_report_tells_of_all(snapshot: Snapshot) -> None:
    chosen = Filters(region=("UA-09",), year=(2017,))
    rows = narrow_rows(select_population(snapshot, chosen, date(2018, 1, 31)), chosen)
    assert count_silent(snapshot, rows).empty
