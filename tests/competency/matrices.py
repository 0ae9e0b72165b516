"""A small matrix whose every number is known, and one of any size."""

from __future__ import annotations

from generator.competency.matrix import Matrix, matrix
from generator.competency.profile import Profile, Required
from generator.issue import Location
from generator.model.catalogue import Catalogue, CatalogueEntry, Level, LevelIndicator
from generator.model.competency import CompetencyKind, Scale, ScaleLevel

SHADES = (
    "#ffffff",
    "#edf4fb",
    "#dbe9f7",
    "#c9def2",
    "#b7d3ee",
    "#a4c8ea",
    "#90bde5",
    "#7bb3e1",
    "#63a9dd",
    "#479ed8",
)
ORGANISATION = "ТОВ «Зразок»"
HERE = Location("competencies/sample.yaml", 1, 1)
KINDS = tuple(CompetencyKind)


def scale(name: str, english: str, count: int) -> Scale:
    levels = tuple(
        ScaleLevel(name=f"Щабель {n}", english_name=f"Step {n}", text=f"Робить {n} справ <&>.")
        for n in range(1, count + 1)
    )
    return Scale(name=name, english_name=english or None, levels=levels)


SCALES = {"cefr": scale("Мовна шкала", "Language scale", 6), "general": scale("Загальна", "", 5)}


def entry(
    key: str, name: str, kind: CompetencyKind, english: str = "", scale: str = "general"
) -> CatalogueEntry:
    levels = tuple(
        Level(n, each.name, each.text, (LevelIndicator(f"i{n}", f"Діє {n}", n, HERE),))
        for n, each in enumerate(SCALES[scale].levels, start=1)
    )
    words = (name, english, kind, f"Що таке «{name}».", "", scale)
    return CatalogueEntry(key, *words, levels, (), (), (), HERE, HERE)


def catalogue(*entries: CatalogueEntry) -> Catalogue:
    return Catalogue({each.id: each for each in entries}, SCALES)


SMALL = catalogue(
    entry("accounting", "Бухгалтерський облік", CompetencyKind.PROFESSIONAL, "Accounting"),
    entry("english", "Англійська мова", CompetencyKind.LANGUAGE, "English", "cefr"),
    entry("leadership", "=Лідерство", CompetencyKind.MANAGERIAL),
    entry("negotiation", "Переговори <&> «торг»", CompetencyKind.BEHAVIOURAL, "Negotiation"),
    entry("sales", "Продаж", CompetencyKind.PROFESSIONAL, "Sales"),
    entry("unused", "Зайва", CompetencyKind.DIGITAL, "Unused"),
)


def profile(
    role: str, title: str, unit: str, levels: dict[str, int], known: Catalogue = SMALL
) -> Profile:
    required = (Required(known.competencies[key], level) for key, level in levels.items())
    return Profile(role, title, unit, tuple(required))


PROFILES = (
    profile("accountant", "Бухгалтер", "Бухгалтерія", {"accounting": 4}),
    profile("seller", "Продавець <b>", "Відділ продажу", {"sales": 3, "negotiation": 2}),
    profile(
        "head", "Начальник відділу", "Бухгалтерія", {"accounting": 5, "leadership": 4, "english": 1}
    ),
    profile("agent", "Агент з об’єктів", "відділ  продажу", {"sales": 2, "english": 6}),
    profile("driver", "Водій", "", {}),
)


def small() -> Matrix:
    """Five roles of two units and one outside them, five competencies of four kinds."""
    return matrix(PROFILES, SMALL)


def large(roles: int, competencies: int, each: int = 15) -> Matrix:
    """So many roles, of which everyone requires `each` of so many competencies."""
    entries = [
        entry(
            f"c{n}",
            f"Планування розвитку ключових клієнтів {n}",
            KINDS[n % 5],
            f"Planning {n}",
            "cefr" if n % 5 == 4 else "general",
        )
        for n in range(competencies)
    ]
    known = catalogue(*entries)
    profiles = [
        profile(
            f"r{n}",
            f"Провідний фахівець з питань логістики {n}",
            f"Відділ {n // 12}",
            {f"c{(n * 7 + k * 3) % competencies}": 1 + (n + k) % 5 for k in range(each)},
            known,
        )
        for n in range(roles)
    ]
    return matrix(profiles, known, every=True)
