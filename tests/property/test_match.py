"""Noise of offices: renumbered, reworded, missing and extra rows never join a row to a wrong measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.identity import fold_for_search
from data.links import Line, LinkDecision, Paper
from data.model import Document
from etl.match import link_report, match_rows
from tests.support.monitor import ROOT
from tests.support.reading import read_document

DOCUMENTS = ROOT / "data" / "documents"
PLANS = ("luhansk-2013.txt", "chernihiv-2012.txt", "kyiv-2014-2015.md")
EXTRA = (
    "Видання довідника громадського активіста та соціальної реклами",
    "Проведення обласного туру конкурсу «Молодий державний службовець року»",
    "Підписання меморандуму про співпрацю з обласною організацією ветеранів",
)


def read_plan(name: str) -> Paper:
    """A real plan as far as linking looks at it."""
    document: Document = read_document(name, (DOCUMENTS / name).read_bytes())
    lines = tuple(
        Line(f"plan:{one.position}", one.number, one.direction_number, one.title, one.full_text)
        for one in document.measures
    )
    return Paper("plan", "", "pvu", "UA-09", 2013, 2013, None, lines)


PAPERS = {name: read_plan(name) for name in PLANS}
seeds = st.integers(0, 2**32 - 1)


def row_of(line: Line, number: str, text: str) -> Line:
    """The row of a report on a measure; its address names the measure, which the matcher does not read."""
    return Line(f"row:{line.measure_id}", number, line.direction_number, text, text)


def noisy(text: str, random: Random) -> str:
    """The text as another hand types it: a letter lost or doubled, quotes, capitals, a word dropped."""
    words = text.split()
    if len(words) > 12:
        del words[random.randrange(1, len(words))]
    at = random.randrange(len(words))
    words[at] = words[at][:-1] or words[at]
    noisy_text = " ".join(words).replace("«", '"').replace("»", '"')
    return noisy_text.upper() if random.random() < 0.2 else noisy_text


@pytest.mark.parametrize("name", PLANS)
@given(seed=seeds)
def test_noise_never_joins_a_wrong_measure(name: str, seed: int) -> None:
    random, plan = Random(seed), PAPERS[name]
    kept = random.sample(plan.lines, random.randrange(1, len(plan.lines) + 1))
    renumber = random.random() < 0.5
    rows = [
        row_of(line, str(place) if renumber else line.number, noisy(line.full_text, random))
        for place, line in enumerate(kept, start=1)
    ]
    extra = [Line(f"extra:{n}", f"1.{n}", "", text, text) for n, text in enumerate(EXTRA, start=1)]
    links = match_rows([*rows, *extra], plan)
    found = {link.row_id: link for link in links}
    assert set(found) == {row.measure_id for row in (*rows, *extra)}
    for row in rows:
        link = found[row.measure_id]
        if link.decision is LinkDecision.AUTOMATIC:
            assert f"row:{link.measure_id}" == row.measure_id
    joined = sum(found[row.measure_id].decision is LinkDecision.AUTOMATIC for row in rows)
    assert joined >= 0.8 * len(rows) - 1
    assert all(found[one.measure_id].decision is not LinkDecision.AUTOMATIC for one in extra)


@pytest.mark.parametrize("name", PLANS)
@given(seed=seeds)
def test_a_measure_is_taken_once_and_order_decides_nothing(name: str, seed: int) -> None:
    random, plan = Random(seed), PAPERS[name]
    rows = [
        row_of(line, random.choice([line.number, "", "1.1"]), noisy(line.full_text, random))
        for line in plan.lines
    ]
    # the same measure told twice, in different words
    rows += [
        Line(f"again:{one.measure_id}", "", "", one.title, f"{one.full_text} знову")
        for one in rows[:3]
    ]
    links = match_rows(rows, plan)
    taken = Counter(link.measure_id for link in links if link.measure_id)
    assert max(taken.values()) == 1
    shuffled = random.sample(rows, len(rows))
    turned = Paper(**{**_parts(plan), "lines": tuple(random.sample(plan.lines, len(plan.lines)))})
    assert match_rows(shuffled, turned) == links


def _parts(plan: Paper) -> dict[str, object]:
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def test_the_plans_say_different_things() -> None:
    for plan in PAPERS.values():
        texts = [fold_for_search(line.full_text) for line in plan.lines]
        assert len(texts) == len(set(texts)) >= 15


@given(
    seed=seeds,
    titles=st.lists(
        st.sampled_from(["", "Лисичанськ", "Лисичанська", "Кремінна № 2"]), min_size=2, max_size=5
    ),
)
def test_plans_that_are_not_looked_at_would_change_nothing(seed: int, titles: list[str]) -> None:
    random = Random(seed)
    lines = PAPERS[PLANS[0]].lines
    plans = [
        replace(
            PAPERS[PLANS[0]],
            key=f"plan {number}",
            title=f"План заходів з реалізації Ініціативи {title}",
            lines=tuple(
                replace(line, measure_id=f"{number}:{line.measure_id}")
                for line in random.sample(lines, random.randrange(3, len(lines)))
            ),
        )
        for number, title in enumerate(titles)
    ]
    rows = [row_of(line, line.number, line.full_text) for line in random.choice(plans).lines]
    report = replace(plans[0], key="report", title="Звіт про план заходів Лисичанськ", lines=rows)
    with pytest.MonkeyPatch.context() as patch:
        found = link_report(report, plans)
        patch.setattr("etl.match._is_decided", lambda fits, title: False)
        assert found == link_report(report, plans)
