"""The bodies that a cell names (reading rules 23-29, 47, 52, 56, 57)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Final

from data.model import Assignment, Role
from etl.values.body_cell import BREAK, CONSENT, COORDINATED, Token, prepare, tokenize
from etl.values.inflection import (
    Form,
    Noun,
    abbreviations,
    adjective_nominative,
    agrees,
    read_adjective,
    read_noun,
)
from etl.values.lexicon import alternation, words
from etl.values.text import clean, fold, strip_final_stop

DITTO: Final = "<ditto>"
_DITTO_MARK: Final = re.compile(
    r'[\s\-./\\–—«»„“”"\',]*(?:["«»„“”]|//|\'\'|,,)[\s\-./\\–—«»„“”"\',]*'
)
_NONE: Final = re.compile(r"[\s\-–—_.*]*")
_AND: Final = frozenset({"та", "і", "й"})
_CLOSING: Final = frozenset(')»”“"')
_MANAGEMENT: Final = re.compile(r".*(?:ом|ем|єм|ами|ями|ою|єю|ним|ними)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The opening of a name: adjectives and the head noun, token places `start` to `head` inclusive."""

    start: int
    head: int
    nouns: tuple[Noun, ...]
    abbreviation: bool = False
    shared: tuple[tuple[int, int], ...] = ()

    def cases(self) -> set[str]:
        """The cases in which it can stand."""
        return {noun.form.case for noun in self.nouns}


@dataclass
class Item:
    """One body in the making: the tokens of its name, and what the cell says of it."""

    phrase: Phrase | None
    tokens: list[Token]
    role: Role
    consent: bool = False
    case: str = "nom"
    rule: str = "whole"
    closed: bool = False  # a semicolon or list mark ends it: nothing governs over it
    prefix: str = ""
    name: str = ""
    extra: list[str] = field(default_factory=list)


def parse_bodies(text: str, role: Role = Role.RESPONSIBLE) -> tuple[Assignment, ...]:
    """The bodies named in a cell, each with its nominative name, role and consent.

    «управління: А облдержадміністрації, Б облдержадміністрації, представники ІГС (за згодою)» gives three, the
    last by consent. A repetition mark gives one body `<ditto>` (rule 57), a dash none (rule 52).
    """
    return _read(text, role)


@lru_cache(maxsize=4096)
def _read(text: str, role: Role) -> tuple[Assignment, ...]:
    printed = clean(text)
    if _NONE.fullmatch(printed):
        return ()
    if _is_ditto(printed):
        return (Assignment(DITTO, role, rule="ditto", used=printed),)
    cell = prepare(text)
    tokens = tokenize(cell)
    items = _Splitter(tokens, role).items()
    _propagate_owner(items)
    assignments = [_assignment(item, cell) for item in items]
    unique: dict[tuple[str, Role], Assignment] = {}
    for assignment in assignments:
        if assignment.body:
            unique.setdefault((fold(assignment.body), assignment.role), assignment)
    return tuple(unique.values())


@cache
def _ditto_words() -> frozenset[str]:
    return frozenset(fold(word) for word in words("ditto", "words"))


def _is_ditto(printed: str) -> bool:
    return bool(_DITTO_MARK.fullmatch(printed)) or fold(printed).strip(' .-"') in _ditto_words()


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


# --- where a name begins ---------------------------------------------------------------------


def read_phrase(tokens: list[Token], start: int) -> Phrase | None:
    """The opening of a body's name at a token, None if no name can begin there.

    «районні в місті Києві державні адміністрації» opens with adjectives, an inserted place, and the head.
    """
    adjectives: list[tuple[Form, ...]] = []
    place = start
    while place < len(tokens) and place - start < 9:
        token = tokens[place]
        if not token.is_word or (token.inside and not tokens[start].inside):
            return None
        if _is_abbreviation(token):
            form = Form("nom", "sg", "f")
            return Phrase(start, place, (Noun(form, token.text, token.folded),), abbreviation=True)
        nouns = tuple(
            noun
            for noun in read_noun(token.folded)
            if all(agrees(adjective, noun.form) for adjective in adjectives)
        )
        if nouns and not _is_managing(tokens, place, start):
            return Phrase(start, place, nouns)
        adjective = read_adjective(token.folded)
        if adjective:
            adjectives.append(adjective)
            place += 1
            continue
        skip = _inserted_place(tokens, place) if adjectives else 0
        if not skip:
            return None
        place += skip
    return None


