"""An instruction of three pages with every style, table and inline, as composing makes it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.document.tree import (
    LEVELS,
    Block,
    Break,
    Cell,
    Document,
    Group,
    Paragraph,
    Picture,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#2c5aa0" '
    b'd="M20 0 38 10V30L20 40 2 30V10Z"/><circle cx="20" cy="20" r="9" fill="white"/></svg>'
)

_DUTIES = (
    "Аналізує коло потенційних клієнтів, визначає їхні потреби, рівень та спрямованість.",
    "Розробляє методики пошуку клієнтів, планує роботу з ними, складає схеми звернення до клієнтів.",
    "Безпосередньо здійснює пошук клієнтів у будь-які доступні способи: розміщення реклами, участь "
    "у виставках, ярмарках, презентаціях; надсилання пропозицій факсом, електронною поштою тощо.",
    "Прогнозує ділову надійність потенційних клієнтів, їхню фінансову і матеріальну забезпеченість.",
    "Проводить попередні переговори з клієнтами, зацікавленими в пропозиціях, уточнює потреби кожного "
    "конкретного клієнта і готує пропозицію, адресовану конкретному клієнтові.",
    "Зустрічається з клієнтами, уточнює рівень їхніх знань про організацію та її товари, переконує у "
    "вигідності пропозицій, розробляє взаємовигідні умови договорів.",
    "Робить остаточні пропозиції, готує і погоджує проєкти договорів, укладає договори від імені "
    "організації, бере участь у врегулюванні розбіжностей.",
    "Підтримує постійний зв’язок з наявними клієнтами, організовує роботу з ними за встановленим "
    "порядком, змінює схеми звернення до клієнтів і роботи з ними.",
    "Виявляє перспективні напрями закупівель, комплексного обслуговування.",
    "Веде базу даних клієнтів, своєчасно вносить до неї зміни і відстежує їх.",
)
_RIGHTS = (
    "Самостійно обирати форми роботи з клієнтами та способи встановлення ділових зв’язків.",
    "Підписувати і візувати документи в межах своєї компетенції.",
    "Ознайомлюватися з документами, що визначають його права та обов’язки за посадою, критерії "
    "оцінювання якості виконання посадових обов’язків.",
    "Вносити на розгляд керівництва пропозиції щодо вдосконалення роботи.",
)
_LIABILITY = tuple(
    f"За {cause} — у межах, визначених законодавством України про працю, а також внутрішніми "
    "документами організації, з якими працівника ознайомлено під підпис до початку роботи."
    for cause in (
        "невиконання або неналежне виконання своїх обов’язків",
        "недотримання правил внутрішнього трудового розпорядку",
        "розголошення відомостей, що становлять комерційну таємницю",
        "завдання матеріальної шкоди",
        "недостовірні відомості про стан виконання отриманих завдань",
        "порушення вимог охорони праці та пожежної безпеки",
        "невжиття заходів щодо припинення виявлених порушень",
        "недотримання строків подання звітності",
        "неналежне ведення бази даних клієнтів",
        "порушення правил поведінки з персональними даними",
        "правопорушення, скоєні у процесі своєї діяльності",
    )
)


def text(words: str) -> tuple[Text, ...]:
    """One run."""
    return (Text(words),)


class Numbers:
    """Numbers paragraphs as composing does."""

    def __init__(self, formats: tuple[str, ...]) -> None:
        self._formats = formats
        self._counts = [0, 0, 0]

    def __call__(self, style: Style, words: str, id: str = "", **more: Any) -> Paragraph:
        level = LEVELS[style]
        self._counts[level:] = [self._counts[level] + 1, *[0] * (2 - level)]
        number = self._formats[level].format(None, *self._counts)
        return Paragraph(style, text(words), id, number, **more)


def cell(style: Style, words: str = "", **more: int) -> Cell:
    """A cell with one paragraph."""
    return Cell((Paragraph(style, text(words) if words else ()),), **more)


def line() -> Cell:
    """A cell to be signed in."""
    return cell(Style.SIGNATURE_LINE)


def png(width: int = 8, height: int = 8) -> bytes:
    """A blue picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\x2c\x5a\xa0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


BLANK_DATE = "«___» ____________ 20___\u00a0року"


