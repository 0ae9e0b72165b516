"""Sheets of plain values, or the tables of a document → the bytes of an Excel workbook, the same for the same input.

A text stays a text whatever it begins with, `=` and `@` included: no cell of ours is ever a formula. openpyxl is
imported only when a workbook is asked for.
"""

from __future__ import annotations

from generator.render.xlsx.sheet import (
    Value,
    XlsxChoices,
    XlsxColumn,
    XlsxGroup,
    XlsxSheet,
    XlsxTinted,
)
from generator.render.xlsx.tables import document_workbook
from generator.render.xlsx.workbook import workbook

__all__ = [
    "Value",
    "XlsxChoices",
    "XlsxColumn",
    "XlsxGroup",
    "XlsxSheet",
    "XlsxTinted",
    "document_workbook",
    "workbook",
]