def _is_abbreviation(token: Token) -> bool:
    return token.folded in abbreviations() and (
        token.text.isupper()
        or token.text[:1].isupper()
        and len(token.text) > 4
        or token.text[:2].isupper()
    )


def _is_managing(tokens: list[Token], place: int, start: int) -> bool:
    """Whether «управління» means managing something: «управління майном» inside a name."""
    if not tokens[place].folded.startswith("управлінн") or start == 0 or place != start:
        return False
    following = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    return bool(_MANAGEMENT.fullmatch(following))


def _inserted_place(tokens: list[Token], place: int) -> int:
    """The length of «в місті Києві», «у м. Києві» between an adjective and its noun."""
    folded = [token.folded for token in tokens[place : place + 4]]
    if folded[:1] not in (["в"], ["у"]) or len(folded) < 3:
        return 0
    if folded[1] in ("місті", "м"):
        return 4 if folded[2] == "." else 3
    return 0


# --- splitting -------------------------------------------------------------------------------


class _Splitter:
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
        if self.tokens[place].text == ",":
            length = 1
        elif self.tokens[place].text in ("-", "–", "—", ".") and place + 1 < len(self.tokens):
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
            return previous.folded in _owner_words() or previous.text in _CLOSING
        certain = any(noun.form.case == "nom" and noun.form.number == "sg" for noun in phrase.nouns)
        adjective = phrase.head > phrase.start and "nom" in phrase.cases()
        owner = bool(_owner_lemmas() & {noun.lemma for noun in phrase.nouns})
        plural = any(noun.form[:2] == ("nom", "pl") for noun in phrase.nouns) and owner
        return certain or adjective or (plural and previous.folded in _owner_words())

    def _ends_name(self, token: Token) -> bool:
        if token.text in _CLOSING or token.text in (CONSENT, COORDINATED):
            return True
        return token.folded in _owner_words() and not (
            self.current is not None
            and len(self.current.tokens) == 1
            and not _is_abbreviation(token)
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
        if self.current.tokens[-1].folded in _owner_words():
            return True
        place = self.current.tokens[-1].end
        rest = [t for t in self.tokens if t.start >= place]
        for token in rest:
            if token.text in (";", CONSENT):
                break
            if token.folded in _owner_words():
                before = [t for t in rest if t.end <= token.start]
                return self._closes_list(before)
        return True

    def _closes_list(self, before: list[Token]) -> bool:
        """One owner at the very end of a shared list governs every item of it."""
        owned = any(
            item.rule == "shared head" and item.tokens[-1].folded in _owner_words()
            for item in self.done
        )
        return (
            not owned and sum(1 for t in before if t.text == ",") >= 1 and self._owners_after() == 1
        )

    def _owners_after(self) -> int:
        place = self.current.tokens[-1].end if self.current else 0
        return sum(1 for t in self.tokens if t.start >= place and t.folded in _owner_words())

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
            _level().fullmatch(token.folded) or token.text[:1].isupper()
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
            leveled = any(_level().fullmatch(t.folded) for t in own)
            added = [t for t in common if not (leveled and _level().fullmatch(t.folded))]
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


_OPENING: Final = frozenset('«„"(“')


@cache
def _joined() -> list[list[str]]:
    listed = [fold(wording).split() for wording in words("bodies", "joined")]
    return sorted(listed, key=len, reverse=True)


@cache
def _level() -> re.Pattern[str]:
    return re.compile(alternation(words("bodies", "levels")))


@cache
def _owner_lemmas() -> frozenset[str]:
    return frozenset(fold(word) for word in words("bodies", "owners"))


@cache
def _owner_words() -> frozenset[str]:
    """The forms in which an owner closes a name: «…облдержадміністрації», «…міської ради», «…ОДА»."""
    owned = set(map(fold, words("bodies", "owner_abbreviations") + words("bodies", "owner_places")))
    for lemma in words("bodies", "owners"):
        folded = fold(lemma)
        if folded.endswith("ія"):
            owned |= {folded[:-1] + "ї", folded[:-1] + "й"}
        elif folded.endswith("а"):
            owned |= {folded[:-1] + "и", folded[:-1]}
        else:
            owned |= {folded + "у", folded + "ів"}
    return frozenset(owned)


def _renumber(noun: Noun, number: str, case: str) -> Noun | None:
    if noun.form.case != case and noun.form.case != "nom":
        return None
    if noun.form.number == number:
        return noun
    lemma = noun.lemma
    if number == "sg":
        return Noun(Form(noun.form.case, "sg", noun.form.gender), lemma, lemma)
    return noun


# --- what closes a list governs it ------------------------------------------------------------


def _propagate_owner(items: list[Item]) -> None:
    """Gives the owner that closes a list to each unit of it that names none (reading rule 56)."""
    owner: list[Token] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.closed and index + 1 < len(items):
            owner = []
        found = _owner_of(item)
        if found:
            owner = found if _is_unit(item) else []
        elif owner and _takes_owner(item):
            item.tokens = item.tokens + owner
        else:
            owner = []


def _is_unit(item: Item) -> bool:
    return item.phrase is not None and any(
        noun.lemma in words("bodies", "units") for noun in item.phrase.nouns
    )


def _takes_owner(item: Item) -> bool:
    if not _is_unit(item) or item.consent:
        return False
    return not any(
        _level().fullmatch(token.folded) or (token.text[:1].isupper() and index > 0)
        for index, token in enumerate(item.tokens)
    )


def _owner_of(item: Item) -> list[Token]:
    """The tokens of the owner at the end of a name: «…відділ освіти [міської ради]»."""
    tokens = item.tokens
    end = len(tokens)
    if end < 2 or tokens[end - 1].folded not in _owner_words() or tokens[end - 1].inside:
        return []
    start = end - 1
    while start > 1 and read_adjective(tokens[start - 1].folded):
        start -= 1
    while start > 2 and tokens[start - 1].folded in ("апарату", "комітету", "органу"):
        start -= 1
        while start > 1 and read_adjective(tokens[start - 1].folded):
            start -= 1
    if tokens[start - 1].folded in ("при", "про", "в", "у"):
        return []
    return tokens[start:end]


# --- the name of one item ---------------------------------------------------------------------


def _assignment(item: Item, cell: str) -> Assignment:
    start, end = min(t.start for t in item.tokens), max(t.end for t in item.tokens)
    used = clean(cell[start:end])
    name = _compose(item)
    collective = _is_collective(item, name)
    return Assignment(
        name, item.role, item.consent, collective=collective, rule=item.rule, used=used
    )


def _compose(item: Item) -> str:
    words_ = [token.text for token in item.tokens]
    phrase = item.phrase
    if phrase is not None and not phrase.abbreviation:
        head = phrase.head - phrase.start
        noun = _reading(item, phrase)
        if noun is not None:
            _to_nominative(item, words_, head, noun)
        if len(words_) > head + 1 and words_[head + 1] == "," and item.rule != "shared noun":
            following = item.tokens[head + 2] if head + 2 < len(item.tokens) else None
            if following is not None and not _agreeing(following, noun):
                del words_[head + 1]  # a stray comma after the head (reading rule 28)
                item.rule = "stray comma"
                item.tokens = [*item.tokens[: head + 1], *item.tokens[head + 2 :]]
    return _join(item.tokens, words_)


def _agreeing(token: Token, noun: Noun | None) -> bool:
    """Whether a word after the head's comma agrees with it («органи, відповідальні за…»)."""
    if noun is None:
        return False
    adjective = read_adjective(token.folded)
    return bool(adjective) and (
        agrees(adjective, noun.form) or any(form.case == noun.form.case for form in adjective)
    )


def _reading(item: Item, phrase: Phrase) -> Noun | None:
    """The one reading of the head noun that the cell's case and the name's tail allow."""
    nouns = [noun for noun in phrase.nouns if noun.form.case == item.case] or list(phrase.nouns)
    if item.rule == "shared noun" and item.extra:
        nouns = [noun for noun in nouns if noun.form.number == item.extra[1]] or nouns
    if item.case == "nom" and phrase.head == phrase.start:
        lemmas = {noun.lemma for noun in nouns}
        if lemmas & set(words("bodies", "genitive_units")) and nouns[0].form.number == "pl":
            genitive = [n for n in phrase.nouns if n.form[:2] == ("gen", "sg")]
            plural_owner = item.tokens[-1].folded.endswith(("й", "рад", "ів"))
            if genitive and len(item.tokens) > 1 and not plural_owner:
                return genitive[0]
    return nouns[0] if nouns else None


def _to_nominative(item: Item, words_: list[str], head: int, noun: Noun) -> None:
    form = noun.form
    if form.case == "nom" and item.rule != "shared noun":
        return
    for index in range(head):
        if read_adjective(item.tokens[index].folded):
            words_[index] = adjective_nominative(words_[index], form.number, form.gender)
    words_[head] = _like(words_[head], noun.nominative)
    for index in range(head + 1, len(words_)):
        token = item.tokens[index]
        if token.text == "(" or words_[index - 1] == ",":
            place = index + 1 if token.text == "(" else index
            _agree_after(item, words_, place, form)


def _agree_after(item: Item, words_: list[str], place: int, form: Form) -> None:
    """Puts a bracketed second name or a participle after a comma in the nominative too."""
    if place >= len(item.tokens):
        return
    phrase = read_phrase(item.tokens, place)
    adjective = read_adjective(item.tokens[place].folded)
    if phrase is not None and item.case in phrase.cases() and item.tokens[place].inside:
        wanted = form.number
        noun = next(n for n in phrase.nouns if n.form.case == item.case)
        for index in range(place, phrase.head):
            words_[index] = adjective_nominative(words_[index], wanted, noun.form.gender)
        nominative = noun.lemma if wanted == "sg" else noun.nominative
        words_[phrase.head] = _like(words_[phrase.head], nominative)
    elif (
        adjective and any(f.case == item.case for f in adjective) and not item.tokens[place].inside
    ):
        words_[place] = adjective_nominative(words_[place], form.number, form.gender)


def _like(printed: str, nominative: str) -> str:
    return nominative[:1].upper() + nominative[1:] if printed[:1].isupper() else nominative


def _join(tokens: list[Token], words_: list[str]) -> str:
    """The words of a name with the spacing they were printed with."""
    parts: list[str] = []
    for index, (token, word) in enumerate(zip(tokens, words_, strict=True)):
        if index:
            previous = tokens[index - 1]
            adjacent = previous.end == token.start
            parts.append("" if adjacent else " ")
        parts.append(word)
    name = "".join(parts)
    name = re.sub(r"\s+([,.)»”])", r"\1", name)
    name = re.sub(r"([(«„])\s+", r"\1", name)
    return strip_final_stop(name.strip(" ,;:–—-"))


def _is_collective(item: Item, name: str) -> bool:
    folded = fold(name)
    listed = [fold(word) for word in words("bodies", "collective")]
    if any(folded == word or folded.startswith(word + " ") for word in listed):
        return not folded.startswith("го ")
    if item.phrase is None or item.phrase.abbreviation:
        return False
    noun = _reading(item, item.phrase)
    return noun is not None and noun.form.number == "pl"
