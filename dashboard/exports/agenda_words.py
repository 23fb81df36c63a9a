"""What an agenda says, in words: its heading, its foot, the cells of its rows. Page and files share them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.components.list_head import named
from dashboard.exports.conditions import list_arrangement
from dashboard.lists.agenda import Agenda, Item, Point
from dashboard.lists.columns import executors_text, moved_text
from dashboard.lists.listing import BY_BODY
from dashboard.names import as_of_phrase, describe_selection
from data.deadlines import MovedDeadline
from data.i18n import Words

COLUMNS: Final = ("number", "title", "due", "result", "decision", "new_due")
LONGEST_QUOTATION: Final = 220
_LONGEST_FOOT: Final = 90


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over an agenda: `facts` are (label, value) pairs in their order.

    `is_printed` says whether the plan, the first of them, is called by its document's own title.
    """

    product: str
    as_of: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    date: str
    foot: str
    is_printed: bool


class AgendaWords:
    """The words of one agenda in the reader's language; document texts stay as they are."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.words: Words = agenda.view.words

    def heading(self) -> Heading:
        """Title, plan, selection, summary; the same on the page, on paper and in files."""
        words, view = self.words, self.agenda.view
        printed = self._plan_title()
        selection = describe_selection(view, view.filters.without("rows"))
        facts = [
            (words.plural("agenda.plans", len(self._plans)), printed or named(view, self._plans)),
            (words("agenda.selection"), self._selection(selection)),
            (words("agenda.summary"), self._summary()),
        ]
        as_of = as_of_phrase(words, view.as_of)
        demo = [words("shell.demo")] if self.agenda.is_demo else []
        product = " · ".join((words("shell.product"), *demo))
        foot = " · ".join((product, as_of, selection))
        return Heading(
            product=product,
            as_of=as_of,
            title=words("agenda.heading"),
            subtitle=words(f"agenda.{self.agenda.listing.name}_{self.agenda.grouping}"),
            facts=tuple(facts),
            date=words("agenda.date"),
            foot=foot if len(foot) <= _LONGEST_FOOT else foot[:_LONGEST_FOOT].rstrip(" ·,") + "…",
            is_printed=bool(printed),
        )

    def page_of(self, page: str, pages: str) -> str:
        """The number of a page: «с. 1 з 3»; fields of a file may stand for the numbers."""
        return self.words("agenda.page", page=page, pages=pages)

    def head(self, column: str) -> str:
        """The head of a column."""
        days = "late" if self.agenda.counts_days else "left"
        return self.words(f"agenda.column_{column}" + (f"_{days}" if column == "due" else ""))

    def name(self, point: Point) -> str:
        """The body or direction of a point: «Виконкоми міських рад (за згодою)»."""
        group, words = point.group, self.words
        name = group.name or words(f"lists.nobody_{self.agenda.grouping}")
        name = name[:1].upper() + name[1:]
        if self.agenda.grouping == BY_BODY and group.name and point.by_consent:
            name = f"{name} ({words('role.by_consent')})"
        if group.document_key and self.agenda.several_plans:
            name = f"{name} · {self.agenda.listing.names.plans[group.document_key]}"
        return name

    def count(self, point: Point) -> str:
        """«8 прострочених заходів»."""
        return self.words.plural(f"agenda.count_{self.agenda.listing.name}", len(point.items))

    def due(self, item: Item) -> str:
        """The date that the list speaks of, else the printed words of the deadline."""
        return self.words.day(item.line.due) if item.line.due else item.line.deadline_text

    def days(self, item: Item) -> str:
        """«304 дні»; empty where no days are counted."""
        if item.line.days is None:
            return ""
        if not self.agenda.counts_days and item.line.days == 0:
            return self.words("lists.today")
        return self.words.plural("count.days", item.line.days)

    def moved(self, moved: MovedDeadline) -> str:
        """Where the deadline stood first, and the decision that moved it."""
        return moved_text(moved, self.words)

    def state(self, item: Item) -> str:
        """The word of the state: what the last report says, or that there is none."""
        return self.words(f"state.{item.line.state}")

    def quotation(self, item: Item) -> str:
        """The words of the report behind the state, shortened; empty where none speaks or they stand elsewhere."""
        text = item.line.quotation if item.seen_in is None else ""
        if len(text) > LONGEST_QUOTATION:
            text = text[:LONGEST_QUOTATION].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
        return text

    def seen(self, item: Item) -> str:
        """«див. п. 1» for a measure that was printed before."""
        if item.seen_in is None:
            return ""
        return self.words("agenda.see", point=item.seen_in)

    def notes(self, item: Item) -> list[str]:
        """What stands small under a title: the plan, the role, who answers too."""
        words, own = self.words, item.line.executor
        notes = [item.plan] if item.plan else []
        if own is not None and own.role != "responsible":
            notes.append(words("agenda.role", role=words(f"role.{own.role}")))
        if item.seen_in is None and own is None and item.line.executors:
            notes.append(words("agenda.answer", bodies=executors_text(item.line.executors, words)))
        return notes

    @property
    def _plans(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.document_key for line in self.agenda.lines))

    def _plan_title(self) -> str:
        """The printed title of the one plan of the agenda; empty for several, or for a report without a plan."""
        documents = self.agenda.view.snapshot.documents
        plans = documents[documents["document_key"].isin(self._plans)]
        return str(plans["title"].iloc[0]) if list(plans["kind"]) == ["plan"] else ""

    def _selection(self, selection: str) -> str:
        listing = self.agenda.listing
        arranged = list_arrangement(listing, listing.arrangement(self.agenda.query))
        return " · ".join((selection, *(f"{name}: {value}" for name, value in arranged)))

    def _summary(self) -> str:
        words, agenda = self.words, self.agenda
        counted = int(agenda.view.population["counted"].sum())
        parts = [
            words.plural(
                f"agenda.summary_{agenda.listing.name}",
                len(agenda.lines),
                measures=words.plural("count.of_measures", counted),
            )
        ]
        if agenda.rows > len(agenda.lines):
            parts.append(words("agenda.repeated"))
        return " ".join(parts)
