"""Which measure of which plan a row of a report speaks of: number and wording together.

Offices renumber, reword, leave out and add rows, so a number alone proves nothing. A pair that another pair
could as well replace, or whose words are only alike, is proposed and never joined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from rapidfuzz import fuzz, process

from data.identity import fold_for_search
from data.links import SEVERAL_PLANS, Decisions, Line, Link, LinkDecision, Paper

SURE_WORDS: Final = 0.90
SURE_WITH_NUMBER: Final = 0.75
LIKELY_WORDS: Final = 0.78
LIKELY_WITH_NUMBER: Final = 0.60
LEAST_FIT: Final = 0.3
_MARGIN: Final = 0.04
_FIT_MARGIN: Final = 0.1
_TITLE_MARGIN: Final = 5.0
# the number decides between equal wordings, never against a clearly better one
_SAME_NUMBER: Final = 0.06
_SAME_DIRECTION: Final = 0.03
_SHORTENED: Final = 0.85
_FEWEST_WORDS: Final = 4
# a word and its forms: «заходів» and «заходи» begin alike
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ENDING: Final = 2
_STEM: Final = 3
_MAX_COMPARISONS: Final = 4_000_000


_Likeness: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row and a measure that may belong together; `rank` is the wording's score and what the number adds."""

    row: int
    measure: int
    score: float
    same_number: bool
    rank: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a plan fits a report: the links that would be, and the share of rows they join."""

    plan: Paper
    links: tuple[Link, ...]
    share: float
    title: float


def link_report(
    report: Paper, plans: Sequence[Paper], decisions: Decisions | None = None
) -> tuple[Link, ...]:
    """The links of a report's undecided rows to the plan it reports on; none where no loaded plan fits.

    Every undecided row gets one link: joined, proposed or outside the plan. Where two plans fit alike all are
    proposed. A person's acceptance names the plan, whatever the headers say.
    """
    decisions = decisions or Decisions()
    chosen = _accepted_plan(plans, decisions)
    if chosen is not None:
        return match_rows(report.lines, chosen, decisions)
    fits = sorted(
        (fit for fit in _fits(report, plans, decisions) if fit.share >= LEAST_FIT),
        key=lambda fit: (-fit.share, -fit.title, fit.plan.key),
    )
    if not fits:
        return ()
    near = [fit for fit in fits if fit.share >= fits[0].share - _FIT_MARGIN]
    near.sort(key=lambda fit: (-fit.title, -fit.share, fit.plan.key))
    if len(near) > 1 and near[0].title - near[1].title < _TITLE_MARGIN:
        return tuple(_doubt(link) for link in near[0].links)
    return near[0].links


def stays_with(report: Paper, plan: Paper, share: float, other: Paper) -> bool:
    """Whether a report whose rows are linked to `plan` alone stays so, however well the measures of `other` fit.

    `share` of its rows is joined at least. A region has a plan of each community: the reports on all of them need
    not be matched anew when one more comes.
    """
    if not _may_report_on(report, other):
        return True
    fits_well = share >= 1 - _FIT_MARGIN
    return fits_well and _title_fit(report, other) <= _title_fit(report, plan) - _TITLE_MARGIN


def match_rows(
    rows: Sequence[Line], plan: Paper, decisions: Decisions | None = None
) -> tuple[Link, ...]:
    """One link for each undecided row of a report; a measure of the plan is linked to one row at most."""
    decisions = decisions or Decisions()
    standing = {line.measure_id for line in plan.lines}
    kept = {row: one for row, one in decisions.accepted.items() if one in standing}
    taken = set(kept.values())
    free_rows = sorted((row for row in rows if row.measure_id not in kept), key=_content)
    free = sorted((one for one in plan.lines if one.measure_id not in taken), key=_content)
    pairs = [
        pair
        for pair in _pairs(free_rows, free)
        if (free_rows[pair.row].measure_id, free[pair.measure].measure_id) not in decisions.rejected
    ]
    joined = _assign(pairs)
    doubtful = _contested(pairs, joined)
    links = []
    for index, row in enumerate(free_rows):
        pair = joined.get(index)
        if pair is None:
            links.append(Link(row.measure_id, plan.key, "", 0.0, "none", LinkDecision.OUTSIDE))
            continue
        rule, decision = _judge(pair, index in doubtful)
        measure_id = free[pair.measure].measure_id
        links.append(
            Link(row.measure_id, plan.key, measure_id, round(pair.score, 4), rule, decision)
        )
    return tuple(sorted(links, key=lambda link: link.row_id))


def _fits(report: Paper, plans: Sequence[Paper], decisions: Decisions) -> list[_Fit]:
    """How well plans fit a report, those of the likest title first, as far as another could still decide."""
    titled = [(_title_fit(report, plan), plan) for plan in plans if _may_report_on(report, plan)]
    titled.sort(key=lambda one: (-one[0], one[1].key))
    fits: list[_Fit] = []
    for title, plan in titled:
        if _is_decided(fits, title):
            break
        fits.append(_fit(report, plan, title, decisions))
    return fits


def _is_decided(fits: Sequence[_Fit], title: float) -> bool:
    """Whether no plan of such a title, however well its rows fit, could move the choice among these.

    The plan of the likest title is near the best fit whatever that is, and all that could rival its title were seen.
    """
    fitting = [fit for fit in fits if fit.share >= LEAST_FIT]
    if not fitting:
        return False
    first = fitting[0]
    sure = [
        fit.share >= 1 - _FIT_MARGIN for fit in fitting if fit.title > first.title - _TITLE_MARGIN
    ]
    return all(sure) and title <= first.title - _TITLE_MARGIN


def _accepted_plan(plans: Sequence[Paper], decisions: Decisions) -> Paper | None:
    if not decisions.accepted:
        return None
    accepted = set(decisions.accepted.values())
    counts = [
        (sum(line.measure_id in accepted for line in plan.lines), plan.key, plan) for plan in plans
    ]
    most = max(counts, key=lambda count: count[:2], default=None)
    return most[2] if most is not None and most[0] else None


def _may_report_on(report: Paper, plan: Paper) -> bool:
    """The same known region, the same programme, years that meet."""
    if not report.region_iso or report.region_iso != plan.region_iso:
        return False
    first = report.year_start or (report.told_on.year if report.told_on else None)
    last = report.year_end or first
    if report.programme != plan.programme or first is None or plan.year_start is None:
        return False
    return plan.year_start <= (last or first) and first <= (plan.year_end or plan.year_start)


def _title_fit(report: Paper, plan: Paper) -> float:
    """How like the titles are, out of 100, with what the same years add and a name of another place takes."""
    same_years = (report.year_start, report.year_end) == (plan.year_start, plan.year_end)
    told, planned = _words(report.title), _words(plan.title)
    alike = fuzz.token_set_ratio(told, planned)
    return float(alike + (same_years - _names_another(told, planned)) * _TITLE_MARGIN)


@lru_cache(maxsize=1 << 14)
def _names_another(told: str, planned: str) -> bool:
    """Whether a plan's title has a word that a report's has in no form: the name of another community or raion.

    Long titles of one region are alike in all else: «План заходів … громада «Вербова Балка»».
    """
    said = f" {told}"
    stems = (word[: max(len(word) - _ENDING, _STEM)] for word in _LONG_WORD.findall(planned))
    return any(f" {stem}" not in said for stem in stems)


def _fit(report: Paper, plan: Paper, title: float, decisions: Decisions) -> _Fit:
    links = match_rows(report.lines, plan, decisions)
    worth = {LinkDecision.AUTOMATIC: 1.0, LinkDecision.PROPOSED: 0.5}
    joined = sum(worth.get(link.decision, 0.0) for link in links)
    fewest = min(len(report.lines), len(plan.lines))
    return _Fit(plan, links, joined / fewest if fewest else 0.0, title)


def _doubt(link: Link) -> Link:
    if link.decision is not LinkDecision.AUTOMATIC:
        return link
    proposed = LinkDecision.PROPOSED
    return Link(link.row_id, link.plan_key, link.measure_id, link.score, SEVERAL_PLANS, proposed)


def _judge(pair: _Pair, contested: bool) -> tuple[str, LinkDecision]:
    if contested:
        return "several_measures", LinkDecision.PROPOSED
    if pair.same_number and pair.score >= SURE_WITH_NUMBER:
        return "number_and_words", LinkDecision.AUTOMATIC
    if pair.score >= SURE_WORDS:
        return "words", LinkDecision.AUTOMATIC
    return ("number_and_like" if pair.same_number else "like"), LinkDecision.PROPOSED


def _assign(pairs: Sequence[_Pair]) -> dict[int, _Pair]:
    """The best pairs first, each row and each measure once."""
    found: dict[int, _Pair] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda one: (-one.rank, one.row, one.measure)):
        if pair.row not in found and pair.measure not in taken:
            found[pair.row] = pair
            taken.add(pair.measure)
    return found


def _contested(pairs: Sequence[_Pair], joined: dict[int, _Pair]) -> set[int]:
    """Rows whose link another one could as well replace: no better claim holds the rival."""
    of_measure = {pair.measure: pair for pair in joined.values()}
    found = set()
    for pair in pairs:
        row, measure = joined.get(pair.row), of_measure.get(pair.measure)
        if row is None or measure is None or row is measure:
            held = row or measure
            if held is not None and held is not pair and pair.rank >= held.rank - _MARGIN:
                found.add(held.row)
        elif pair.rank >= max(row.rank, measure.rank) - _MARGIN:
            found |= {row.row, measure.row}
    return found


def _pairs(rows: Sequence[Line], measures: Sequence[Line]) -> Iterator[_Pair]:
    """The pairs that are alike enough to be looked at."""
    if not rows or not measures:
        return
    ours, theirs = ([_words(line.full_text) for line in lines] for lines in (rows, measures))
    near = _near_by_number(rows, measures)
    if len(rows) * len(measures) <= _MAX_COMPARISONS:
        alike = _likeness(rows, measures, ours, theirs)
        for row, measure in np.argwhere(alike >= LIKELY_WORDS):
            near.setdefault((int(row), int(measure)), (False, False))
    else:
        near |= {pair: near.get(pair, (False, False)) for pair in _near_by_text(ours, theirs)}
    for (row, measure), (same_number, same_direction) in near.items():
        score = _score(rows[row], measures[measure], ours[row], theirs[measure], same_number)
        if score >= (LIKELY_WITH_NUMBER if same_number else LIKELY_WORDS):
            extra = _SAME_NUMBER * same_number + _SAME_DIRECTION * same_direction
            yield _Pair(row, measure, score, same_number, score + extra)


def _likeness(
    rows: Sequence[Line], measures: Sequence[Line], ours: list[str], theirs: list[str]
) -> _Likeness:
    whole = _ratios(ours, theirs)
    if all(line.title == line.full_text for line in (*rows, *measures)):
        return whole
    titles = _ratios(*([_words(line.title) for line in lines] for lines in (rows, measures)))
    return np.maximum(whole, titles)


def _ratios(ours: list[str], theirs: list[str]) -> _Likeness:
    """How like texts are, in [0, 1], as far as it matters: two that differ much are 0."""
    matters = 100 * LIKELY_WORDS - 1
    found = process.cdist(ours, theirs, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=matters)
    return np.asarray(found / 100, dtype=np.float32)


def _near_by_number(
    rows: Sequence[Line], measures: Sequence[Line]
) -> dict[tuple[int, int], tuple[bool, bool]]:
    numbered = defaultdict(list)
    for index, line in enumerate(measures):
        numbered[_number(line.number)].append(index)
    return {
        (index, measure): (True, measures[measure].direction_number == row.direction_number)
        for index, row in enumerate(rows)
        if _number(row.number)
        for measure in numbered.get(_number(row.number), ())
    }


def _near_by_text(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for index, words in enumerate(theirs):
        places[words].append(index)
    for index, words in enumerate(ours):
        for measure in places.get(words, ()):
            yield index, measure


def _score(row: Line, measure: Line, ours: str, theirs: str, same_number: bool) -> float:
    """The likeness of two wordings; a row of a report may keep only the lead sentence of a measure."""
    score = fuzz.ratio(ours, theirs) / 100
    titles = (_words(row.title), _words(measure.title))
    if min(len(title.split()) for title in titles) >= _FEWEST_WORDS:
        score = max(score, fuzz.ratio(*titles) / 100)
    if same_number and min(len(text.split()) for text in (ours, theirs)) >= _FEWEST_WORDS:
        score = max(score, _SHORTENED * fuzz.token_set_ratio(ours, theirs) / 100)
    return float(score)


def _content(line: Line) -> tuple[str, ...]:
    """The order of lines by what they say: the order in which they stand decides nothing."""
    return (_number(line.number), line.direction_number, _words(line.full_text), line.measure_id)


@lru_cache(maxsize=1 << 14)
def _number(number: str) -> str:
    """A number as it is compared: «1.10.» and «1.10» are one."""
    return re.sub(r"[^\w.]+", "", fold_for_search(number)).strip(".")


@lru_cache(maxsize=1 << 15)
def _words(text: str) -> str:
    """The words alone; each measure of a plan is compared with every row of its reports."""
    return " ".join(re.findall(r"\w+", fold_for_search(text)))
