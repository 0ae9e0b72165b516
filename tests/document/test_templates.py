"""A file of the workspace shadows the built-in one of its name; the theme is laid on the built-in one key by key."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from generator.document.templates import Templates
from generator.issue import Code, IssueError, Location
from generator.make import Composer, Plan, load_theme
from generator.model.theme import contrast_with_black
from generator.source.workspace import load_workspace
from tests.workspace import ROOT, SETTINGS, write_workspace

ROLES = {"clerk": "title: Діловод\nduties: [Пише листи.]\n"}


def templates_of(root: Path, files: Mapping[str, str], settings: str = SETTINGS) -> Templates:
    return Templates(write_workspace(root, ROLES, settings, files))


def words(root: Path, files: Mapping[str, str]) -> str:
    """All that the document of the one role says."""
    write_workspace(root, ROLES, SETTINGS, files)
    document = Composer(Plan(root)).document("clerk")
    return "\n".join(paragraph.text for paragraph in document.paragraphs())


def stopped(root: Path, files: Mapping[str, str]) -> tuple[Code, Location, dict[str, str]]:
    with pytest.raises(IssueError) as raised:
        words(root, files)
    (found,) = raised.value.issues
    assert found.location is not None
    return found.code, found.location, dict(found.values)


# Which file


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "built in"),
        ({"document.css": "own"}, "own"),
        ({"uk/document.css": "own language"}, "own language"),
        ({"document.css": "own", "uk/document.css": "own language"}, "own language"),
        ({"en/document.css": "other language"}, "built in"),
    ],
    ids=["none", "root", "language", "both", "other-language"],
)
def test_the_folder_of_the_language_comes_before_the_folder_itself(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    text = templates_of(tmp_path, files).read("document.css").text
    assert text == expected if expected != "built in" else "table-layout" in text


def test_a_file_for_one_language_comes_before_the_built_in_one_for_all(tmp_path: Path) -> None:
    english = SETTINGS + "language: en\n"
    files = {"uk/wording.html.j2": "uk", "wording.html.j2": "any"}
    assert templates_of(tmp_path, files, english).read("wording.html.j2").text == "any"


def test_a_missing_file_is_an_issue(tmp_path: Path) -> None:
    templates = templates_of(tmp_path, {})
    assert templates.find("nothing.css") is None
    with pytest.raises(IssueError) as raised:
        templates.read("nothing.css")
    assert raised.value.issues[0].code is Code.TEMPLATE_MISSING


def test_one_shadowed_file_leaves_the_others_built_in(tmp_path: Path) -> None:
    own = '<section class="keep"><p class="note">Підпис не потрібен</p></section>'
    found = words(tmp_path, {"signatures.html.j2": own})
    assert "Підпис не потрібен" in found
    assert "Пише листи." in found
    assert "ПОСАДОВА ІНСТРУКЦІЯ" in found
    assert "ознайомлений" not in found


def test_an_own_file_can_include_a_new_one(tmp_path: Path) -> None:
    files = {
        "signatures.html.j2": '{% include "parts/new.html.j2" %}',
        "parts/new.html.j2": '<p class="note">{{ title.genitive }}</p>',
    }
    assert words(tmp_path, files).endswith("Діловода")


# Themes


@pytest.mark.parametrize(
    ("own", "path", "expected"),
    [
        ("fonts: {size_pt: 14}\n", ("fonts", "size_pt"), 14),
        ("fonts: {size_pt: 14}\n", ("fonts", "line"), 1.15),
        ("page: {left_mm: 25}\n", ("page", "left_mm"), 25),
        ("page: {left_mm: 25}\n", ("page", "width_mm"), 210),
        ("fonts: {families: [PT Serif]}\n", ("fonts", "families"), ("PT Serif",)),
        ("paragraphs: {heading: {align: left}}\n", ("paragraphs", "heading", "align"), "left"),
        ("paragraphs: {heading: {align: left}}\n", ("paragraphs", "heading", "bold"), True),
        ("paragraphs: {heading: {align: left}}\n", ("paragraphs", "clause", "align"), "justify"),
        ("tables: {grid: {borders: false}}\n", ("tables", "grid", "borders"), False),
    ],
)  # fmt: skip
def test_a_theme_changes_only_the_keys_it_has(
    tmp_path: Path, own: str, path: tuple[str, ...], expected: object
) -> None:
    found: object = load_theme(templates_of(tmp_path, {"theme.yaml": own}))
    for step in path:
        found = found[step] if isinstance(found, dict) else getattr(found, step)
    assert found == expected


def test_a_theme_of_the_language_is_laid_on_the_workspaces_own(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "fonts: {size_pt: 14}\npage: {top_mm: 25}\n",
        "uk/theme.yaml": "fonts: {size_pt: 13}\n",
        "en/theme.yaml": "fonts: {size_pt: 11}\n",
    }
    theme = load_theme(templates_of(tmp_path, files))
    assert (theme.fonts.size_pt, theme.page.top_mm, theme.page.bottom_mm) == (13, 25, 20)


@pytest.mark.parametrize(
    ("own", "code", "line"),
    [
        ("fonts: {size: 14}\n", Code.FIELD_UNKNOWN, 1),
        ("page:\n  left_mm: wide\n", Code.FIELD_VALUE, 2),
        ("page:\n  left_mm: -1\n", Code.FIELD_VALUE, 2),
        ("draft_colour: red\n", Code.FIELD_VALUE, 1),
        ("paragraphs: {clause: {align: middle}}\n", Code.FIELD_VALUE, 1),
    ],
)
def test_what_is_wrong_in_a_theme_is_named_in_that_file(
    tmp_path: Path, own: str, code: Code, line: int
) -> None:
    with pytest.raises(IssueError) as raised:
        load_theme(templates_of(tmp_path, {"theme.yaml": own}))
    (found,) = raised.value.issues
    assert found.location is not None
    assert (found.code, found.location.file, found.location.line) == (
        code,
        "templates/theme.yaml",
        line,
    )


@pytest.mark.parametrize(
    ("own", "place", "kind"),
    [
        ("numbering: ['{9}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['{1}', '{1}.{2', '{3}']\n", "1:20", "numbering"),
        ("numbering: ['{1}', '{3}', '{3}']\n", "1:20", "numbering"),
        ("numbering: ['{}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['{x}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['{1.real}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['{1:99999999999}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['{{{1}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("numbering: ['%1 {1}', '{2}', '{3}']\n", "1:13", "numbering"),
        ("page: {left_mm: 150, right_mm: 100}\n", "1:17", "margins"),
        ("page:\n  right_mm: 140\n", "2:13", "margins"),
        ("page:\n  width_mm: 80\n", "2:13", "margins"),
        ("page: {bottom_mm: 250}\n", "1:19", "margins"),
        ("page: {number_offset_mm: 21}\n", "1:26", "number_offset"),
        ("page: {top_mm: 8}\n", "1:16", "number_offset"),
        ("paragraphs: {clause: {right_mm: 151}}\n", "1:33", "indents"),
        ("paragraphs: {clause: {left_mm: 80, right_mm: 90}}\n", "1:46", "indents"),
        ("tables: {signature: {columns_mm: [0, 130, 125]}}\n", "1:43", "columns_order"),
        ("tables: {signature: {columns_mm: [0, 0, 125]}}\n", "1:38", "columns_order"),
        ("tables: {grid: {columns_mm: [0, 170]}}\n", "1:33", "columns_width"),
        ("paragraphs: {bullet: {left_mm: 80, hanging_mm: 85}}\n", "1:48", "indents"),
        ("shades: ['#ffffff', '#0000ff'" + ", '#ffffff'" * 8 + "]\n", "1:21", "contrast"),
        (
            "# вужче\npage: {right_mm: 60}\ntables: {grid: {columns_mm: [0, 171]}}\n",
            "3:33",
            "columns_width",
        ),
        ("page: {width_mm: 100}\nparagraphs: {clause: {left_mm: 60}}\n", "2:32", "indents"),
    ],
)
def test_values_of_a_theme_that_do_not_fit_together_are_named_in_that_file(
    tmp_path: Path, own: str, place: str, kind: str
) -> None:
    with pytest.raises(IssueError) as raised:
        load_theme(templates_of(tmp_path, {"theme.yaml": own}))
    for found in raised.value.issues:
        assert found.location is not None
        assert f"{found.location.line}:{found.location.column}" == place
        assert found.location.excerpt == own.splitlines()[found.location.line - 1]
        assert (found.code, dict(found.values)["expected"]) == (Code.FIELD_VALUE, f"kind.{kind}")


def test_all_values_of_a_theme_that_do_not_fit_are_told_at_once(tmp_path: Path) -> None:
    own = "numbering: ['{', '}', '{3}']\npage: {left_mm: 200, top_mm: 5}\n"
    with pytest.raises(IssueError) as raised:
        load_theme(templates_of(tmp_path, {"theme.yaml": own}))
    lines = [found.location.line for found in raised.value.issues if found.location]
    assert lines == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "own",
    [
        "numbering: ['Розділ {1}', '{1}.{2})', '—']\n",
        "page: {number_offset_mm: 0}\n",
        "page: {width_mm: 297, height_mm: 210}\n",
        "tables: {grid: {columns_mm: [0, 169]}}\n",
        "page: {right_mm: 60}\n",
        "page: {width_mm: 148, height_mm: 210}\n",
    ],
    ids=["numbering", "number-at-the-edge", "landscape", "columns", "wide-margins", "a5"],
)
def test_an_unusual_theme_that_fits_is_taken(tmp_path: Path, own: str) -> None:
    write_workspace(tmp_path, ROLES, SETTINGS, {"theme.yaml": own})
    assert Composer(Plan(tmp_path)).document("clerk").blocks


def test_the_shades_of_the_theme_can_be_told_apart_in_grey_and_black_words_read_on_them() -> None:
    shades = load_theme(Templates(load_workspace(ROOT))).shades
    contrasts = list(map(contrast_with_black, shades))
    assert contrasts[0] == pytest.approx(21)
    assert min(contrasts) >= 7
    # CIE L*: two patches side by side differ to the eye from some 2 on.
    light = [116 * (contrast * 0.05 - 0.05) ** (1 / 3) - 16 for contrast in contrasts]
    assert all(before - after > 3.5 for before, after in pairwise(light))


@pytest.mark.parametrize("key", ["x y", "Clause", "x } body { display: none", "1a"])
def test_a_style_has_a_name_that_is_also_a_class(tmp_path: Path, key: str) -> None:
    own = f"paragraphs:\n  '{key}': {{name: Нове}}\n"
    with pytest.raises(IssueError) as raised:
        load_theme(templates_of(tmp_path, {"theme.yaml": own}))
    (found,) = raised.value.issues
    assert found.location is not None
    assert (found.code, found.location.line) == (Code.ID_INVALID, 2)


@pytest.mark.parametrize(
    "own", ["paragraphs: {sign: {name: Нове}}\n", "tables: {wide: {name: Нове}}\n"]
)
def test_a_theme_may_have_styles_of_its_own(tmp_path: Path, own: str) -> None:
    write_workspace(tmp_path, ROLES, SETTINGS, {"theme.yaml": own})
    assert Composer(Plan(tmp_path)).document("clerk").blocks


# What stops a template


@pytest.mark.parametrize(
    ("markup", "code", "line"),
    [
        ("А\n{% if %}", Code.TEMPLATE_SYNTAX, 2),
        ("\n\n{{ missing }}", Code.TEMPLATE_FAILED, 3),
        ("\n{{ title.dativ }}", Code.TEMPLATE_FAILED, 2),
        ("\n{{ 1 / 0 }}", Code.TEMPLATE_FAILED, 2),
        ("{{ title.__class__.__mro__ }}", Code.TEMPLATE_FAILED, 1),
        ("{{ sections.clear() }}", Code.TEMPLATE_FAILED, 1),
        ("{{ range(1000000000)|list }}", Code.TEMPLATE_FAILED, 1),
        ("{% include 'missing.html' %}", Code.TEMPLATE_MISSING, 0),
        ("{% include '../posada.yaml' %}", Code.TEMPLATE_MISSING, 0),
        ("{% include '/etc/passwd' %}", Code.TEMPLATE_MISSING, 0),
        ("{% include 'signatures.html.j2' %}", Code.TEMPLATE_FAILED, 1),
    ],
    ids=[
        "syntax", "undefined", "undefined-attribute", "error", "sandbox", "immutable", "range",
        "missing", "outside", "absolute", "itself",
    ],
)  # fmt: skip
def test_what_stops_a_template_is_an_issue_at_its_line(
    tmp_path: Path, markup: str, code: Code, line: int
) -> None:
    found, place, values = stopped(tmp_path, {"signatures.html.j2": markup})
    assert found is code
    if line:
        assert (place.file, place.line) == ("templates/signatures.html.j2", line)
        assert place.excerpt.strip() in markup
        assert values["reason"]


def test_markup_outside_the_vocabulary_is_an_issue(tmp_path: Path) -> None:
    code, _, values = stopped(tmp_path, {"signatures.html.j2": "<div>А</div>"})
    assert (code, values["found"]) == (Code.TEMPLATE_VOCABULARY, "<div>")


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ('<p>\n  п. <a href="#nothing"/></p>', ("templates/signatures.html.j2", 2, 15)),
        (
            "<p><a href=\"{{ '#' ~ 'noth' ~ 'ing' }}\"/></p>",
            ("templates/job-description.html.j2", 0, 0),
        ),
    ],
    ids=["written", "computed"],
)
def test_an_unknown_reference_of_a_template_is_named_in_the_template(
    tmp_path: Path, markup: str, place: tuple[str, int, int]
) -> None:
    code, found, values = stopped(tmp_path, {"signatures.html.j2": markup})
    assert (code, values["clause"]) == (Code.REFERENCE_UNKNOWN, "nothing")
    assert (found.file, found.line, found.column) == place


def test_values_are_escaped_in_own_templates(tmp_path: Path) -> None:
    own = "<p>{{ '<b>' ~ organisation.name ~ '&' }}</p>"
    assert words(tmp_path, {"signatures.html.j2": own}).endswith("<b>Товариство «Зразок»&")


def test_a_template_that_is_not_utf_8_is_an_issue(tmp_path: Path) -> None:
    write_workspace(tmp_path, ROLES, SETTINGS, {"signatures.html.j2": ""})
    (tmp_path / "templates/signatures.html.j2").write_bytes("їжак".encode("cp1251"))
    with pytest.raises(IssueError) as raised:
        Composer(Plan(tmp_path)).document("clerk")
    (found,) = raised.value.issues
    assert (found.code, found.location and found.location.file) == (
        Code.FILE_ENCODING,
        "templates/signatures.html.j2",
    )