def requisites(picture: Picture | None) -> Table:
    """Organisation at the left, approval (гриф затвердження) at the right."""
    name = Paragraph(Style.ORGANISATION, text("ТОВАРИСТВО З ОБМЕЖЕНОЮ ВІДПОВІДАЛЬНІСТЮ «ПРИКЛАД»"))
    emblem = Paragraph(Style.EMBLEM, (picture,)) if picture else None
    left = tuple(paragraph for paragraph in (emblem, name) if paragraph)
    return Table(
        TableStyle.REQUISITES,
        (
            (Cell(left, rows=4), cell(Style.APPROVAL_WORD, "ЗАТВЕРДЖУЮ", columns=2)),
            (cell(Style.REQUISITE, "Генеральний директор", columns=2),),
            (line(), cell(Style.REQUISITE, "Олена КОВАЛЬ")),
            (cell(Style.SIGNATURE_DATE, BLANK_DATE, columns=2),),
        ),
    )


def dateline() -> Table:
    """Date, place and number in one line."""
    words = ("23.11.2026", "Київ", "№ 12-ПІ")
    return Table(TableStyle.DATELINE, (tuple(cell(Style.DATELINE, word) for word in words),))


def signature(*signers: tuple[str, str]) -> Table:
    """One row for each position and name; without a name there is a line for it."""
    return Table(
        TableStyle.SIGNATURE,
        tuple(
            (
                cell(Style.POSITION, position),
                line(),
                cell(Style.REQUISITE, name) if name else line(),
            )
            for position, name in signers
        ),
    )


def holder() -> Table:
    """The row in which the holder of the position signs, with words under its lines."""
    columns = (
        (Style.SIGNATURE_LINE, "", "(підпис)"),
        (Style.SIGNATURE_LINE, "", "(Власне ім’я ПРІЗВИЩЕ)"),
        (Style.REQUISITE, BLANK_DATE, "(дата)"),
    )
    cells = (
        Cell((*cell(style, words).paragraphs, *cell(Style.CAPTION, under).paragraphs))
        for style, words, under in columns
    )
    return Table(TableStyle.HOLDER, (tuple(cells),))


def grid() -> Table:
    """A table with rules, a head that repeats, and merged cells."""
    return Table(
        TableStyle.GRID,
        (
            tuple(cell(Style.CELL_HEAD, word) for word in ("З ким", "Одержує", "Надає")),
            (
                cell(Style.CELL, "Відділ логістики", rows=2),
                cell(Style.CELL, "Відомості про наявність товарів на складах"),
                cell(Style.CELL, "Заявки на поставку"),
            ),
            (cell(Style.CELL, "Графік поставок на тиждень", columns=2),),
            (
                cell(Style.CELL, "Бухгалтерія"),
                cell(Style.CELL, "Відомості про оплату рахунків"),
                cell(Style.CELL, "Договори та додатки до них"),
            ),
        ),
        head_rows=1,
        widths=(28, 36, 36),
    )


def pairs() -> Table:
    """Labels and their values."""
    return Table(
        TableStyle.PLAIN,
        ((cell(Style.CELL, "Підрозділ"), cell(Style.CELL, "Відділ продажу")),),
        widths=(1, 3),
    )


def matrix() -> Table:
    """Levels in shades under names that read from the bottom to the top, and what shows them."""
    shown = (
        Paragraph(Style.CELL_BULLET, text(words), number="–")
        for words in ("протоколи переговорів;", "договори.")
    )
    return Table(
        TableStyle.GRID,
        (
            (
                cell(Style.CELL_HEAD, "Докази"),
                replace(cell(Style.CELL_UPRIGHT, "Ведення переговорів"), upright=True),
            ),
            (Cell(tuple(shown)), replace(cell(Style.CELL_NUMBER, "3"), shade=3)),
            (cell(Style.CELL_SMALL, "Оцінено навесні"), replace(cell(Style.CELL, ""), shade=0)),
        ),
        head_rows=1,
        widths=(9, 1),
    )


def competencies() -> Iterator[Block]:
    """What competency documents have besides."""
    chart = Picture(SVG, "image/svg+xml", 40, 40, "Профіль")
    yield Paragraph(Style.SUBHEADING, text("Ведення переговорів"), keep_next=True)
    yield Paragraph(Style.BULLET, text("З’ясовує потреби співрозмовника;"), number="–")
    yield Paragraph(Style.BULLET, text("пояснює умови договору."), number="–")
    yield Paragraph(Style.FIGURE, (chart,), keep_next=True)
    yield pairs()
    yield matrix()


