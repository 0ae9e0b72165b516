"""What the documents about people say: a report, a summary, a list of candidates, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.competency.fit import fit
from generator.competency.gap import GapReport, gap_report
from generator.competency.gap_pages import (
    CANDIDATES,
    GAPS,
    SUMMARY,
    candidate_names,
    gap_chart,
    gap_names,
    summary_names,
)
from generator.competency.summary import unit_summaries
from generator.document.context import cases_of
from generator.document.tree import Picture
from generator.make import Composer, Plan
from tests.competency.people import person, required
from tests.workspace import SETTINGS, write_workspace

FAMILIES = ("Liberation Serif",)
ROLES = {"seller": "title: Продавець\n"}
PROFILE = required(talks=3, crm=4, law=2, sums=1)


def composer(root: Path, language: str = "uk") -> Composer:
    write_workspace(root, ROLES, f"{SETTINGS}language: {language}\n")
    return Composer(Plan(root))


def said(made: Composer, template: str, names: Mapping[str, Any], **charts: Picture) -> list[str]:
    """The words of each paragraph of a document, with ordinary spaces."""
    document = made.compose_page(template, names, pictures=charts)
    return [" ".join(each.text.split()) for each in document.paragraphs() if each.text.strip()]


def report_of(**levels: int) -> GapReport:
    return gap_report(person(number="0012", unit="Відділ продажу", **levels), PROFILE)


def report_lines(made: Composer, report: GapReport) -> list[str]:
    language = made.workspace.settings.language
    names = gap_names(report, made.resolve("seller"), language)
    return said(made, GAPS, names, **gap_chart(report, language, FAMILIES))


def test_a_report_has_a_row_for_each_required_competency(tmp_path: Path) -> None:
    lines = report_lines(composer(tmp_path), report_of(talks=1, crm=5, sums=1))
    at = lines.index("Переговори")
    assert lines[at - 1 : at + 4] == ["1", "Переговори", "3", "1", "−2"]
    at = lines.index("Робота з CRM")
    assert lines[at - 1 : at + 4] == ["2", "Робота з CRM", "4", "5", "+1"]
    at = lines.index("Право")
    assert lines[at - 1 : at + 5] == ["3", "Право", "2", "не оцінено", "—", "—"]


def test_it_names_the_person_and_what_helps_to_reach_each_level(tmp_path: Path) -> None:
    lines = report_lines(composer(tmp_path), report_of(talks=1))
    for words in ("Коваль Олена", "0012", "Продавець", "Відділ продажу", "02.11.2026"):
        assert words in lines
    at = lines.index("Переговори: є 1, потрібно 3")
    assert [each for each in lines[at:] if each.startswith("Крок")] == ["Крок 2.", "Крок 3."]


def test_what_is_above_and_what_was_not_assessed_is_told(tmp_path: Path) -> None:
    lines = report_lines(composer(tmp_path), report_of(talks=3, crm=5, law=2))
    assert "Рівень вищий за потрібний: робота з CRM." in lines
    assert "Не оцінено: розрахунки." in lines
    # Nothing is said of what nobody has looked at.
    assert "За оціненими компетенціями розривів немає." in lines
    assert "Оцінено компетенцій: 3 із 4, тому відповідності посаді не визначено." in lines
    assert not [line for line in lines if "Відповідність посаді" in line]


def test_who_was_assessed_in_everything_and_lacks_nothing_is_told_so(tmp_path: Path) -> None:
    lines = report_lines(composer(tmp_path), report_of(talks=3, crm=4, law=2, sums=1))
    assert "Усіх потрібних рівнів досягнуто." in lines
    assert [line for line in lines if line.startswith("Відповідність посаді — 100 %")]


def test_the_chart_is_told_in_words(tmp_path: Path) -> None:
    report = report_of(talks=1, crm=0)
    (chart,) = gap_chart(report, "uk", FAMILIES).values()
    assert chart.alternative == (
        "Діаграма рівнів: Переговори — потрібно 3, є 1; Робота з CRM — потрібно 4, є 0; "
        "Право — потрібно 2, не оцінено; Розрахунки — потрібно 1, не оцінено."
    )
    (english,) = gap_chart(report, "en", FAMILIES).values()
    assert "Право: required 2, not assessed" in english.alternative


def test_without_competencies_there_is_no_chart(tmp_path: Path) -> None:
    report = gap_report(person(), required())
    assert gap_chart(report, "uk", FAMILIES) == {}
    made = composer(tmp_path)
    names = gap_names(report, made.resolve("seller"), "uk")
    assert "Для цієї посади компетенцій не визначено." in said(made, GAPS, names)


@pytest.mark.parametrize(
    "name", ["<i>Коваль</i>", "{{ organisation.name }}", "Ко&shy;валь", "王伟"]
)
def test_a_name_is_only_words(tmp_path: Path, name: str) -> None:
    report = gap_report(person(name, talks=1), PROFILE)
    assert name in report_lines(composer(tmp_path), report)


# Summaries


def test_a_summary_names_who_is_below_and_everybody_with_their_gaps(tmp_path: Path) -> None:
    reports = [
        gap_report(person("Коваль", unit="Канцелярія", talks=1, crm=4, law=2, sums=1), PROFILE),
        gap_report(person("Ткач", unit="Канцелярія", talks=2, crm=4, sums=1), PROFILE),
    ]
    (summary,) = unit_summaries(reports)
    lines = said(composer(tmp_path), SUMMARY, summary_names(summary, None))
    assert "Канцелярія" in lines
    at = lines.index("Переговори")
    assert lines[at : at + 5] == ["Переговори", "3", "1,5", "1", "Коваль (1 із 3); Ткач (2 із 3)"]
    at = lines.index("Право")
    assert lines[at : at + 5] == ["Право", "2", "2,0", "2", "— не оцінено: Ткач"]
    at = lines.index("Ткач")
    assert lines[at - 1 : at + 3] == ["2", "Ткач", "оцінено не все", "переговори"]


def test_namesakes_in_a_summary_have_their_numbers(tmp_path: Path) -> None:
    reports = [
        gap_report(person("Коваль", number="0042", unit="Канцелярія", talks=1), PROFILE),
        gap_report(person("Коваль", number="0043", unit="Канцелярія"), PROFILE),
    ]
    (summary,) = unit_summaries(reports)
    lines = said(composer(tmp_path), SUMMARY, summary_names(summary, None))
    assert {
        "Коваль (0042)",
        "Коваль (0043)",
        "Коваль (0042) (1 із 3) не оцінено: Коваль (0043)",
    } <= {*lines}


def test_a_summary_of_a_role_names_its_position(tmp_path: Path) -> None:
    made = composer(tmp_path)
    (summary,) = unit_summaries([report_of(talks=1)])
    title = cases_of(made.resolve("seller").position, "uk")
    assert "за посадою продавця" in said(made, SUMMARY, summary_names(summary, title))


# Candidates


def test_the_list_of_candidates_shows_how_it_was_counted(tmp_path: Path) -> None:
    people = [person("Коваль", talks=5, crm=4), person("Ткач", talks=3, crm=4, law=1, sums=1)]
    made = composer(tmp_path)
    names = candidate_names(fit(people, PROFILE), PROFILE, made.resolve("seller"), "uk")
    lines = said(made, CANDIDATES, names)
    at = lines.index("Ткач")
    assert lines[at - 1 : at + 5] == [
        "1",
        "Ткач",
        "90 % (9 із 10)",
        "Право: є 1, потрібно 2",
        "—",
        "2",
    ]
    last = len(lines) - 1 - lines[::-1].index("Переговори")
    assert lines[last : last + 4] == ["Переговори", "3", "3", "3 (є 5)"]
    last = len(lines) - 1 - lines[::-1].index("Право")
    assert lines[last : last + 4] == ["Право", "2", "1", "0 (не оцінено)"]


def test_namesakes_in_the_list_of_candidates_have_their_numbers(tmp_path: Path) -> None:
    people = [person("Коваль", number=number, talks=1) for number in ("0042", "0043")]
    made = composer(tmp_path)
    found = fit([*people, person("Ткач", number="7")], PROFILE)
    lines = said(made, CANDIDATES, candidate_names(found, PROFILE, made.resolve("seller"), "uk"))
    for name in ("Коваль (0042)", "Коваль (0043)", "Ткач"):
        assert lines.count(name) == 2


def test_the_words_are_those_of_the_language(tmp_path: Path) -> None:
    ukrainian = report_lines(composer(tmp_path), report_of(talks=1, crm=4))
    english = report_lines(composer(tmp_path, "en"), report_of(talks=1, crm=4))
    assert len(ukrainian) == len(english)
    assert "Переговори: has 1, needs 3" in english
