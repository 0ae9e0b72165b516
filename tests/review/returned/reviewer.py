"""A reviewer: edits a Word file of ours as Word itself would write it, with or without recording the changes."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.render.docx.inline import bookmark_name

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
WHO = {f"{W}author": "Марія Шевчук", f"{W}date": "2026-03-03T10:00:00Z"}


class Reviewer:
    """A file that is being edited; clauses are named by their ids."""

    def __init__(self, content: bytes, *, tracks: bool) -> None:
        self._content = content
        self._tracks = tracks
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._root = ElementTree.fromstring(archive.read("word/document.xml"))
        body = self._root.find(f"{W}body")
        assert body is not None
        self.body = body
        self._numbers = iter(range(5000, 9000))

    def reword(self, clause: str, text: str) -> None:
        """Type another text over the whole clause."""
        paragraph = self._paragraph(clause)
        runs = [child for child in paragraph if child.tag in (f"{W}r", f"{W}hyperlink")]
        place = list(paragraph).index(runs[0]) if runs else len(paragraph)
        for run in runs:
            paragraph.remove(run)
        new = [self._run(text)]
        if self._tracks:
            new = [self._change("del", [_deleted(run) for run in runs]), self._change("ins", new)]
        for run in reversed(new):
            paragraph.insert(place, run)

    def remove(self, clause: str) -> None:
        paragraph = self._paragraph(clause)
        if not self._tracks:
            self.body.remove(paragraph)
            return
        self._mark(paragraph, "del")
        for run in [child for child in paragraph if child.tag == f"{W}r"]:
            place = list(paragraph).index(run)
            paragraph.remove(run)
            paragraph.insert(place, self._change("del", [_deleted(run)]))

    def add(self, after: str, text: str) -> None:
        """Press Enter at the end of a clause and type."""
        neighbour = self._paragraph(after)
        paragraph = ElementTree.Element(f"{W}p")
        properties = copy.deepcopy(neighbour.find(f"{W}pPr"))
        assert properties is not None
        paragraph.append(properties)
        run = self._run(text)
        paragraph.append(self._change("ins", [run]) if self._tracks else run)
        if self._tracks:
            self._mark(paragraph, "ins")
        self.body.insert(list(self.body).index(neighbour) + 1, paragraph)

    def move(self, clause: str, after: str) -> None:
        """Cut a clause and paste it behind another; Word records that as one gone and one come."""
        paragraph = self._paragraph(clause)
        if self._tracks:
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            self.remove(clause)
            self.add(after, text)
            return
        self.body.remove(paragraph)
        self.body.insert(list(self.body).index(self._paragraph(after)) + 1, paragraph)

    def saved(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._content)) as source,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for entry in source.infolist():
                part = source.read(entry)
                if entry.filename == "word/document.xml":
                    part = ElementTree.tostring(self._root, encoding="utf-8", xml_declaration=True)
                target.writestr(entry.filename, part)
        return stream.getvalue()

    def edit(self, do: Callable[[Element], object]) -> Reviewer:
        """Do anything else to the body."""
        do(self.body)
        return self

    def _paragraph(self, clause: str) -> Element:
        name = bookmark_name(clause)
        for paragraph in self.body.iter(f"{W}p"):
            for mark in paragraph.iter(f"{W}bookmarkStart"):
                if mark.get(f"{W}name") == name:
                    return paragraph
        raise KeyError(clause)

    def _run(self, text: str) -> Element:
        run = ElementTree.Element(f"{W}r")
        words = ElementTree.SubElement(run, f"{W}t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _change(self, kind: str, runs: list[Element]) -> Element:
        change = ElementTree.Element(W + kind, {f"{W}id": str(next(self._numbers)), **WHO})
        change.extend(runs)
        return change

    def _mark(self, paragraph: Element, kind: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        look = properties.find(f"{W}rPr")
        if look is None:
            look = ElementTree.SubElement(properties, f"{W}rPr")
        look.insert(0, self._change(kind, []))


def _deleted(run: Element) -> Element:
    gone = copy.deepcopy(run)
    for words in gone.iter(f"{W}t"):
        words.tag = f"{W}delText"
    for code in gone.iter(f"{W}instrText"):
        code.tag = f"{W}delInstrText"
    return gone