def signatures() -> tuple[Block, ...]:
    """What stands at the end: developer, agreement, acknowledgement."""
    agreed = (
        ("Начальник відділу кадрів", "Оксана ЛИСЕНКО"),
        (
            "Начальник юридичного відділу, уповноважений з питань запобігання корупції",
            "Марія ШЕВЧУК",
        ),
    )
    told = "З посадовою інструкцією ознайомлений(-а), один примірник отримав(-ла):"
    return (
        Group((signature(("Начальник відділу продажу", "Ігор БОНДАРЕНКО")),), after_text=True),
        Group((Paragraph(Style.AGREEMENT_WORD, text("ПОГОДЖЕНО")), signature(*agreed))),
        Group(
            (
                Paragraph(Style.ACKNOWLEDGEMENT, text(told)),
                holder(),
            )
        ),
    )


def sections(formats: tuple[str, ...]) -> Iterator[Block]:
    """The text of the instruction."""
    numbered = Numbers(formats)
    yield numbered(Style.HEADING, "Загальні положення", "section.general", keep_next=True)
    yield numbered(
        Style.CLAUSE, "Менеджер з роботи з клієнтами належить до категорії керівників.", "g1"
    )
    yield numbered(Style.CLAUSE, "У своїй роботі менеджер керується:", "laws", keep_next=True)
    for index, law in enumerate(
        (
            "Кодексом законів про працю України;",
            "статутом організації;",
            "цією посадовою інструкцією.",
        )
    ):
        yield numbered(Style.SUBCLAUSE, law, f"laws.{index}")
    yield numbered(Style.HEADING, "Завдання та обов’язки", "section.duties", keep_next=True)
    yield Paragraph(Style.LEAD, text("Менеджер з роботи з клієнтами:"), keep_next=True)
    for index, duty in enumerate(_DUTIES):
        yield numbered(Style.CLAUSE, duty, f"duty.{index}")
    yield numbered(Style.HEADING, "Права", "section.rights", keep_next=True)
    yield Paragraph(Style.LEAD, text("Менеджер з роботи з клієнтами має право:"), keep_next=True)
    for index, right in enumerate(_RIGHTS):
        yield numbered(Style.CLAUSE, right, f"right.{index}")
    pointing = numbered(Style.CLAUSE, "", "right.last")
    yield replace(
        pointing,
        inlines=(
            Text(
                "Вимагати від керівників відомості, потрібні для виконання обов’язків, визначених у п. "
            ),
            Reference("duty.1", "2.2"),
            Text("–"),
            Reference("duty.9", "2.10"),
            Text("."),
        ),
    )
    yield numbered(Style.HEADING, "Взаємовідносини за посадою", "section.relations", keep_next=True)
    yield Paragraph(Style.LEAD, text("Взаємодіє з такими підрозділами:"), keep_next=True)
    yield grid()
    yield Paragraph(
        Style.BODY,
        (
            Text("Текст "),
            Text("жирний", bold=True),
            Text(" і "),
            Text("курсив", italic=True),
            Break(),
            Text("з нового рядка."),
        ),
    )
    yield Paragraph(Style.NOTE, text("Примітка. Перелік підрозділів уточнює наказ."))
    yield numbered(Style.HEADING, "Відповідальність", "section.responsibility", keep_next=True)
    yield Paragraph(
        Style.LEAD, text("Менеджер з роботи з клієнтами несе відповідальність:"), keep_next=True
    )
    for index, cause in enumerate(_LIABILITY):
        yield numbered(Style.CLAUSE, cause, f"liability.{index}", keep_next=index > 8)


def specimen(formats: tuple[str, ...], picture: Picture | None = None, mark: str = "") -> Document:
    """The whole instruction."""
    title = (
        "менеджера з роботи з клієнтами",
        "відділу продажу",
        "(код за ДК 003:2010 — 1475.4, менеджер (управитель) із збуту)",
    )
    return Document(
        title="Посадова інструкція менеджера з роботи з клієнтами",
        subject="Посадова інструкція",
        author="ТОВ «Приклад»",
        language="uk",
        mark=mark,
        date="2026-11-23",
        provenance=json.dumps({"role": "account-manager & <co>"}),
        blocks=(
            Group((requisites(picture),)),
            Paragraph(Style.KIND, text("ПОСАДОВА ІНСТРУКЦІЯ"), keep_next=True),
            dateline(),
            *(Paragraph(Style.TITLE, text(words)) for words in title),
            *sections(formats),
            *signatures(),
        ),
    )
