"""Cuts a cell into bodies: a new one begins where a new head stands (reading rules 23-27, 47, 56)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from data.model import Role
from etl.values.body_cell import BREAK, CONSENT, COORDINATED, Token
from etl.values.body_item import Item
from etl.values.body_owner import level, owner_lemmas, owner_words
from etl.values.body_phrase import Phrase, is_abbreviation, read_phrase
from etl.values.inflection import Form, Noun, read_adjective, read_noun
from etl.values.lexicon import alternation, words
from etl.values.text import fold

_AND: Final = frozenset({"та", "і", "й"})
_CLOSING: Final = frozenset(')»”“"')
_OPENING: Final = frozenset('«„"(“')


@cache
def _role_prefixes() -> list[tuple[Role, re.Pattern[str]]]:
    keys = (
        (Role.COORDINATOR, "coordinator"),
        (Role.CO_EXECUTOR, "co_executor"),
        (Role.RESPONSIBLE, "responsible"),
    )
    return [
        (role, re.compile(rf"{alternation(words('bodies', key))}\s*[:\-–]")) for role, key in keys
    ]


class Splitter:
    """Cuts the tokens of a cell into items, left to right."""

    def __init__(self, tokens: list[Token], role: Role) -> None:
        self.tokens = tokens
        self.role = role
        self.default = role
        self.case = ""
        self.done: list[Item] = []
        self.current: Item | None = None
        self.shared_head: Phrase | None = None

    def items(self) -> list[Item]:
        place = 0
        while place < len(self.tokens):
            place = self._step(place)
        self._close()
        return [item for item in self.done if item.tokens]

    def _step(self, place: int) -> int:
        token = self.tokens[place]
        if token.text in (CONSENT, COORDINATED):
            self._mark(token.text)
            return place + 1
        if token.text in (";", BREAK) and not token.inside:
            self._close(closed=True)
            self.role = self.default
            return place + 1
        if token.inside:
            return self._take(place)
        role = self._role_at(place)
        if role:
            return place + role
        if self.current is None:
            return self._open(place)
        skip = self._separator(place)
        if skip:
            begun = self._begins(place + skip)
            if begun is not None:
                self._close()
                return self._open(place + skip)
            if token.text == "," and self.shared_head is not None and self._owned():
                self._close()
                return self._open_shared(place + skip)
        elif self._begins_unmarked(place):
            self._close()
            return self._open(place)
        return self._take(place)

    def _take(self, place: int) -> int:
        if self.current is None:
            return self._open(place)
        self.current.tokens.append(self.tokens[place])
        return place + 1

    def _close(self, closed: bool = False) -> None:
        if self.current is not None:
            self.current.closed |= closed
            self.done.append(self.current)
        elif closed and self.done:
            self.done[-1].closed = True
        if closed:
            self.shared_head = None
        self.current = None

    def _mark(self, mark: str) -> None:
        target = self.current or (self.done[-1] if self.done else None)
        if target is None:
            return
        if mark == COORDINATED:
            target.role = Role.COORDINATOR
        else:
            target.consent = True
            group = target.extra and target.extra[0]
            for item in self.done:
                if group and item.extra[:1] == [group]:
                    item.consent = True
        if self.current is not None:
            self._close()

    def _role_at(self, place: int) -> int:
        """The tokens of a prefix such as «координація:» or «співвиконавці –»; sets the role of what follows."""
        if place and self.tokens[place - 1].is_word and self.current is not None:
            return 0
        rest = " ".join(token.folded for token in self.tokens[place : place + 5])
        for role, pattern in _role_prefixes():
            match = pattern.match(rest.replace(" :", ":"))
            if match:
                self._close(closed=True)
                self.role = role if role is not Role.RESPONSIBLE else self.default
                return len(re.findall(r"[^\W_]+|[^\w\s]", match.group()))
        return 0

    # where the next name may begin

    def _separator(self, place: int) -> int:
        """The number of tokens that separate here: a comma, «та», «разом з», «, а також»."""
        length = 0
        if self.tokens[place].text == "," or self.tokens[place].text in ("-", "–", "—", ".") and place + 1 < len(self.tokens):
            length = 1
        rest = [token.folded for token in self.tokens[place + length : place + length + 3]]
        for joined in _joined():
            if rest[: len(joined)] == joined:
                return length + len(joined)
        if rest and rest[0] in _AND:
            return length + 1
        return length

    def _begins(self, place: int) -> Phrase | None:
        phrase = read_phrase(self.tokens, place) or self._shared_list(place)
        if phrase is None:
            return None
        joined = self.tokens[place - 1].folded in (
            "з",
            "із",
            "зі",
            "участю",
            "участі",
            "залученням",
        )
        cases = phrase.cases()
        if (
            phrase.abbreviation
            or "nom" in cases
            or self.case in cases
            or (joined and "ins" in cases)
        ):
            return phrase
        return None

    def _begins_unmarked(self, place: int) -> bool:
        """Whether a name begins without a comma before it (reading rule 27)."""
        previous = self.tokens[place - 1]
        if not self._ends_name(previous):
            return False
        phrase = read_phrase(self.tokens, place)
        if phrase is None or (self.case != "nom" and self.case not in phrase.cases()):
            return False
        if previous.text in (CONSENT, COORDINATED):
            return True
        if phrase.abbreviation:
            return previous.folded in owner_words() or previous.text in _CLOSING
        certain = any(noun.form.case == "nom" and noun.form.number == "sg" for noun in phrase.nouns)
        adjective = phrase.head > phrase.start and "nom" in phrase.cases()
        owner = bool(owner_lemmas() & {noun.lemma for noun in phrase.nouns})
        plural = any(noun.form[:2] == ("nom", "pl") for noun in phrase.nouns) and owner
        return certain or adjective or (plural and previous.folded in owner_words())

    def _ends_name(self, token: Token) -> bool:
        if token.text in _CLOSING or token.text in (CONSENT, COORDINATED):
            return True
        return token.folded in owner_words() and not (
            self.current is not None
            and len(self.current.tokens) == 1
            and not is_abbreviation(token)
        )

    # opening an item

    def _open(self, place: int) -> int:
        token = self.tokens[place]
        if not token.is_word and token.text not in _OPENING:
            return place + 1
        shared = self._shared_list(place)
        if shared is not None:
            return self._open_shared_list(shared)
        phrase = read_phrase(self.tokens, place)
        if phrase is None and token.folded in _AND:
            return place + 1
        if self.shared_head is not None and not (phrase and self._begins(place)):
            return self._open_shared(place)
        self.shared_head = None
        if phrase and self._colon_after(phrase):
            self.shared_head = phrase
            self._set_case(phrase)
            return phrase.head + 2
        if phrase:
            self._set_case(phrase)
            end = phrase.head + 1
            self.current = Item(
                phrase, list(self.tokens[place:end]), self.role, case=self._case_of(phrase)
            )
            return end
        self.current = Item(None, [token], self.role, rule="no head word")
        return place + 1

    def _colon_after(self, phrase: Phrase) -> bool:
        after = self.tokens[phrase.head + 1 : phrase.head + 2]
        return bool(after and after[0].text == ":")

    def _open_shared(self, place: int) -> int:
        head = self.shared_head
        if head is None or place >= len(self.tokens):
            return place + 1
        if not self.tokens[place].is_word:
            return place + 1
        tokens = self.tokens[head.start : head.head + 1]
        self.current = Item(
            head, list(tokens), self.role, case=self._case_of(head), rule="shared head"
        )
        self.current.tokens.append(self.tokens[place])
        return place + 1

    def _owned(self) -> bool:
        """Whether the shared list is cut here: its items end with an owner, or none of them has one."""
        if self.current is None:
            return False
        if self.current.tokens[-1].folded in owner_words():
            return True
        place = self.current.tokens[-1].end
        rest = [t for t in self.tokens if t.start >= place]
        for token in rest:
            if token.text in (";", CONSENT):
                break
            if token.folded in owner_words():
                before = [t for t in rest if t.end <= token.start]
                return self._closes_list(before)
        return True

    def _closes_list(self, before: list[Token]) -> bool:
        """One owner at the very end of a shared list governs every item of it."""
        owned = any(
            item.rule == "shared head" and item.tokens[-1].folded in owner_words()
            for item in self.done
        )
        return (
            not owned and sum(1 for t in before if t.text == ",") >= 1 and self._owners_after() == 1
        )

    def _owners_after(self) -> int:
        place = self.current.tokens[-1].end if self.current else 0
        return sum(1 for t in self.tokens if t.start >= place and t.folded in owner_words())

    def _set_case(self, phrase: Phrase) -> None:
        if not self.case and not phrase.abbreviation:
            self.case = self._case_of(phrase)

    def _case_of(self, phrase: Phrase) -> str:
        cases = phrase.cases()
        if self.case and self.case in cases:
            return self.case
        return next(
            (case for case in ("nom", "dat", "ins", "acc", "gen", "loc") if case in cases), "nom"
        )

    # one noun shared by several adjectives

    def _shared_list(self, place: int) -> Phrase | None:
        """«обласна, районні та міські ради»: adjectives of level or place that share the last noun."""
        groups: list[tuple[int, int]] = []
        here = place
        while here < len(self.tokens):
            end = here
            while end < len(self.tokens) and read_adjective(self.tokens[end].folded):
                end += 1
            if end == here or not self._is_sharing(here, end):
                break
            noun = read_noun(self.tokens[end].folded) if end < len(self.tokens) else ()
            if noun:
                if not groups:
                    return None
                groups.append((here, end))
                return Phrase(place, end, noun, shared=tuple(groups))
            skip = self._list_mark(end)
            if not skip:
                return None
            groups.append((here, end))
            here = end + skip
        return None

    def _is_sharing(self, start: int, end: int) -> bool:
        return any(
            level().fullmatch(token.folded) or token.text[:1].isupper()
            for token in self.tokens[start:end]
        ) and not any(token.inside for token in self.tokens[start:end])

    def _list_mark(self, place: int) -> int:
        if place >= len(self.tokens):
            return 0
        if self.tokens[place].text == ",":
            return 1
        return 1 if self.tokens[place].folded in _AND else 0

    def _open_shared_list(self, phrase: Phrase) -> int:
        """Opens the last item of the list; the ones before it are finished at once."""
        self._set_case(phrase)
        last_start, last_end = phrase.shared[-1]
        tail = self.tokens[last_start:last_end]
        noun = self.tokens[phrase.head]
        common = [t for t in tail if not t.text[:1].isupper() and t is not tail[0]]
        group = f"list {phrase.start}"
        bracket = self._bracket_after(phrase.head + 1)
        for start, end in phrase.shared[:-1]:
            own = list(self.tokens[start:end])
            leveled = any(level().fullmatch(t.folded) for t in own)
            added = [t for t in common if not (leveled and level().fullmatch(t.folded))]
            self._add_shared(own + added, noun, phrase, group, bracket)
        rest = list(tail)
        self._add_shared(rest, noun, phrase, group, [])
        self.current = self.done.pop()
        return phrase.head + 1

    def _bracket_after(self, place: int) -> list[Token]:
        if place >= len(self.tokens) or self.tokens[place].text != "(":
            return []
        end = next((i for i in range(place, len(self.tokens)) if self.tokens[i].text == ")"), place)
        return self.tokens[place : end + 1]

    def _add_shared(
        self, adjectives: list[Token], noun: Token, phrase: Phrase, group: str, bracket: list[Token]
    ) -> None:
        form = read_adjective(adjectives[0].folded)
        numbers = {f.number for f in form if f.case == self.case} or {"pl"}
        number = "sg" if numbers == {"sg"} else "pl"
        nouns = tuple(
            replaced
            for n in phrase.nouns
            if (replaced := _renumber(n, number, self.case)) is not None
        )
        item_phrase = Phrase(0, len(adjectives), nouns or phrase.nouns)
        item = Item(
            item_phrase,
            [*adjectives, noun, *bracket],
            self.role,
            case=self.case,
            rule="shared noun",
        )
        item.extra = [group, number]
        self.done.append(item)


@cache
def _joined() -> list[list[str]]:
    listed = [fold(wording).split() for wording in words("bodies", "joined")]
    return sorted(listed, key=len, reverse=True)


def _renumber(noun: Noun, number: str, case: str) -> Noun | None:
    if noun.form.case != case and noun.form.case != "nom":
        return None
    if noun.form.number == number:
        return noun
    lemma = noun.lemma
    if number == "sg":
        return Noun(Form(noun.form.case, "sg", noun.form.gender), lemma, lemma)
    return noun
