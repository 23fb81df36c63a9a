"""The same regions over years: how the rate of each changed, where two years may be compared at all."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.chart import chart
from dashboard.components.compare_marks import marks_text, rate_cell
from dashboard.components.compare_table import plan_table
from dashboard.components.empty import empty_note
from dashboard.components.figures import rate_text
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.components.pill import pill
from dashboard.components.scrolling import scrolling
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.figures.course import ROW, Point, make_course_figure
from dashboard.metrics.comparison import Course, PlanColumn, follow_regions
from dashboard.names import plan_names, region_name
from data.i18n import ukrainian_key

MOST_NAMED: Final = 6
# so many plans are read in a table at once; more stay folded
OPEN_TABLE: Final = 24


def compare_years(view: View, plans: list[PlanColumn]) -> list[Component]:
    """The courses of regions with plans of several years, and every plan in a table with n, coverage and marks."""
    words = view.words
    courses = sorted(
        follow_regions(plans),
        key=lambda one: (ukrainian_key(region_name(words, one.region_iso)), one.programme),
    )
    figures = plan_table(view, plans)
    if len(plans) > OPEN_TABLE and courses:
        return [_courses(view, courses, twin(words, figures))]
    plain = panel(
        words("compare.each_plan"),
        figures,
        html.P(nbsp(words("compare.note")), className="meta more"),
        class_name="spaced",
    )
    if courses:
        return [_courses(view, courses), plain]
    title, text = words("compare.no_course"), words("compare.no_course_why")
    return [empty_note("graph-up", title, text), plain]


def _courses(view: View, courses: list[Course], *below: Component) -> html.Section:
    words = view.words
    years = sorted({year for course in courses for year in course.years})
    names = plan_names(view)
    rows = [
        [_point(view, names, course, year, years.index(year)) for year in course.years]
        for course in courses
    ]
    title = _finding(view, courses)
    several = len({course.programme for course in courses}) > 1
    matrix = html.Div(
        [
            html.Div(
                [html.Span(str(year)) for year in years],
                className="years",
                **{"aria-hidden": "true"},
            ),
            html.Ul([_label(view, course, several) for course in courses], className="places"),
            chart(
                "courses",
                make_course_figure(rows, len(years)),
                f"{words('compare.course')}. {title}",
            ),
        ],
        className="matrix courses",
        style={"--rows": len(courses), "--years": len(years), "--row": f"{ROW}px"},
    )
    return panel(
        title,
        _key(view, rows),
        scrolling(matrix, words("compare.course"), "scroll matrix-scroll"),
        html.P(nbsp(words("compare.note")), className="meta more"),
        *below,
        subtitle=words("compare.counted_course"),
        acts=[term_meaning(words, "porivniannia"), panel_picture(view, "courses")],
        class_name="spaced",
    )


def _finding(view: View, courses: list[Course]) -> str:
    """«Частка зросла у 3 випадках із 5, знизилася у 2», of the courses that may be compared."""
    words = view.words
    changes = [course.points for course in courses if course.points is not None]
    if not changes:
        return words("compare.course_none")
    grew, fell = sum(points > 0 for points in changes), sum(points < 0 for points in changes)
    key = ("same", "fell", "grew", "found")[2 * (grew > 0) + (fell > 0)]
    return words(
        f"compare.course_{key}",
        all=words.number(len(changes)),
        grew=words.plural("compare.in_cases", grew),
        fell=words.plural("compare.in_cases", fell),
    )


def _label(view: View, course: Course, with_programme: bool) -> html.Li:
    """The region, its programme where there are several, and the change in words."""
    words, iso = view.words, course.region_iso
    chosen = {"programme": course.programme, **({"region": iso} if iso else {})}
    parts: list[Component | str] = [
        html.A(nbsp(region_name(words, iso)), href=view.rows_link(**chosen))
    ]
    if with_programme:
        parts += [" ", pill(words(f"programme_short.{course.programme}"))]
    parts.append(html.Span(nbsp(_change(view, course)), className="meta"))
    return html.Li(html.Span(parts))


def _change(view: View, course: Course) -> str:
    """«2015–2017: +20 в. п.»; nothing is said of years that may not be compared."""
    if course.change is None or course.points is None:
        return view.words("compare.not_comparable")
    first, last = course.change
    sign = "+" if course.points > 0 else "−" if course.points < 0 else ""
    change = f"{sign}{abs(course.points)}"
    return view.words("compare.changed", first=first, last=last, change=change)


def _point(view: View, names: dict[str, str], course: Course, year: int, column: int) -> Point:
    words, held, figures = view.words, course.years[year], course.figures(year)
    told = []
    for plan in held[:MOST_NAMED]:
        marked = marks_text(plan.total, words)
        said = [rate_text(plan.total, words), *([marked] if marked != "—" else [])]
        told.append(f"{names[plan.document_key]}: {', '.join(said)}")
    return Point(
        column=column,
        rate=figures.rate,
        is_thin=figures.is_thin,
        label=rate_cell(figures, words),
        told=tuple(told),
        href=view.rows_link(plan=tuple(plan.document_key for plan in held)),
    )


def _key(view: View, rows: list[list[Point]]) -> html.Div:
    """What the points mean, of those that are there."""
    points = [point for row in rows for point in row]
    present = {
        "fair": any(point.rate is not None and not point.is_thin for point in points),
        "hollow": any(point.rate is not None and point.is_thin for point in points),
        "dash": any(point.rate is None for point in points),
    }
    words = {"fair": "compare.key_fair", "hollow": "compare.key_thin", "dash": "compare.key_absent"}
    marks = [
        html.Span([html.Span(className=f"point-key {name}"), " ", view.words(words[name])])
        for name, is_there in present.items()
        if is_there
    ]
    return html.Div(marks, className="key")
