"""The letter that reminds a body of what is late and near, in the official register of Ukrainian offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin

import numpy as np

from dashboard import links
from dashboard.context import View
from dashboard.lists.lines import Line, read_lines
from dashboard.metrics.reminders import find_duties, is_civic
from dashboard.metrics.selection import Array, find_rows, rows_mask
from dashboard.names import as_of_phrase, plan_names
from data.i18n import Words, words

LISTS: Final = ("overdue", "unreported", "due_soon")
MOST_LINES: Final = 40
_LONGEST_TITLE: Final = 160
_PRONE: Final = ("overdue", "unreported")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter to one body: `text` is the whole of it, `mail` an address that opens a short one in a mail program.

    `counts` are the measures of each list that the letter names. Where there is nothing to write `text` is empty,
    and `silent` says why: `civic`, `by_consent` or `nothing`. `has_consent`: measures joined by consent are left out.
    """

    text: str = ""
    mail: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    silent: str = ""
    has_consent: bool = False


def write_reminder(view: View, body_id: str, name: str) -> Reminder:
    """The reminder to a body about the measures of a view that it is bound to report on.

    By-consent and civic bodies get none: they take part of their own will (product: «workload»).
    """
    if is_civic(name):
        return Reminder(silent="civic")
    duties = find_duties(view.snapshot, view.rows)
    own = duties.loc[duties["body_id"] == body_id, "measure"].to_numpy()
    if not len(own):
        return Reminder(silent="by_consent")
    is_own = np.zeros(len(view.rows), dtype=bool)
    is_own[find_rows(view.rows, own)] = True
    masks = {kind: rows_mask(view.rows, kind).to_numpy(dtype=bool) & is_own for kind in LISTS}
    # what is late for one date and near with the next is told once, as late
    masks["due_soon"] &= ~(masks["overdue"] | masks["unreported"])
    lists = {kind: np.flatnonzero(mask) for kind, mask in masks.items()}
    counts = tuple((kind, len(found)) for kind, found in lists.items() if len(found))
    if not counts:
        return Reminder(silent="nothing")
    ukrainian = words("uk")
    address = urljoin(view.root, links.body_link(body_id, view.filters.without("lang")))
    return Reminder(
        text=_letter(view, name, lists, address, ukrainian),
        mail=_mail(view, counts, address, ukrainian),
        counts=counts,
        has_consent=len(own) < len(view.rows),
    )


def _letter(view: View, name: str, lists: dict[str, Array], address: str, words: Words) -> str:
    shown = np.concatenate(list(lists.values()))
    plans = plan_names(view, words)
    keys = [str(key) for key in view.rows["plan_key"].array.take(shown).unique()]
    total = words.plural("reminder.measures", len(shown))
    opening = {"as_of": as_of_phrase(words, view.as_of), "body": name, "measures": total}
    if len(keys) == 1:
        programme = words(f"programme.{view.rows['programme'].array[shown[0]]}")
        opening |= {"plan": plans[keys[0]], "programme": programme}
    parts = [
        words("reminder.greeting"),
        words("reminder.opening_one" if len(keys) == 1 else "reminder.opening", **opening),
    ]
    for kind, found in lists.items():
        if len(found):
            parts.append(_part(view, kind, found, plans if len(keys) > 1 else {}, words))
    parts.append(words("reminder.request"))
    if any(len(lists[kind]) for kind in _PRONE):
        parts[-1] += " " + words("reminder.request_late")
    parts.append(words("reminder.link", address=address))
    documents = view.snapshot.documents
    if documents["is_demo"].to_numpy()[documents["document_key"].isin(keys)].any():
        parts.insert(0, words("shell.demo").upper())
    return "\n\n".join(parts)


def _part(view: View, kind: str, places: Array, plans: Mapping[str, str], words: Words) -> str:
    """One list of the letter under its head: «Строк минув, звіту немає — 8:»."""
    lines = read_lines(view.snapshot, view.rows, kind, most=MOST_LINES, places=places)
    told = [words(f"reminder.{kind}", count=words.number(len(places)))]
    told += [_line(line, kind, plans, words) for line in lines]
    rest = len(places) - MOST_LINES
    if rest > 0:
        told.append(words("reminder.more", measures=words.plural("count.measures", rest)))
    return "\n".join(told)


def _line(line: Line, kind: str, plans: Mapping[str, str], words: Words) -> str:
    """«– 2.8. Забезпечення регулярного інформування… — строк 31.01.2013, минуло 304 дні»."""
    title = " ".join(line.title.split()) or words("body.untitled")
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    number = f"{line.number.rstrip('.')}. " if line.number else ""
    plan = f" ({plans[line.document_key]})" if plans else ""
    days = line.days or 0
    told = words.plural(f"reminder.days_{kind}", days) if days else words("reminder.today")
    due = words.day(line.due) if line.due else ""
    return words(
        "reminder.line", number=number, title=title.rstrip(".:;"), plan=plan, due=due, days=told
    )


def _mail(view: View, counts: tuple[tuple[str, int], ...], address: str, words: Words) -> str:
    """A letter without an address of a reader; short, for mail programs cut long ones at some 2,000 signs."""
    told = "; ".join(words(f"reminder.short_{kind}", count=count) for kind, count in counts)
    body = words(
        "reminder.short", as_of=as_of_phrase(words, view.as_of), facts=told, address=address
    )
    return f"mailto:?subject={quote(words('reminder.subject'))}&body={quote(body)}"
