"""One word said once for several bodies: a shared noun, a shared head (reading rules 24 and 56)."""

from __future__ import annotations

from typing import Final

from data.model import Role
from etl.values.body_cell import CONSENT, Token
from etl.values.body_item import SHARED_HEAD, SHARED_NOUN, Item
from etl.values.body_owner import level, owner_words, unit_lemmas
from etl.values.body_phrase import Phrase
from etl.values.inflection import Form, Noun, read_adjective, read_noun

AND: Final = frozenset({"та", "і", "й"})


def find_shared_noun(tokens: list[Token], place: int) -> Phrase | None:
    """«обласна, районні та міські ради»: adjectives of level or place that share the last noun."""
    groups: list[tuple[int, int]] = []
    here = place
    while here < len(tokens):
        end = here
        while end < len(tokens) and read_adjective(tokens[end].folded):
            end += 1
        if end == here or not _is_sharing(tokens[here:end]):
            return None
        end = _after_bracket(tokens, end)  # «міським (міст обласного значення), селищним … головам»
        groups.append((here, end))
        noun = read_noun(tokens[end].folded) if end < len(tokens) else ()
        if noun:
            return Phrase(place, end, noun, shared=tuple(groups)) if len(groups) > 1 else None
        if end >= len(tokens) or (tokens[end].text != "," and tokens[end].folded not in AND):
            return None
        here = end + 1
    return None


def _after_bracket(tokens: list[Token], place: int) -> int:
    if place < len(tokens) and tokens[place].text == "(":
        return place + len(_bracket_after(tokens, place))
    return place


def _is_sharing(tokens: list[Token]) -> bool:
    named = any(level().fullmatch(t.folded) or t.text[:1].isupper() for t in tokens)
    return named and not any(t.inside for t in tokens)


def split_shared_noun(tokens: list[Token], phrase: Phrase, case: str, role: Role) -> list[Item]:
    """The bodies of such a list, each with the noun in the number its adjective asks for.

    «обласним, Київській … міським державним адміністраціям»: what stands before the noun belongs to each,
    but an adjective of level takes no other one.
    """
    start, end = phrase.shared[-1]
    last = tokens[start:end]
    common = [token for token in last[1:] if not token.text[:1].isupper()]
    noun, bracket = tokens[phrase.head], _bracket_after(tokens, phrase.head + 1)
    items = []
    for begin, stop in phrase.shared[:-1]:
        own = tokens[begin:stop]
        leveled = any(level().fullmatch(token.folded) for token in own)
        added = [t for t in common if not (leveled and level().fullmatch(t.folded))]
        items.append(_shared_item([*own, *added], [noun, *bracket], phrase, case, role))
    return [*items, _shared_item(list(last), [noun], phrase, case, role)]


def share_tail(done: list[Item], last: Item) -> None:
    """Gives what governs the shared noun to each body: «сільські, міські ради територіальних громад».

    So too with «перший заступник та заступники голови облдержадміністрації».
    """
    if last.phrase is None:
        return
    head = last.phrase.head - last.phrase.start
    tail = last.tokens[head + 1 :]
    if not tail or not tail[0].is_word:
        return
    if not last.group and (not last.added or {n.lemma for n in last.phrase.nouns} & unit_lemmas()):
        return
    for item in reversed(done):
        if item.phrase is None or item.closed or (item.consent and not item.group):
            return
        alike = {n.lemma for n in item.phrase.nouns} & {n.lemma for n in last.phrase.nouns}
        bare = len(item.tokens) == item.phrase.head - item.phrase.start + 1
        if not (bare and alike and (last.group == item.group)):
            return
        item.tokens = item.tokens + tail


def _bracket_after(tokens: list[Token], place: int) -> list[Token]:
    if place >= len(tokens) or tokens[place].text != "(":
        return []
    end = next((i for i in range(place, len(tokens)) if tokens[i].text == ")"), place)
    return tokens[place : end + 1]


def _shared_item(
    adjectives: list[Token], rest: list[Token], phrase: Phrase, case: str, role: Role
) -> Item:
    forms = read_adjective(adjectives[0].folded)
    numbers = {form.number for form in forms if form.case == case}
    number = "sg" if numbers == {"sg"} else "pl"
    nouns = tuple(
        _renumbered(noun, number) for noun in phrase.nouns if noun.form.case in (case, "nom")
    )
    return Item(
        Phrase(0, len(adjectives), nouns or phrase.nouns),
        [*adjectives, *rest],
        role,
        case=case,
        rule=SHARED_NOUN,
        group=f"list {phrase.start}",
        number=number,
    )


def _renumbered(noun: Noun, number: str) -> Noun:
    if noun.form.number == number or number == "pl":
        return noun
    return Noun(Form(noun.form.case, "sg", noun.form.gender), noun.lemma, noun.lemma)


def cuts_shared_head(tokens: list[Token], current: Item, done: list[Item]) -> bool:
    """Whether a comma cuts a list under a shared head («управління: А, Б»).

    Commas stand inside names too. Where the items name their owner, only a comma after an owner cuts; one
    owner at the very end governs every item, and without any owner each comma cuts.
    """
    if current.tokens[-1].folded in owner_words():
        return True
    end = max(token.end for token in current.tokens)
    rest = [token for token in tokens if token.start >= end]
    stop = next((i for i, token in enumerate(rest) if token.text in (";", CONSENT)), len(rest))
    owners = [i for i, token in enumerate(rest[:stop]) if token.folded in owner_words()]
    if not owners:
        return True
    owned_before = any(
        item.rule == SHARED_HEAD and item.tokens[-1].folded in owner_words() for item in done
    )
    listed = any(token.text == "," for token in rest[: owners[0]])
    all_owners = sum(token.folded in owner_words() for token in rest)
    return listed and not owned_before and all_owners == 1
