"""`posada check` on texts, `rules`, `classifier`: what the user sees, what programs get, and what is written."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from tests.cli.invoke import invoke
from tests.tools import sarif_schema
from tests.workspace import write_workspace

SETTINGS = """\
organisation: {name: Товариство «Зразок», short_name: ТОВ «Зразок», city: Львів}
signers:
  approve: {position: Директор, name: Олена Коваль}
lint: {select: [open-list, calque-take-part, full-liability]}
"""
CLERK = """\
title: Діловод
duties:
  - {id: letters, text: "Веде листування, облік тощо."}
  - id: meetings
    text: >-
      Приймає активну
      участь у нарадах.
responsibility:
  - За шкоду — повну матеріальну відповідальність.
"""
WAIVERS = """\
waivers:
  - {rule: open-list, role: clerk, clause: letters, reason: <b>Так</b> треба., owner: Юрист, until: 2027-06-30}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_workspace(tmp_path, {"clerk": CLERK}, SETTINGS)
    return tmp_path


def test_the_caret_stands_under_the_very_words(root: Path) -> None:
    said = invoke(root, "check").stderr
    assert "roles/clerk.yaml:3:49: warning:" in said
    line, caret = re.search(r"    3 \| (.*)\n +\| (.*)\n", said).groups()  # type: ignore[union-attr]
    assert line[caret.index("^") : caret.rindex("^") + 1] == "тощо"
    assert "[open-list; clause letters]" in said
    line, caret = re.search(r"    6 \| (.*)\n +\| (.*)\n", said).groups()  # type: ignore[union-attr]
    assert line[caret.index("^") :] == "Приймає активну"


def test_errors_fail_and_warnings_only_when_strict(root: Path) -> None:
    assert invoke(root, "check").exit_code == 1
    assert invoke(root, "check", "--ignore", "full-liability").exit_code == 0
    assert invoke(root, "check", "--ignore", "full-liability", "--strict").exit_code == 1
    quiet = invoke(root, "check", "--select", "title-unofficial", "--strict")
    assert quiet.exit_code == 0


def test_json_has_words_place_and_basis(root: Path) -> None:
    found = json.loads(invoke(root, "check", "--format", "json").stdout)["issues"]
    first = found[0]
    place = (first["code"], first["line"], first["column"], first["length"])
    assert place == ("open-list", 3, 49, 4)
    assert (first["clause"], first["roles"], first["severity"]) == ("letters", ["clerk"], "warning")
    assert first["basis"]
    assert first["fix"]


def sarif(root: Path, *arguments: str) -> dict:
    return json.loads(invoke(root, "check", "--format", "sarif", *arguments).stdout)


