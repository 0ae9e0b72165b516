"""The words of a title in; those that are declined, each with the reading that agrees, out.

The first group of adjectives and a noun is declined and the rest stays: *менеджера* з роботи з
клієнтами, *головного бухгалтера*, *завідувача* відділу кадрів. So are an adjective after its noun
(*сестри медичної*), a second noun beside the first (*бухгалтерії та складу*) and, after a dash
or a conjunction, a second title (*технічного директора — головного інженера*), or one in brackets
(*менеджера (управителя) із збуту*).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.language.dictionary import Part, Reading
from generator.language.grammar import Gender

if TYPE_CHECKING:
    from generator.language.title import Word, WordReading

_CONJUNCTIONS = frozenset({"і", "й", "та", "або", "чи", ",", "/"})
_RESTARTS = frozenset("-–—") | _CONJUNCTIONS


@dataclass(frozen=True, slots=True)
class Group:
    """Words that agree: adjectives with their noun, or an adjective that stands for one."""

    members: tuple[WordReading, ...]
    animate: bool
    """Whether it names a person, whose accusative is like the genitive."""

    @property
    def head(self) -> Reading:
        """The noun, or the adjective in its place (черговий, уповноважена)."""
        return self.members[-1].reading

    @property
    def end(self) -> int:
        """The place of the word after the group."""
        return self.members[-1].place + 1


def groups(words: tuple[Word, ...]) -> tuple[Group, ...]:
    """Return the groups of a title that are declined, in order; none when it has no nominative."""
    found = _row(words, 0)
    for place, word in enumerate(words):
        if found and place >= found[-1].end and word.text.lower() in _RESTARTS:
            row = _row(words, place + 1)
            found += row if _is_second_title(found[0], row) else ()
    return found


def groups_in_brackets(first: Group, words: tuple[Word, ...]) -> tuple[Group, ...]:
    """Return the groups of words in brackets that name the person of the `first` group anew.

    What else stands in brackets, say a subject (англійська мова) or a place, keeps its form.
    """
    found = groups(words)
    if not found or not _is_second_title(first, found):
        return ()
    head = found[0].head
    alike = head.part is Part.NOUN or head.gender is first.head.gender
    return found if alike else ()


def _is_second_title(first: Group, row: tuple[Group, ...]) -> bool:
    """Say whether `row` names one more person; the tail, in an oblique case, never seems to."""
    persons = bool(row) and first.animate and row[0].animate
    return persons and row[0].head.gender is not Gender.PLURAL


def _row(words: tuple[Word, ...], place: int) -> tuple[Group, ...]:
    """Return the group at `place` and those that directly follow it and are declined with it."""
    group = _group(words, place)
    found: list[Group] = []
    noun: Reading | None = None
    while group is not None:
        found.append(group)
        noun = group.head if group.head.part is Part.NOUN else noun
        group = _adjective_after(words, group, noun) or _noun_beside(words, group, noun)
    return tuple(found)


def _group(words: tuple[Word, ...], place: int, agrees: Gender | None = None) -> Group | None:
    """Read adjectives and a noun from `place` on, all of the gender `agrees` when it is given."""
    while place < len(words) and _leads_to_noun(words, place):
        place += 1
    if place >= len(words):
        return None
    adjectives = [a for a in words[place].adjectives if agrees in {None, a.reading.gender}]
    for adjective in adjectives:
        rest = _group(words, _past_conjunction(words, place + 1), adjective.reading.gender)
        if rest is not None:
            return Group((adjective, *rest.members), rest.animate)
    nouns = [n for n in words[place].nouns if agrees in {None, n.reading.gender}]
    if nouns:
        return Group((nouns[0],), nouns[0].reading.animate)
    return Group((adjectives[0],), animate=True) if adjectives else None


def _leads_to_noun(words: tuple[Word, ...], place: int) -> bool:
    """Say whether a word is passed over on the way to its noun: HR директор, топ менеджер."""
    word, after = words[place], words[place + 1 : place + 2]
    next_is_person = any(noun.reading.animate for w in after for noun in w.nouns)
    return word.mute and (not word.nouns or next_is_person)


def _past_conjunction(words: tuple[Word, ...], place: int) -> int:
    """Return the place after a conjunction that joins two adjectives (юридична та кадрова)."""
    joins = place + 1 < len(words) and words[place].text.lower() in _CONJUNCTIONS
    return place + 1 if joins and words[place + 1].adjectives else place


def _adjective_after(words: tuple[Word, ...], last: Group, noun: Reading | None) -> Group | None:
    """Read an adjective after its noun: сестра медична, представник торговельний."""
    if noun is None or last.end >= len(words):
        return None
    after = words[last.end].adjectives
    agreeing = (a for a in after if a.reading.gender is noun.gender)
    return next((Group((a,), last.animate) for a in agreeing), None)


def _noun_beside(words: tuple[Word, ...], last: Group, noun: Reading | None) -> Group | None:
    """Read a second noun of the same kind, bare or after a conjunction: бухгалтерія та склад."""
    if last.end >= len(words):
        return None
    word = words[last.end]
    if word.text.lower() in _CONJUNCTIONS:
        joined = _group(words, last.end + 1)
        return joined if joined is not None and joined.animate is last.animate else None
    persons = (n for n in word.nouns if noun is not None and noun.animate)
    return next((Group((n,), True) for n in persons if _is_one_person(n.reading)), None)


def _is_one_person(noun: Reading) -> bool:
    return noun.known and noun.animate and noun.gender is not Gender.PLURAL
