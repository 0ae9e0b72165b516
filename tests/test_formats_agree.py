"""DOCX, PDF, HTML and text say the same words with the same numbers, as programs that are not ours read them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.make import FORMATS, Plan, build
from generator.source.workspace import load_workspace
from tests.tools import ROOT, convert, invalidities, pdf_text

ROLES = load_workspace(ROOT).role_ids()


class _Page(HTMLParser):
    """The words of a page's body, with a space wherever a block or a line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        if tag == "br":
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"
        if tag in ("p", "h1", "h2", "td", "th"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)


def words(text: str) -> list[str]:
    """Words and numbers in order; a word the PDF hyphenates at a line's end is whole again, blanks for the pen go."""
    whole = re.sub(r"\u2010\s*\n", "", text.replace("\xa0", " ").replace("\ufeff", ""))
    whole = re.sub(r"(?<=\w)-\n(?=\w)", "-", whole)
    return re.sub(r"_+", " ", whole).split()


def html_words(path: Path) -> list[str]:
    page = _Page()
    page.feed(path.read_text("utf-8"))
    return words("".join(page.parts))


def pdf_words(path: Path, heads: list[list[str]]) -> list[str]:
    """The words of a PDF, without the head of a table that is repeated where the table goes on."""
    found: list[str] = []
    # A word may be hyphenated where a page ends; no table goes on there.
    text = re.sub("\u2010\n\f", "\u2010\n", pdf_text(path, top_mm=18, bottom_mm=18))
    for page in text.split("\f"):
        on_page = words(page)
        head = next((head for head in heads if on_page[: len(head)] == head), [])
        begins_here = not contains(found, head)
        found += on_page if begins_here else on_page[len(head) :]
    return found


def contains(words_: list[str], part: list[str]) -> bool:
    return bool(part) and any(words_[at : at + len(part)] == part for at in range(len(words_)))


def table_heads(path: Path) -> list[list[str]]:
    """The words of the head row of every table of a page."""
    rows = re.findall(r"<thead>(.*?)</thead>", path.read_text("utf-8"), re.DOTALL)
    return [words(re.sub(r"<[^>]+>", " ", row)) for row in rows]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Final copies of all shipped roles in all formats, and each DOCX as LibreOffice's text in `<role>.odtext`."""
    import shutil

    root = tmp_path_factory.mktemp("built")
    for name in ("posada.yaml", "roles"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / name)
    report = build(Plan(root, FORMATS, draft=False), jobs=2)
    assert report.issues == ()
    out = root / "output"
    converted = root / "libreoffice"
    converted.mkdir()
    convert(sorted(out.glob("*.docx")), "txt:Text (encoded):UTF8", converted)
    return root


@pytest.mark.parametrize("role", ROLES)
def test_every_format_says_the_same_words_and_numbers(built: Path, role: str) -> None:
    text = words((built / "output" / f"{role}.txt").read_text("utf-8"))
    assert len(text) > 400
    assert html_words(built / "output" / f"{role}.html") == text
    page = built / "output" / f"{role}.html"
    assert pdf_words(built / "output" / f"{role}.pdf", table_heads(page)) == text
    assert words((built / "libreoffice" / f"{role}.txt").read_text("utf-8")) == text


@pytest.mark.parametrize("role", ROLES)
def test_the_open_xml_sdk_finds_nothing_wrong(built: Path, role: str) -> None:
    assert invalidities(built / "output" / f"{role}.docx") == []
