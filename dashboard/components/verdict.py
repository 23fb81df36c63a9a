"""The verdict on a measure: its state on the day, how late it is, and the words of the report that prove it."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.correction import correction_note
from dashboard.components.icon import icon
from dashboard.components.places import place_link
from dashboard.components.quotation import render_pieces
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.dossier import Dossier, Told, due_days, optional_day
from dashboard.links import measure_link, safe_url, source_link
from dashboard.look import LOOKS
from dashboard.names import document_name
from data.i18n import Words
from data.marks import Mark, Piece, Pieces, mark_text
from data.model import State
from data.overrides import OverrideField
from data.state import Overdue

_GAP = " … "


def verdict(view: View, dossier: Dossier) -> html.Section:
    """The panel that answers the page's question."""
    row = dossier.row
    if row is None or not row.counted:
        return _outside(view, dossier)
    name = headline(row)
    content: list[Component] = [
        html.Div(
            [
                swatch(name),
                html.Div(
                    [
                        html.H2(view.words(LOOKS[name].word), className="vw"),
                        html.P(_facts(view, row), className="small mut"),
                    ]
                ),
            ],
            className="vt",
        )
    ]
    ruling = dossier.ruling
    content += _proof(view, ruling) if ruling else [_absence(view, dossier)]
    return html.Section(content, className=f"panel verdict {LOOKS[name].css}")


def headline(row: Any) -> str:
    """The name of the state or fact that heads the verdict: a passed date without a report says just that."""
    return "unreported" if row.state == State.NO_REPORT else str(row.state)


def excerpt(outcome_text: str, quotation: str, denied: tuple[str, ...]) -> Pieces:
    """The words that decided, in printed order, what stands between them as «…»: proof and denial marked."""
    pieces = mark_text(outcome_text, quotation, denied)
    marked = [index for index, piece in enumerate(pieces) if piece.mark is not Mark.PLAIN]
    if not marked:
        return (Piece(quotation, Mark.PROOF),) if quotation else ()
    kept = pieces[marked[0] : marked[-1] + 1]
    return tuple(
        Piece(_GAP) if piece.mark is Mark.PLAIN and piece.text.strip() else piece for piece in kept
    )


def _facts(view: View, row: Any) -> list[str | Component]:
    """«Станом на 31.01.2018 · прострочено 31 день · строк 31.12.2017»."""
    words = view.words
    when = "measure.at_close" if view.is_at_close else "filters.as_of_day"
    parts: list[str | Component] = [words(when, day=words.day(row.as_of))]
    days = words.plural("count.days", int(row.days_overdue))
    if row.overdue == Overdue.OVERDUE:
        parts.append(html.Span(words("measure.days_overdue", days=days), className="late"))
    elif row.overdue == Overdue.UNREPORTED:
        parts.append(words("measure.days_unreported", days=days))
    parts += _dates(words, row)
    if row.state == State.COMPLETED and (row.early or row.lateness):
        parts.append(words(f"measure.done_{'early' if row.early else row.lateness}"))
    elif not row.overdue and row.days_left >= 0:
        parts.append(
            words("measure.days_left", days=words.plural("count.days", int(row.days_left)))
        )
    shown: list[str | Component] = []
    for part in parts:
        shown += [" · ", part] if shown else [part]
    return shown


def _dates(words: Words, row: Any) -> list[str]:
    days = due_days(row)
    if not days:
        return []
    if len(days) == 1:
        return [words("measure.due", day=words.day(days[0]))]
    parts = [words("measure.due_first", day=words.day(days[0]))]
    late, ahead = optional_day(row, "first_uncovered"), optional_day(row, "next_due")
    if late is not None and late != days[0]:
        parts.append(words("measure.due_missed", day=words.day(late)))
    if ahead is not None:
        parts.append(words("measure.due_next", day=words.day(ahead)))
    elif days[-1] != days[0]:
        parts.append(words("measure.due_last", day=words.day(days[-1])))
    return parts


def _proof(view: View, told: Told) -> list[Component]:
    words, outcome, source = view.words, told.outcome, told.details
    pieces = excerpt(outcome.result_text, outcome.quotation, outcome.denied)
    named = html.A(
        document_name(words, source.header),
        href=safe_url(source_link(source.document_key, "", view.filters)),
        title=source.header.title,
    )
    place = place_link(view, source.document_key, source.measure.place.code, source.earlier_version)
    return [
        html.Blockquote(html.P(render_pieces(pieces)), className="quote words", lang="uk"),
        html.P([icon("file-earmark-text"), " ", named, ", ", place], className="small mut source"),
        *correction_note(words, source.corrections, OverrideField.STATUS),
    ]


def _absence(view: View, dossier: Dossier) -> html.P:
    words, row = view.words, dossier.row
    assert row is not None
    state = str(row.state)
    if state == State.WITHDRAWN:
        return html.P(nbsp(_dropped(view, dossier)), className="absence")
    key = f"measure.absent_{state}"
    if state == State.NO_REPORT and dossier.told:
        key = "measure.absent_stale"
    elif state == State.NO_REPORT and not _has_reports(view, dossier.details.document_key):
        key = "measure.absent_no_reports"
    return html.P(nbsp(words(key)), className="absence")


def _dropped(view: View, dossier: Dossier) -> str:
    """Which version dropped the measure and from which day; one that names no later day dropped it wholly."""
    words, row = view.words, dossier.row
    assert row is not None
    day = optional_day(row, "dropped_on")
    if day is None:
        return words("measure.dropped_wholly", number=row.dropped_by)
    return words("measure.dropped", number=row.dropped_by, day=words.day(day))


def _has_reports(view: View, document_key: str) -> bool:
    plans = view.snapshot.plan_frame
    return bool(plans.loc[plans["document_key"] == document_key, "has_report"].any())


def _outside(view: View, dossier: Dossier) -> html.Section:
    """A measure that no figure counts on this day, and why."""
    words, details = view.words, dossier.details
    if dossier.speaks_of:
        link = html.A(
            words("measure.to_plan_measure"), href=measure_link(dossier.speaks_of, view.filters)
        )
        content: list[str | Component] = [words("measure.outside_linked"), " ", link]
    elif details.withdrawn:
        content = [words("measure.outside_withdrawn")]
    elif dossier.row is not None and dossier.row.outside:
        content = [words("measure.outside_plan")]
    elif dossier.row is None:
        content = [words("measure.outside_old", number=details.version_number)]
    else:
        begins = _begins(view, details.document_key)
        content = [words("measure.outside_not_begun", day=begins)]
    return html.Section(
        [html.H2(words("measure.outside"), className="vw"), html.P(content, className="absence")],
        className="panel verdict outside",
    )


def _begins(view: View, document_key: str) -> str:
    plans = view.snapshot.plan_frame
    days = plans.loc[plans["document_key"] == document_key, "counts_from"]
    return view.words.day(days.iloc[0]) if len(days) else ""
