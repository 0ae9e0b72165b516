"""Where comments begin and end → their places in the paragraphs (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.source.word.draft import Draft


@dataclass(slots=True)
class Anchor:
    """Where a comment stands: from one piece of a paragraph to another; `end` is `None` for the end of its text."""

    draft: Draft
    start: int
    end: int | None = None
    is_open: bool = True

    def close(self, draft: Draft | None) -> None:
        """The comment ends here; what is in a further paragraph does not count."""
        if self.is_open and draft is self.draft:
            self.end = len(draft.pieces)
        self.is_open = False

    def span(self, offsets: list[int]) -> tuple[int, int]:
        """The same in characters."""
        return offsets[self.start], offsets[-1 if self.end is None else self.end]


@dataclass(slots=True)
class Anchors:
    """The places of all comments of a file by their ids; of two for one comment the first counts."""

    found: dict[str, Anchor] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)

    def begin(self, identity: str, draft: Draft | None) -> None:
        """A comment begins (17.13.4.4) in a paragraph, or before the next one."""
        if draft is None:
            self._waiting.append(identity)
        elif identity not in self.found:
            self.found[identity] = Anchor(draft, len(draft.pieces))
            draft.comments.append(identity)

    def end(self, identity: str, draft: Draft | None) -> None:
        """A comment ends (17.13.4.3)."""
        if identity in self.found:
            self.found[identity].close(draft)

    def place(self, identity: str, draft: Draft) -> None:
        """What shows a comment (17.13.4.5); one that began nowhere stands here."""
        if identity not in self.found:
            self.begin(identity, draft)
            self.end(identity, draft)

    def settle(self, draft: Draft) -> None:
        """A paragraph begins, and with it what waits for one."""
        for identity in self._waiting:
            self.begin(identity, draft)
        self._waiting.clear()

    def forget(self) -> None:
        """No more paragraphs follow."""
        self._waiting.clear()

    def add_reply(self, identity: str, parent: str) -> None:
        """A reply that is anchored nowhere stands where what it answers does."""
        if identity not in self.found and parent in self.found:
            anchor = self.found[identity] = self.found[parent]
            anchor.draft.comments.append(identity)
