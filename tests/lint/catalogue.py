"""Catalogues as a test writes them: competencies on a scale of two levels, so that each may be short."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCALE = """\
name: Шкала зразка
levels:
  - {name: Виконує, text: Виконує роботу за зразком.}
  - {name: Навчає, text: Показує іншим прийоми роботи.}
"""
COMPETENCY: Mapping[str, Any] = {
    "name": "Ділове письмо",
    "kind": "professional",
    "definition": "Складає листи, з яких адресат дізнається суть і строк.",
    "importance": "Незрозумілий лист потребує ще одного листа.",
    "levels": {
        "1": {"indicators": ["Пише лист.", "Звіряє дати.", "Підшиває копії."]},
        "2": {
            "indicators": ["Відповідає на скарги.", "Скорочує текст.", "Редагує листи колег."],
            "development": ["Відредагувати з наставником п’ять листів."],
        },
    },
    "evidence": ["Копії листів."],
    "questions": ["Розкажіть про лист, який довелося переписати."],
}
"""A competency in which nothing is wrong."""


def write_catalogue(root: Path, competencies: Mapping[str, Mapping[str, Any]]) -> None:
    """The catalogue of a workspace, a file for each competency."""
    folder = root / "competencies/_scales"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "general.yaml").write_text(SCALE, "utf-8")
    for name, content in competencies.items():
        text = json.dumps(content, ensure_ascii=False)
        (folder.parent / f"{name}.yaml").write_text(text, "utf-8")
