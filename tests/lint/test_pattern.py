"""The language of patterns: what each sign means, and what cannot be read."""

from __future__ import annotations

import pytest

from generator.issue import Code, IssueError
from tests.lint.rules import rule, words


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("журнал", "Веде журнали обліку.", ["журнали"]),
        ("=журнал", "Веде журнали, журнал.", ["журнал"]),
        ("обл*", "Облікує обладнання.", ["Облікує", "обладнання"]),
        ("/[0-9]{4}/ рік", "До 2027 року, 27 року.", ["2027 року"]),
        ("=по <NOUN,datv|NOUN,loct>", "По наказу, по 5.", ["По наказу"]),
        ("журнал<ablt>", "Журналом, журналу.", ["Журналом"]),
        ("=згідно <NP,gent>", "Згідно чинного трудового законодавства.", ["Згідно чинного трудового законодавства"]),
        ("вести (журнал|облік|база =даних)", "Веде облік. Веде бази даних.", ["Веде облік", "Веде бази даних"]),
        ("вести ... (новий)? журнал", "Веде тут і там журнал.", ["Веде тут і там журнал"]),
        ("новий? журнал", "Новий журнал, журнал.", ["Новий журнал", "журнал"]),
        ("=не !(вести) <VERB>", "Не веде, не знає.", ["не знає"]),
        ("=не !вести ...3 журнал", "Не веде журнал. Не пише журнал.", ["Не пише журнал"]),
        ("!не вести", "Не веде, веде.", ["веде"]),
        ("^ !не вести", "Веде, не веде.", ["Веде"]),
        ("вести ... журнал", "Веде щодня новий журнал.", ["Веде щодня новий журнал"]),
        ("вести ...1 журнал", "Веде щодня новий журнал.", []),
        ("вести ... журнал", "Веде. Журнал лежить.", []),
        ("вести ... журнал", "Веде; журнал лежить.", []),
        ("вести ...5 журнал", "Веде за ст. 5 журнал.", ["Веде за ст. 5 журнал"]),
        ("{вести журнал}", "Журнал він веде.", ["Журнал він веде"]),
        ("{вести журнал}1", "Журнал від сьогодні він веде.", []),
        ("{вести новий журнал}", "Новий журнал веде.", ["Новий журнал веде"]),
        ("^ вести", "Веде, веде.", ["Веде"]),
        ("журнал $", "Журнал веде журнал.", ["журнал"]),
        ("обов’язок", "Обов'язки, обовʼязків.", ["Обов'язки", "обовʼязків"]),
        ("брати участь", "Беручи участь.", ["Беручи участь"]),
        ("=по <NOUN,loct>", "По {{ title.locative }} все.", ["По {{ title.locative }}"]),
    ],
)  # fmt: skip
def test_a_pattern_finds(pattern: str, text: str, found: list[str]) -> None:
    assert words(rule(patterns=[pattern]), text) == found


@pytest.mark.parametrize(
    ("pattern", "reason", "at"),
    [
        ("<NOUN>", "no_word", 1),
        ("/x+/", "no_word", 1),
        ("а ...12 б", "gap", 3),
        ("журнал ... журнал ... журнал ... журнал ... журнал", "gaps", 1),
        ("(а|б) | в", "unexpected", 7),
        ("(а|", "empty", 4),
        ("журнал ...", "empty", 11),
        ("(журнал", "unclosed", 1),
        ("журнал )", "unexpected", 8),
        ("{журнал}", "braces", 1),
        ("{журнал вести}99", "gap", 15),
        ("!(вести журнал) облік", "negative", 1),
        ("журнали", "lemma", 1),
        ("а*", "prefix", 1),
        ("журнал /(/", "regex", 8),
        ("журнал /(?=а)/", "regex", 8),
        ("вести <NP>", "case", 7),
        ("* журнал", "unexpected", 1),
    ],
)
def test_a_pattern_that_cannot_be_read_is_an_issue_at_its_place(
    pattern: str, reason: str, at: int
) -> None:
    with pytest.raises(IssueError) as raised:
        rule(patterns=[pattern])
    (found,) = raised.value.issues
    values = dict(found.values)
    assert (found.code, values["reason"], values["at"]) == (
        Code.RULE_PATTERN,
        f"pattern.{reason}",
        str(at),
    )
    assert found.location is not None
    rest = found.location.excerpt[found.location.column - 1 :]
    assert rest.startswith(pattern[at - 1 :][:3])


def test_a_pattern_with_too_many_variants_is_refused() -> None:
    many = " ".join(["(вести новий|мати старий|дати)"] * 7)
    with pytest.raises(IssueError) as raised:
        rule(patterns=[many])
    assert dict(raised.value.issues[0].values)["reason"] == "pattern.sequences"
