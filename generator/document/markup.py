"""Inlines of a document → markup that another template may print."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.document.tree import Break, Inline, plain_text


def markup(
    inlines: Iterable[Inline], strong: Callable[[Inline], object] = lambda _: False
) -> Markup:
    """The words, those of `strong` inlines in bold; a reference is the number it shows, a picture nothing."""
    return Markup("").join(_one(inline, bool(strong(inline))) for inline in inlines)


def _one(inline: Inline, strong: bool) -> Markup:
    if isinstance(inline, Break):
        return Markup("<br/>")
    words = escape(plain_text(inline))
    return Markup("<strong>{}</strong>").format(words) if strong and words else words