def test_sarif_is_valid_and_says_the_same(root: Path) -> None:
    (root / "waivers.yaml").write_text(WAIVERS, "utf-8")
    (root / "roles/broken.yaml").write_text("title: Кадровик\ndutys: [а]\n", "utf-8")
    log = sarif(root)
    schema = sarif_schema()
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(log)] == []
    (run,) = log["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert results.keys() == {"open-list", "calque-take-part", "full-liability", "field-unknown"}
    assert results["full-liability"]["level"] == "error"
    (place,) = results["open-list"]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "roles/clerk.yaml"
    assert place["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 49,
        "endColumn": 53,
    }
    (suppression,) = results["open-list"]["suppressions"]
    assert "Юрист" in suppression["justification"]
    listed = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [listed[result["ruleIndex"]] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_sarif_of_a_good_role_has_no_results(root: Path) -> None:
    (root / "roles/clerk.yaml").write_text("title: Діловод\nduties: [Веде журнал.]\n", "utf-8")
    assert sarif(root)["runs"][0]["results"] == []


class Page(HTMLParser):
    """What a page loads, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self._in_mark = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_mark = tag == "mark"
        self.loads += [str(value) for name, value in attributes if name in ("src", "data")]
        self.loads += [tag] if tag in ("script", "link", "iframe", "img", "object") else []

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked.append(data)
        self._in_mark = False


def test_the_page_for_a_lawyer_holds_everything_and_loads_nothing(root: Path) -> None:
    (root / "waivers.yaml").write_text(WAIVERS, "utf-8")
    done = invoke(root, "check", "--format", "html", "--output", "звіт.html", lang="uk")
    assert done.exit_code == 1
    page = Page((root / "звіт.html").read_text("utf-8"))
    assert page.loads == []
    assert page.marked == ["повну матеріальну відповідальність", "Приймає активну участь", "тощо"]
    for word in ("Діловод", "full-liability", "КЗпП", "<b>Так</b> треба.", "Юрист", "30.06.2027"):
        assert word in page.text
    assert page.text.index("full-liability") < page.text.index("calque-take-part")


def test_a_file_that_cannot_be_written_is_an_issue(root: Path) -> None:
    done = invoke(root, "check", "--format", "json", "--output", "posada.yaml/звіт.json")
    assert done.exit_code == 1
    assert "[output-unwritable]" in done.stderr
    assert "Traceback" not in done.stderr


def test_after_a_baseline_only_what_is_new_fails(root: Path) -> None:
    assert invoke(root, "check", "--write-baseline").exit_code == 0
    known = invoke(root, "check", "--strict")
    assert known.exit_code == 0
    assert "Known before: 3." in known.stderr
    path = root / "roles/clerk.yaml"
    path.write_text(
        path.read_text("utf-8").replace("duties:\n", "duties:\n  - Веде архів тощо.\n"), "utf-8"
    )
    new = invoke(root, "check", "--strict")
    assert new.exit_code == 1
    assert new.stderr.count("[open-list") == 1


def test_the_day_decides_which_law_is_in_force(root: Path) -> None:
    role = "title: Діловод\nlaws: [Господарським кодексом України.]\n"
    (root / "roles/clerk.yaml").write_text(role, "utf-8")
    old = invoke(root, "check", "--select", "economic-code", "--date", "2025-08-27")
    assert old.exit_code == 0
    new = invoke(root, "check", "--select", "economic-code", "--date", "2025-08-28")
    assert new.exit_code == 1
    assert "[economic-code" in new.stderr


def test_fixes_are_shown_and_made_when_agreed_to(root: Path) -> None:
    before = (root / "roles/clerk.yaml").read_text("utf-8")
    asked = invoke(root, "check", "--fix", input="n\n")
    assert (asked.exit_code, (root / "roles/clerk.yaml").read_text("utf-8")) == (1, before)
    assert "-      Приймає активну\n+      Бере активну\n" in asked.stdout
    made = invoke(root, "check", "--fix", "--yes")
    assert made.exit_code == 0
    after = (root / "roles/clerk.yaml").read_text("utf-8")
    assert after == before.replace("Приймає активну", "Бере активну")
    assert "calque-take-part" not in invoke(root, "check").stderr


def test_rules_are_listed_and_explained(root: Path) -> None:
    listed = invoke(root, "rules")
    assert listed.exit_code == 0
    assert "full-liability" in listed.stdout
    family = invoke(root, "rules", "liability").stdout
    assert "full-liability" in family
    assert "open-list" not in family
    one = invoke(root, "rules", "open-list", lang="uk").stdout
    assert "тощо" in one
    assert "КЗпП" in one
    unknown = invoke(root, "rules", "opn-list")
    assert (unknown.exit_code, "did you mean 'open-list'?" in unknown.stderr) == (1, True)


def test_rules_can_be_read_outside_a_workspace(tmp_path: Path) -> None:
    assert "full-liability" in invoke(tmp_path, "rules").stdout


def test_a_rule_of_the_workspace_judges_too(root: Path) -> None:
    (root / "rules").mkdir()
    own = Path("tests/issues/rule-example/input/rules/house.yaml")
    text = (Path(__file__).parents[2] / own).read_text("utf-8")
    (root / "rules/house.yaml").write_text(text.replace("Готує положення", "Готує статут"), "utf-8")
    role = "title: Діловод\nlaws: [Положенням про відділ.]\n"
    (root / "roles/clerk.yaml").write_text(role, "utf-8")
    found = invoke(root, "check", "--select", "house")
    assert "[old-regulation; clause" in found.stderr


def test_professions_are_found_by_word_form_and_code(root: Path) -> None:
    rows = "Код;Назва професії\n3423;Інспектор з кадрів\n1477.1;Менеджер (управитель) з персоналу\n"
    (root / "classifier.csv").write_text(rows, "utf-8")
    assert "3423" in invoke(root, "classifier", "інспектором", "кадрами").stdout
    assert "Менеджер" in invoke(root, "classifier", "1477").stdout
    assert "3423" in invoke(root, "classifier", "інспекор", "з", "кадрів").stdout
    missing = invoke(root, "classifier", "космонавт")
    assert (missing.exit_code, missing.stdout) == (1, "")


def test_without_a_classifier_that_is_said(root: Path) -> None:
    done = invoke(root, "classifier", "кухар")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "classifier.csv" in done.stderr


SAMPLE = Path(__file__).parents[2]


def test_the_sample_roles_have_no_finding_above_info() -> None:
    for folder in (SAMPLE, SAMPLE / "samples/en"):
        found = json.loads(invoke(folder, "check", "--format", "json").stdout)["issues"]
        assert [one for one in found if one["severity"] != "info"] == []
    assert not (SAMPLE / "waivers.yaml").exists()
