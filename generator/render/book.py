"""The PDFs of several documents and of their contents → one tagged PDF with outline, links and numbered sheets.

Every page stays as it is, with the page number of its own document; the number of the sheet is added at the foot.
pikepdf is imported only when a book is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pikepdf import OutlineItem, Pdf

Contents = Callable[[tuple[range, ...]], bytes]
"""The sheets of each part → the PDF of the contents, whose links are called as the parts are."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the book: its id, its title in the outline, and its PDF."""

    id: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What the book says of itself; `language` is a BCP 47 tag."""

    title: str
    author: str
    language: str
    day: date | None = None


def bind(
    parts: Sequence[Part], contents: Contents, stamps: Callable[[int], bytes], about: About
) -> bytes:
    """The book; `stamps` makes a PDF of so many sheets or more, with nothing but the number of each."""
    from pikepdf import Pdf

    with ExitStack() as opened:

        def opener(content: bytes) -> Pdf:
            return opened.enter_context(Pdf.open(BytesIO(content)))

        sources = [opener(part.content) for part in parts]
        front = _front(contents, [len(source.pages) for source in sources], opener)
        book = _Book(opened.enter_context(Pdf.new()))
        book.add(front, "")
        for part, source in zip(parts, sources, strict=True):
            book.add(source, part.id, part.title)
        book.stamp(opener(stamps(len(book.pdf.pages))))
        return book.finished(about)


_TRIES: Final = 4
"""How often may the contents be made? Once to see how many sheets they take, once more when that changes numbers."""


def _front(contents: Contents, counts: list[int], opener: Callable[[bytes], Pdf]) -> Pdf:
    """The contents, with the sheets that follow from how many they take themselves."""
    length = 1
    for _ in range(_TRIES):
        front = opener(contents(tuple(_sheets(counts, length + 1))))
        if len(front.pages) == length:
            break
        length = len(front.pages)
    return front


def _sheets(counts: list[int], first: int) -> Iterator[range]:
    for count in counts:
        yield range(first, first + count)
        first += count


class _Book:
    """A PDF that others are added to; first the contents, whose links lead to the documents by their ids."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._outline: list[OutlineItem] = []
        self._waiting: list[tuple[str, Any]] = []
        self._tags = _Tags(pdf)

    def add(self, source: Pdf, called: str, title: str = "") -> None:
        """Append a document; one with a `title` stands in the outline, with its headings below."""
        start = len(self.pdf.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        pages = [page.obj for page in list(self.pdf.pages)[start:]]
        places = {page.objgen: at for at, page in enumerate(source.pages)}
        self._link(source, pages, places, leave=not title)
        self._tags.add(source, pages)
        if title:
            self._outline.append(_outline(source, title, start, places))
            self._lead(called, pages[0])

    def _link(self, source: Pdf, pages: list[Any], places: dict[Any, int], leave: bool) -> None:
        """Links by name become links to places: two documents may use the same name."""
        from pikepdf import Array

        names = _names(source)
        for page in pages:
            for annotation in page.get("/Annots", ()):
                target = names.get(str(annotation.get("/Dest", "")))
                if target is not None:
                    if leave:
                        self._waiting.append((str(annotation.Dest), annotation))
                    rest = list(target)[1:]
                    annotation.Dest = Array([pages[places[target[0].objgen]], *rest])

    def _lead(self, called: str, page: Any) -> None:
        """Let the links of the contents to a document lead to its first page."""
        from pikepdf import Array, Name

        for name, annotation in self._waiting:
            if name == called:
                annotation.Dest = Array([page, Name.Fit])

    def stamp(self, stamps: Pdf) -> None:
        """Put the number of its sheet on every page, as an artifact: it is no part of what the document says."""
        from pikepdf import Name

        pairs = zip(self.pdf.pages, stamps.pages, strict=False)
        for number, (page, stamp) in enumerate(pairs, start=1):
            form = self.pdf.copy_foreign(stamp.as_form_xobject())
            name = page.add_resource(form, Name.XObject, Name(f"/Sheet{number}"))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ /Artifact BMC q {name} Do Q EMC".encode())

    def finished(self, about: About) -> bytes:
        """The file, the same for the same parts."""
        from pikepdf import Dictionary, ObjectStreamMode, OutlineItem

        with self.pdf.open_outline() as outline:
            whole = OutlineItem(about.title, 0, "Fit")
            whole.children.extend(self._outline)
            outline.root.append(whole)
        self._tags.finish()
        root: Any = self.pdf.Root
        root.Lang = about.language
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _describe(self.pdf, about)
        stream = BytesIO()
        self.pdf.save(
            stream,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return stream.getvalue()


def _names(source: Pdf) -> dict[str, Any]:
    """The named places of a document."""
    root: Any = source.Root
    pairs = list(root.Names.Dests.Names) if "/Names" in root and "/Dests" in root.Names else []
    return {str(name): place for name, place in zip(pairs[::2], pairs[1::2], strict=True)}


def _outline(source: Pdf, title: str, start: int, places: dict[Any, int]) -> OutlineItem:
    """The entry of a document: its title, and below the headings under that of the kind (ПОСАДОВА ІНСТРУКЦІЯ)."""
    from pikepdf import OutlineItem

    entry = OutlineItem(title, start, "Fit")
    entry.is_closed = True
    with source.open_outline() as outline:
        for top in outline.root:
            for item in top.children or (top,):
                place: Any = item.destination
                index = start + places[place[0].objgen]
                left, upper = float(place[2]), float(place[3])
                entry.children.append(OutlineItem(item.title, index, "XYZ", left=left, top=upper))
    return entry


class _Tags:
    """The structure of all documents as one: what a screen reader follows (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._elements: list[Any] = []
        self._numbers: list[Any] = []
        self._next = 0

    def add(self, source: Pdf, pages: list[Any]) -> None:
        """The structure of a document whose pages have been added; its keys go on after those before it."""
        tree: Any = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        self._elements.extend(tree.K)
        pairs = list(tree.ParentTree.Nums)
        for key, owner in zip(pairs[::2], pairs[1::2], strict=True):
            self._numbers += (int(key) + self._next, owner)
        for page in pages:
            for owned, key in ((page, "/StructParents"), *_owned(page)):
                if key in owned:
                    owned[key] = int(owned[key]) + self._next
        self._next += 1 + max(map(int, pairs[::2]), default=-1)

    def finish(self) -> None:
        """One root above all of them."""
        from pikepdf import Array, Dictionary, Name

        whole = Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(self._elements))
        tree = Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([self._pdf.make_indirect(whole)]),
            ParentTree=self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers))),
            ParentTreeNextKey=self._next,
        )
        root: Any = self._pdf.Root
        root.StructTreeRoot = self._pdf.make_indirect(tree)
        root.MarkInfo = Dictionary(Marked=True)
        root.StructTreeRoot.K[0].P = root.StructTreeRoot
        for element in self._elements:
            element.P, element.S = root.StructTreeRoot.K[0], Name.Part


def _owned(page: Any) -> Iterator[tuple[Any, str]]:
    return ((annotation, "/StructParent") for annotation in page.get("/Annots", ()))


def _describe(pdf: Pdf, about: About) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = about.title
        metadata["dc:creator"] = [about.author]
        metadata["dc:language"] = {about.language}
        if about.day:
            metadata["xmp:CreateDate"] = f"{about.day.isoformat()}T00:00:00Z"
