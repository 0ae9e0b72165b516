"""Whatever is wrong with settings, theme, templates or emblem: an issue at its place, status 1, nothing written."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.issue import Code
from tests.machine import need_pango
from tests.outcome import POSIX, TITLE, Content, build, expected_files, stopped, write
from tests.workspace import SETTINGS

# The workspace itself


CODED = SETTINGS.replace("city", "code: 12345679, city")


def with_emblem(path: str) -> str:
    return SETTINGS.replace("city", f"emblem: {path}, city")


EMBLEM_PLACE = f":1:{with_emblem('x').index('emblem') + 9}"

BAD_SETTINGS: Mapping[str, tuple[str, str, Code]] = {
    "empty": ("", "", Code.YAML_EMPTY),
    "syntax": ("organisation: {name: А\n", ":1:15", Code.YAML_SYNTAX),
    "unknown-key": (f"{SETTINGS}langauge: uk\n", ":5:1", Code.FIELD_UNKNOWN),
    "missing-key": ("organisation: {name: А, city: Б}\n", ":1:1", Code.FIELD_MISSING),
    "language": (f"{SETTINGS}language: de\n", ":5:11", Code.FIELD_VALUE),
    "layout": (f"{SETTINGS}document: {{layout: short}}\n", ":5:20", Code.FIELD_VALUE),
    "date": (f"{SETTINGS}document: {{order: {{date: 01.09.2026}}}}\n", ":5:26", Code.FIELD_VALUE),
    "date-of-no-calendar": (f"{SETTINGS}document: {{order: {{date: 2026-02-30}}}}\n", ":5:26", Code.FIELD_VALUE),
    "organisation-code": (CODED, f":1:{CODED.index('code') + 7}", Code.ORGANISATION_CODE),
    "signer-key": (f"{SETTINGS}  agree: [{{key: Кадри, position: А}}]\n", ":5:17", Code.ID_INVALID),
    "emblem-missing": (with_emblem("no.png"), EMBLEM_PLACE, Code.EMBLEM_INVALID),
    "emblem-above": (with_emblem("../x.png"), EMBLEM_PLACE, Code.PATH_OUTSIDE),
    "emblem-absolute": (with_emblem("/etc/passwd"), EMBLEM_PLACE, Code.PATH_OUTSIDE),
    "emblem-endless-name": (with_emblem("a" * 290), EMBLEM_PLACE, Code.EMBLEM_INVALID),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "code"), BAD_SETTINGS.values(), ids=list(BAD_SETTINGS)
)
def test_wrong_settings_are_named_at_their_place(
    tmp_path: Path, content: str, place: str, code: Code
) -> None:
    stopped(write(tmp_path, {"posada.yaml": content}), f"posada.yaml{place}", code)


def test_without_settings_there_is_no_workspace(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "posada.yaml").unlink()
    stopped(tmp_path, "", Code.WORKSPACE_MISSING)


def test_without_the_folder_of_roles_that_is_told(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "roles/good.yaml").unlink()
    (tmp_path / "roles").rmdir()
    stopped(tmp_path, "roles", Code.FILE_UNREADABLE)


def test_a_file_for_the_folder_of_roles_is_an_issue(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "roles/good.yaml").unlink()
    (tmp_path / "roles").rmdir()
    (tmp_path / "roles").write_text("roles", "utf-8")
    stopped(tmp_path, "roles", Code.FILE_UNREADABLE)


@POSIX
def test_a_folder_of_roles_outside_is_neither_listed_nor_read(tmp_path: Path) -> None:
    write(tmp_path / "other", {"roles/secret.yaml": TITLE})
    root = write(tmp_path / "firm", {})
    (root / "roles/good.yaml").unlink()
    (root / "roles").rmdir()
    (root / "roles").symlink_to("../other/roles")
    outcome = stopped(root, "roles", Code.PATH_OUTSIDE)
    assert "secret" not in outcome.said


# Theme, stylesheet, reference document


BAD_THEMES: Mapping[str, tuple[str, str, Code]] = {
    "empty": ("# нічого\n", "", Code.YAML_EMPTY),
    "syntax": ("page: {left_mm: 20\n", ":1:7", Code.YAML_SYNTAX),
    "unknown-key": ("page:\n  left: 20\n", ":2:3", Code.FIELD_UNKNOWN),
    "word-for-number": ("page:\n  left_mm: широко\n", ":2:12", Code.FIELD_VALUE),
    "negative": ("page:\n  left_mm: -1\n", ":2:12", Code.FIELD_VALUE),
    "not-a-number": ("fonts: {size_pt: nan}\n", ":1:18", Code.FIELD_VALUE),
    "infinite": ("fonts: {size_pt: inf}\n", ":1:18", Code.FIELD_VALUE),
    "list-for-keys": ("fonts: []\n", ":1:8", Code.FIELD_TYPE),
    "no-fonts": ("fonts: {families: []}\n", ":1:19", Code.FIELD_TYPE),
    "one-level": ("numbering: ['{1}.']\n", ":1:12", Code.FIELD_TYPE),
    "colour": ("draft_colour: red\n", ":1:15", Code.FIELD_VALUE),
    "alignment": ("paragraphs: {clause: {align: middle}}\n", ":1:30", Code.FIELD_VALUE),
    "column": ("tables: {requisites: {columns_mm: [0, а]}}\n", ":1:39", Code.FIELD_VALUE),
}  # fmt: skip


@pytest.mark.parametrize(("content", "place", "code"), BAD_THEMES.values(), ids=list(BAD_THEMES))
def test_a_wrong_theme_is_named_at_its_place(
    tmp_path: Path, content: str, place: str, code: Code
) -> None:
    root = write(tmp_path, {"templates/theme.yaml": content})
    stopped(root, f"templates/theme.yaml{place}", code)


def test_a_missing_font_leaves_the_other_formats(tmp_path: Path) -> None:
    need_pango()
    root = write(tmp_path, {"templates/theme.yaml": "fonts: {families: [Шрифт якого немає]}\n"})
    outcome = build(root, formats=("docx", "txt", "pdf"))
    assert outcome.status == 1
    assert outcome.places() == ["templates/theme.yaml font-missing"]
    assert outcome.files == expected_files("good")


def test_what_is_no_word_document_is_no_reference(tmp_path: Path) -> None:
    for content in (b"", b"text", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18):
        root = write(tmp_path, {"templates/reference.docx": content})
        stopped(root, "templates/reference.docx", Code.REFERENCE_DOCUMENT)


BAD_TEMPLATES: Mapping[str, tuple[Content, str, Code]] = {
    "syntax": ("<p>\n{% if x %}\n</p>\n{% endfor %}", "signatures.html.j2:4", Code.TEMPLATE_SYNTAX),
    "open-tag": ("{{ title", "signatures.html.j2:1", Code.TEMPLATE_SYNTAX),
    "undefined": ("\n{{ nothing }}", "signatures.html.j2:2", Code.TEMPLATE_FAILED),
    "undefined-attribute": ("\n{{ organisation.boss }}", "signatures.html.j2:2", Code.TEMPLATE_FAILED),
    "runtime": ("\n\n{{ 1 / 0 }}", "signatures.html.j2:3", Code.TEMPLATE_FAILED),
    "endless": ("{% include 'signatures.html.j2' %}", "signatures.html.j2:1", Code.TEMPLATE_FAILED),
    "missing-include": ("\n{% include 'no.html.j2' %}", "signatures.html.j2:2", Code.TEMPLATE_MISSING),
    "unknown-element": ("<div>А</div>", "job-description.html.j2", Code.TEMPLATE_VOCABULARY),
    "unknown-class": ("<p class='stamp'>А</p>", "job-description.html.j2", Code.TEMPLATE_VOCABULARY),
    "open-element": ("<p>А", "job-description.html.j2", Code.TEMPLATE_VOCABULARY),
    "loose-text": ("А", "job-description.html.j2", Code.TEMPLATE_VOCABULARY),
    "unknown-reference": ("<p><a href='#nothing'/></p>", "signatures.html.j2:1:13", Code.REFERENCE_UNKNOWN),
    "endless-text": ("<p>{{ 'x' * 10 ** 10 }}</p>", "signatures.html.j2:1", Code.TEMPLATE_FAILED),
    "control-character": ("<p>\x07</p>", "signatures.html.j2:1:4", Code.CHARACTER_FORBIDDEN),
    "not-utf-8": ("<p>їжак</p>".encode("cp1251"), "signatures.html.j2:1", Code.FILE_ENCODING),
    "large": ("{#" + " " * 5_000_000 + "#}", "signatures.html.j2", Code.FILE_TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "code"), BAD_TEMPLATES.values(), ids=list(BAD_TEMPLATES)
)
def test_a_bad_template_is_named_and_nothing_is_written(
    tmp_path: Path, content: Content, place: str, code: Code
) -> None:
    root = write(tmp_path, {"templates/signatures.html.j2": content})
    outcome = build(root)
    assert outcome.status == 1
    assert outcome.places() == [f"templates/{place} {code}"]
    assert outcome.files == frozenset()


@pytest.mark.parametrize(
    "name", ["signatures.html.j2", "theme.yaml", "document.css", "reference.docx"]
)
def test_a_folder_or_dead_link_for_a_template_is_not_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path, {})
    (tmp_path / "templates" / name).mkdir(parents=True)
    outcome = build(tmp_path, formats=("docx", "html"))
    assert outcome.status == 1
    assert outcome.places() == [f"templates/{name} file-unreadable"]
    assert outcome.files == frozenset()


# The emblem


def png(announced: tuple[int, int], rows: int, kind: int = 0) -> bytes:
    """A grey picture ten pixels wide of `rows` rows that may announce another size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", *announced, 8, kind, 0, 0, 0)
    data = zlib.compress((b"\0" + b"\x80" * 10) * rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def svg(inside: str, attributes: str = 'viewBox="0 0 4 4"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


USES = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(1, 300))
LAUGHS = '<g id="a0"><path d="M0 0h1"/></g>' + "".join(
    f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 9 + "</g>" for n in range(1, 9)
)
BAD_EMBLEMS: Mapping[str, bytes] = {
    "empty": b"",
    "text": b"hello",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "png-head-lies-taller": png((10, 3000), rows=10),
    "png-head-lies-wider": png((3000, 10), rows=10),
    "png-head-lies-colours": png((10, 10), rows=10, kind=6),
    "png-palette-missing": png((10, 10), rows=10, kind=3),
    "png-of-unknown-kind": png((10, 10), rows=10, kind=5),
    "png-too-large": png((200_000, 200_000), rows=10),
    "png-cut": png((10, 10), rows=10)[:-20],
    "png-changed": png((10, 10), rows=10).replace(b"\x80", b"\x81"),
    "svg-cut": svg("")[:-3],
    "svg-script": svg("<script>alert(1)</script>"),
    "svg-event": svg("", 'viewBox="0 0 4 4" onload="alert(1)"'),
    "svg-image": svg('<image href="http://127.0.0.1/x.png"/>'),
    "svg-style": svg("<style>@import url(http://127.0.0.1/);</style>"),
    "svg-style-escaped": svg("<style>rect { fill: u\\72l(http://127.0.0.1/) }</style>"),
    "svg-doctype": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(""),
    "svg-instruction": b'<?xml-stylesheet href="http://127.0.0.1/"?>' + svg(""),
    "svg-utf-16": svg("").decode().encode("utf-16"),
    "svg-other-encoding": b"<?xml version='1.0' encoding='utf-7'?>" + svg(""),
    "svg-deep": svg("<g>" * 20_000 + "</g>" * 20_000),
    "svg-many": svg("<g/>" * 30_000),
    "svg-laughs": svg(LAUGHS + '<use href="#a8"/>'),
    "svg-draws-itself": svg('<g id="a"><use href="#a"/></g>'),
    "svg-masks-itself": svg('<mask id="a"><rect mask="url(#a)"/></mask>'),
    "svg-chain": svg('<g id="a0"/>' + USES),
    "svg-wide": svg("", 'viewBox="0 0 1000000 1"'),
    "svg-endless": svg("", f'width="{"9" * 400}" height="1"'),
    "svg-flat": svg("", 'viewBox="0 0 4 0"'),
    "svg-no-size": svg("", ""),
}


@pytest.mark.parametrize("content", BAD_EMBLEMS.values(), ids=list(BAD_EMBLEMS))
def test_what_is_no_harmless_picture_is_no_emblem(tmp_path: Path, content: bytes) -> None:
    root = write(tmp_path, {"posada.yaml": with_emblem("e.svg"), "e.svg": content})
    stopped(root, f"posada.yaml{EMBLEM_PLACE}", Code.EMBLEM_INVALID)
