"""Document tree → DOCX: `prepare` a base once from the theme, `write` any number of documents on it."""

from __future__ import annotations

from generator.render.docx.base import Base, prepare
from generator.render.docx.inline import bookmark_name
from generator.render.docx.writer import write

__all__ = ["Base", "bookmark_name", "prepare", "write"]
