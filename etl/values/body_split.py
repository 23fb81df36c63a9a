"""Cuts a cell into bodies: a new one begins where a new head stands (reading rules 23-27, 47, 56)."""

from __future__ import annotations

import re
from typing import Final

from data.model import Role
from etl.values.body_between import role_prefix, separator
from etl.values.body_cell import ASSISTING, BREAK, CONSENT, COORDINATED, Token
from etl.values.body_doubt import HEADLESS
from etl.values.body_item import SHARED_HEAD, Item
from etl.values.body_owner import ends_with_owner, owner_lemmas, owner_words, unit_lemmas
from etl.values.body_phrase import (
    MANAGED,
    Phrase,
    is_abbreviation,
    read_phrase,
    read_unlisted,
)
from etl.values.body_shared import (
    AND,
    cuts_shared_head,
    find_shared_noun,
    share_tail,
    split_shared_noun,
)
from etl.values.inflection import Form, Noun, read_adjective, read_noun
from etl.values.lexicon import words

_CLOSING: Final = frozenset(')»”“"')
# «разом з» asks for one case, «за участю» for another
_WITH: Final = {
    **dict.fromkeys(("з", "із", "зі"), "ins"),
    **dict.fromkeys(("участю", "участі", "залученням"), "gen"),
}
_ROLE_MARKS: Final = {COORDINATED: Role.COORDINATOR, ASSISTING: Role.CO_EXECUTOR}
_MARKED: Final = (CONSENT, *_ROLE_MARKS)
_LONGEST_OWNER: Final = 8
_CAPITALS: Final = re.compile(r"[А-ЯҐЄІЇ]{3,7}")
_OPENING: Final = frozenset('«„"(“')


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
        self.shared_owner: list[Token] = []
        self.by_semicolon = False

    def items(self) -> list[Item]:
        """The bodies in the order of the cell."""
        place = 0
        while place < len(self.tokens):
            place = self._step(place)
        self._close()
        return [item for item in self.done if item.tokens]

    def _step(self, place: int) -> int:
        token = self.tokens[place]
        if token.text in _MARKED:
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
        skip = separator(self.tokens, place)
        if skip:
            begun = self._begins(place + skip)
            if begun is not None:
                self._close()
                after = self._open(place + skip)
                if self.current is not None:
                    self.current.added = token.folded in AND
                    self.current.apart = self.tokens[place + skip - 1].folded in _WITH
                return after
            if token.text == "," and self._cuts_shared_head():
                self._close()
                return self._open_shared(place + skip)
        elif self._begins_unmarked(place):
            self._close()
            return self._open(place)
        return self._take(place)

    def _cuts_shared_head(self) -> bool:
        if self.shared_head is None or self.current is None or self.by_semicolon:
            return False
        return cuts_shared_head(self.tokens, self.current, self.done)

    def _take(self, place: int) -> int:
        if self.current is None:
            return self._open(place)
        self.current.tokens.append(self.tokens[place])
        return place + 1

    def _close(self, closed: bool = False) -> None:
        if self.current is not None:
            if self.current.rule == SHARED_HEAD and not ends_with_owner(self.current.tokens):
                self.current.tokens += self.shared_owner
            self.current.closed |= closed
            share_tail(self.done, self.current)
            self.done.append(self.current)
        elif closed and self.done:
            self.done[-1].closed = True
        self.current = None

    def _mark(self, mark: str) -> None:
        target = self.current or (self.done[-1] if self.done else None)
        if target is None:
            return
        if mark in _ROLE_MARKS:
            target.role = _ROLE_MARKS[mark]
        else:
            target.consent = True
            for item in self.done:
                item.consent |= bool(target.group) and item.group == target.group
        if self.current is not None:
            self._close()

    def _role_at(self, place: int) -> int:
        """The tokens of a prefix such as «координація:» or «співвиконавці –»; sets the role of what follows."""
        if place and self.tokens[place - 1].is_word and self.current is not None:
            return 0
        found = role_prefix(self.tokens, place)
        if found is None:
            return 0
        role, length = found
        self._close(closed=True)
        self.shared_head = None
        self.role = role if role is not Role.RESPONSIBLE else self.default
        return length

    # where the next name may begin

    def _begins(self, place: int) -> Phrase | None:
        phrase = (
            read_phrase(self.tokens, place)
            or find_shared_noun(self.tokens, place)
            or self._lone_capitals(place)
            or self._unlisted(place)
        )
        if phrase is None or self._is_governed(place, phrase) or role_prefix(self.tokens, place):
            return None
        if self._serves_two(place, phrase):
            return None
        if self._is_named_together(phrase):
            return None
        cases = phrase.cases()
        wanted = {"nom", self.case}
        with_case = _WITH.get(self.tokens[place - 1].folded)
        if with_case:
            wanted |= {"ins", with_case}
        elif self.current is not None and self.current.apart:
            wanted.add(self.current.case)  # «спільно з виконкомами, інститутами…»
        return phrase if phrase.abbreviation or cases & wanted else None

    def _is_named_together(self, phrase: Phrase) -> bool:
        """«комунальні підприємства, установи та заклади міста»: bare plurals that go on with the one before."""
        if self.current is None or phrase.head > phrase.start:
            return False
        before = _plural_lemmas(read_noun(self.current.tokens[-1].folded))
        listed = words("bodies", "together")
        return bool(before & set(listed[:-1]) and _plural_lemmas(phrase.nouns) & set(listed))

    def _lone_capitals(self, place: int) -> Phrase | None:
        """An abbreviation nobody listed («РЦЗ»), if it stands alone between two separators."""
        token = self.tokens[place] if place < len(self.tokens) else None
        if token is None or not _CAPITALS.fullmatch(token.text):
            return None
        if place and self.tokens[place - 1].folded in AND:
            return None  # «управління праці та СЗН»
        after = self.tokens[place + 1].text if place + 1 < len(self.tokens) else ";"
        if after not in (",", ";", BREAK, CONSENT, *_OPENING):
            return None
        noun = Noun(Form("nom", "sg", "f"), token.text, token.folded)
        return Phrase(place, place, (noun,), abbreviation=True)

    def _unlisted(self, place: int) -> Phrase | None:
        """A body nobody listed, where a word can be nothing but a nominative: «студентське самоврядування»."""
        if self.case not in ("", "nom") or self.current is None:
            return None
        return read_unlisted(self.tokens, place)

    def _is_governed(self, place: int, phrase: Phrase) -> bool:
        """«зв’язків із громадськістю та ЗМІ»: an abbreviation that goes on with what a preposition governs."""
        before = self.tokens[place - 2].folded if place > 1 else ""
        joined = self.tokens[place - 1].folded in AND
        return phrase.abbreviation and joined and bool(MANAGED.fullmatch(before))

    def _serves_two(self, place: int, phrase: Phrase) -> bool:
        """«громадські ради при ОДА та РДА»: the second owner after «при» begins no body."""
        if self.current is None or self.tokens[place - 1].folded not in AND:
            return False
        owner = self.current.tokens[-1].folded in owner_words()
        served = len(self.current.tokens) > 2 and self.current.tokens[-2].folded == "при"
        bare = phrase.head == phrase.start and self.tokens[phrase.head].folded in owner_words()
        return owner and served and bare

    def _begins_unmarked(self, place: int) -> bool:
        """Whether a name begins without a comma before it (reading rule 27)."""
        previous = self.tokens[place - 1]
        new_line = self.tokens[place].new_line
        if not new_line and not self._ends_name(previous):
            return False
        phrase = read_phrase(self.tokens, place)
        if new_line and phrase is not None and not self._ends_name(previous):
            return self._begins_line(place, phrase)
        if phrase is None or (self.case != "nom" and self.case not in phrase.cases()):
            return False
        if previous.text in _MARKED:
            return True
        if phrase.abbreviation:
            return previous.folded in owner_words() or previous.text in _CLOSING
        certain = any(noun.form.case == "nom" and noun.form.number == "sg" for noun in phrase.nouns)
        adjective = phrase.head > phrase.start and "nom" in phrase.cases()
        owner = bool(owner_lemmas() & {noun.lemma for noun in phrase.nouns})
        plural = any(noun.form[:2] == ("nom", "pl") for noun in phrase.nouns) and owner
        return certain or adjective or (plural and previous.folded in owner_words())

    def _begins_line(self, place: int, phrase: Phrase) -> bool:
        """A new line begins a body only with a head that can be nothing but a nominative (rule 23)."""
        if self.current is None:
            return False
        if phrase.abbreviation:
            alone = len(self.current.tokens) == 1
            return alone and is_abbreviation(self.current.tokens[0])
        if self.case not in ("", "nom"):
            return False
        if self.current.phrase is None:
            return False
        if len(self.current.tokens) > 1 and _lemmas(phrase) & _lemmas(self.current.phrase):
            return True  # no «управління» stands within another: the lines are a list
        certain = {noun.form.case for noun in phrase.nouns} <= {"nom", "acc"}
        if read_noun(self.tokens[place - 1].folded):
            # «Юридичний відділ» is a whole name, «Відділ» alone may go on below
            whole = self.current.phrase.head > self.current.phrase.start
            return whole and certain and self.tokens[place].text[:1].isupper()
        if certain:
            return True
        singular = any(noun.form[:2] == ("nom", "sg") for noun in phrase.nouns)
        return self.tokens[place].text[:1].isupper() and singular

    def _ends_name(self, token: Token) -> bool:
        if token.text in _CLOSING or token.text in _MARKED:
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
        shared = find_shared_noun(self.tokens, place)
        if shared is not None:
            return self._open_shared_noun(shared)
        phrase = (
            read_phrase(self.tokens, place)
            or self._lone_capitals(place)
            or (read_unlisted(self.tokens, place) if self.done and self.case == "nom" else None)
        )
        if phrase is None and token.folded in AND:
            return place + 1
        if self.shared_head is not None and not (phrase and self._begins(place)):
            return self._open_shared(place)
        self.shared_head = None
        colon = self._colon_after(phrase) if phrase else 0
        if phrase and colon:
            self.shared_head = phrase
            self.shared_owner = self.tokens[phrase.head + 1 : colon]
            self.by_semicolon = self._is_listed_by_semicolon(colon)
            self._set_case(phrase)
            return colon + 1
        if phrase:
            self._set_case(phrase)
            end = phrase.head + 1
            self.current = Item(
                phrase, list(self.tokens[place:end]), self.role, case=self._case_of(phrase)
            )
            if phrase.unlisted:
                self.current.rule = HEADLESS
            return end
        self.current = Item(None, [token], self.role, rule=HEADLESS)
        return place + 1

    def _colon_after(self, phrase: Phrase) -> int:
        """The colon of a shared head, 0 if there is none: «управління:», «відділи апарату РДА:»."""
        end = phrase.head + 1
        units = {n.lemma for n in phrase.nouns if n.form.number == "pl"} & unit_lemmas()
        for place in range(end, min(end + _LONGEST_OWNER, len(self.tokens))):
            token = self.tokens[place]
            if token.text == ":":
                return place if place == end or ends_with_owner(self.tokens[end:place]) else 0
            if not units or not token.is_word or token.inside:
                return 0
        return 0

    def _is_listed_by_semicolon(self, colon: int) -> bool:
        """«департаменти: соціальної політики; освіти, науки та спорту»: then commas stand inside the items."""
        places = range(colon, len(self.tokens) - 1)
        after = next((p + 1 for p in places if self.tokens[p].text == ";"), 0)
        return bool(after) and read_phrase(self.tokens, after) is None

    def _open_shared(self, place: int) -> int:
        head = self.shared_head
        if head is None or place >= len(self.tokens):
            return place + 1
        if not self.tokens[place].is_word:
            return place + 1
        token, noun = self.tokens[place], self.tokens[head.head]
        if self._stands_alone(place):  # «відділи: організаційний, загальний»
            tokens, phrase = [token, noun], Phrase(0, 1, head.nouns)
        else:
            tokens, phrase = [*self.tokens[head.start : head.head + 1], token], head
        self.current = Item(phrase, tokens, self.role, case=self._case_of(head), rule=SHARED_HEAD)
        return place + 1

    def _stands_alone(self, place: int) -> bool:
        """Whether an adjective is all that an item says."""
        if not any(form.number == "sg" for form in read_adjective(self.tokens[place].folded)):
            return False
        after = self.tokens[place + 1 : place + 2]
        return (
            not after or after[0].text in (",", ";", ".", BREAK, *_MARKED) or after[0].folded in AND
        )

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

    def _open_shared_noun(self, phrase: Phrase) -> int:
        """Opens the last body of the list; the ones before it are finished at once."""
        self._set_case(phrase)
        *whole, self.current = split_shared_noun(self.tokens, phrase, self.case, self.role)
        self.done.extend(whole)
        return phrase.head + 1


def _lemmas(phrase: Phrase) -> set[str]:
    return {noun.lemma for noun in phrase.nouns if noun.form.case == "nom"}


def _plural_lemmas(nouns: tuple[Noun, ...]) -> set[str]:
    return {noun.lemma for noun in nouns if noun.form[:2] == ("nom", "pl")}
