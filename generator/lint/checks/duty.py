"""One duty → what is wrong with its verbs: there is none, there are several, or the only one says no action."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from generator.lint.checks.reading import Found, Reading
from generator.lint.tokens import WORDS_KEPT, Kind, Token, Word, ends_sentence


def no_verb(reading: Reading) -> Iterator[Found]:
    """A duty whose main clause has no verb: «Облік товарів на складі.»"""
    words = reading.words()
    if reading.passage.is_heading or not words or words[0].word.kind is Kind.EXPRESSION:
        return
    if words[0].has("VERB", "3per", "sing"):  # «поле» could also be a field
        return
    if not any(is_verb(token) for token in main_clause(reading.tokens)):
        yield words[0].start, words[0].end


_HARDLY: Final = frozenset(("voct", "Name", "Surn", "Arch"))
"""What no word of a duty is: «має» could also call somebody Мая."""


def is_verb(token: Token, *marks: str) -> bool:
    """Whether a word is a verb with these grammemes, and hardly anything else: «веде», not «зміни», «при», «три»."""
    if not token.has("VERB", *marks):
        return False
    if token.has("VERB", "infn"):
        return token.form != "пасти"
    return _is_nothing_else(token.word)


@lru_cache(maxsize=WORDS_KEPT)
def _is_nothing_else(word: Word) -> bool:
    readings = (each for each in word.readings if each.marks.isdisjoint(_HARDLY))
    return all("VERB" in each.marks for each in readings)


_SUBORDINATE: Final = frozenset((
    "що", "щоб", "якщо", "коли", "де", "куди", "звідки", "хто", "який", "чий", "поки", "доки", "бо", "оскільки",
))  # fmt: skip
"""Words that begin a clause within a sentence; its verbs say no duty."""

_SUBORDINATE_THERE: Final = frozenset(("як", "ніж", "чи"))
"""Words that do so only after one of these: «не рідше ніж раз на рік» begins none."""
_THERE: Final = frozenset((",", "того", "тим"))

_BREAKS: Final = frozenset(("–", "—", ":", ";"))
_AND: Final = frozenset(("та", "і", "й", "а", "або"))


def main_clause(sentence: tuple[Token, ...]) -> Iterator[Token]:
    """A sentence without what stands in brackets and without its subordinate clauses.

    One that stands before the main verb ends with the next comma, one behind it where a comma and a conjunction follow.
    «Ні в якому разі» and «ні до кого» begin none.
    """
    brackets = 0
    has_verb = is_subordinate = False
    before = earlier = ""
    for token in sentence:
        brackets = max(0, brackets + (token.form == "(") - (token.form == ")"))
        begin = _SUBORDINATE | _SUBORDINATE_THERE if before in _THERE else _SUBORDINATE
        if "ні" in (before, earlier):
            begin = frozenset()
        if not begin.isdisjoint(token.word.lemmas):
            is_subordinate = True
        elif token.form in _BREAKS or (before == "," and token.form in _AND):
            is_subordinate = False
        elif token.form == ",":
            is_subordinate = is_subordinate and has_verb
        elif not brackets and not is_subordinate:
            has_verb = has_verb or is_verb(token)
            yield token
        before, earlier = token.form, before


_ENOUGH: Final = 3
"""How many verbs with objects of their own make several duties of one?"""


def several_duties(reading: Reading) -> Iterator[Found]:
    """Two sentences that each say what is done, or three verbs of one sentence with objects of their own."""
    if reading.passage.is_heading:
        return
    sentences = [verbs for verbs in map(_verbs_with_objects, _sentences(reading.tokens)) if verbs]
    if len(sentences) > 1:
        second = sentences[1][0]
        yield second.start, second.end
        return
    for verbs in sentences:
        if len({verb.word.lemmas for verb in verbs}) >= _ENOUGH:
            yield verbs[_ENOUGH - 1].start, verbs[_ENOUGH - 1].end


def _sentences(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    begin = 0
    for index in range(len(tokens)):
        if ends_sentence(tokens, index):
            yield tokens[begin : index + 1]
            begin = index + 1
    if begin < len(tokens):
        yield tokens[begin:]


def _verbs_with_objects(sentence: tuple[Token, ...]) -> list[Token]:
    """The first verb of each group in the main clause; «приймає, перевіряє та обліковує товар» is one group.

    The verbs are all in the singular («веде»), or all infinitives («вести»), as the first one is.
    """
    found: list[Token] = []
    has_object = False
    marks: tuple[str, ...] = ()
    for token in main_clause(sentence):
        if not marks and is_verb(token):
            marks = ("infn",) if token.has("VERB", "infn") else ("3per", "sing")
        if marks and is_verb(token, *marks):
            if has_object or not found:
                found.append(token)
            has_object = False
        elif _is_object(token):
            has_object = True
    return found


def _is_object(token: Token) -> bool:
    if token.word.kind in (Kind.EXPRESSION, Kind.NUMBER):
        return True
    is_noun = token.has("NOUN") and not token.has("PREP") and not token.has("NPRO")
    return is_noun or token.has("LATN")


_VAGUE: Final = frozenset((
    "брати", "вдосконалювати", "гарантувати", "дбати", "допомагати", "забезпечити", "забезпечувати", "займатися",
    "зміцнювати", "контролювати", "координувати", "курувати", "мотивувати", "налагоджувати", "опікуватися",
    "оптимізувати", "підвищувати", "підтримувати", "піклуватися", "поглиблювати", "покращувати", "поліпшувати",
    "посилювати", "прагнути", "працювати", "розвивати", "слідкувати", "сприяти", "створювати", "стежити",
    "стимулювати", "супроводжувати", "турбуватися", "удосконалювати",
))  # fmt: skip
"""Verbs that by themselves say no action."""

_ABSTRACT: Final = frozenset((
    "атмосфера", "баланс", "безпека", "бізнес", "благо", "бригада", "вдосконалення", "взаємини",
    "взаємовідносини", "взаємодія", "взаєморозуміння", "виконавець", "виконання", "використання", "вимога",
    "вирішення", "виробництво", "витрата", "відвідувач", "відділ", "відносини", "впровадження", "галузь",
    "гармонізація", "гармонія", "гість", "готель", "готовність", "громада", "дисципліна", "дитина", "діло",
    "дільниця", "діяльність", "добробут", "документ", "досягнення", "дотримання", "дух", "ефективність", "життя",
    "забезпечення", "завантаження", "завдання", "задоволеність", "задоволення", "заклад", "законодавство",
    "замовник", "заохочення", "запровадження", "захід", "збереження", "збільшення", "збут", "зв’язок",
    "згуртованість", "згуртування", "злагодженість", "зменшення", "зміцнення", "знання", "зростання",
    "зручність", "ідея", "імідж", "ініціатива", "інновація", "інтерес", "інформація", "керівник", "керівництво",
    "клієнт", "клімат", "колега", "колектив", "команда", "компанія", "комунікація", "комфорт",
    "конкурентоспроможність", "контакт", "контрагент", "контроль", "координація", "користувач", "культура",
    "лад", "лікарня", "ліцей", "лояльність", "магазин", "майстерність", "маркетинг", "менеджмент", "мета",
    "метод", "можливість", "мотивація", "мотивування", "навичка", "навчання", "надання", "надійність",
    "налагодження", "напрям", "нарада", "настрій", "новація", "норма", "обговорення", "обов’язок",
    "обслуговування", "обсяг", "операція", "оптимізація", "організація", "організованість", "охайність",
    "партнер", "пацієнт", "персонал", "питання", "підвищення", "підготовка", "підприємство", "підрозділ",
    "підтримка", "підхід", "поведінка", "повнота", "поглиблення", "показник", "покращення", "покупець",
    "поліпшення", "популяризація", "порядок", "посилення", "послуга", "постачальник", "потенціал", "потреба",
    "правило", "працівник", "праця", "престиж", "прибуток", "приріст", "проблема", "проведення", "продаж",
    "продовження", "продуктивність", "продукція", "проєкт", "прозорість", "просування", "процедура", "процес",
    "реалізація", "результат", "рентабельність", "репутація", "ресторан", "ресурс", "рівень", "ріст", "робота",
    "роботодавець", "розвиток", "розв’язання", "розробка", "розроблення", "розширення", "садок", "своєчасність",
    "сервіс", "середовище", "система", "ситуація", "співпраця", "співробітник", "споживач", "спосіб", "справа",
    "стабільність", "стан", "стандарт", "становлення", "старанність", "створення", "стимулювання", "стосунок",
    "стратегія", "структура", "студент", "супровід", "сфера", "товар", "точність", "традиція", "удосконалення",
    "уміння", "умова", "управління", "успіх", "установа", "участь", "учень", "фахівець", "ферма", "фірма",
    "форма", "формування", "функціонування", "функція", "хід", "цех", "ціль", "цінність", "час", "чистота",
    "швидкість", "школа", "якість",
))  # fmt: skip
"""Nouns with which such a verb still says neither what is done nor how one sees that it was."""

_ANY: Final = frozenset((
    "активний", "безперебійний", "безперервний", "безпечний", "бережливий", "ввірений", "великий", "весь",
    "визначений", "виробничий", "високий", "вищий", "відповідний", "внутрішній", "всебічний", "всілякий",
    "вчасний", "громадський", "дієвий", "діловий", "добрий", "доброзичливий", "доручений", "дружній",
    "ефективний", "загальний", "закріплений", "здоровий", "злагоджений", "значний", "інший", "його",
    "командний", "комплексний", "комфортний", "корпоративний", "максимальний", "навчальний", "надійний",
    "налагоджений", "належний", "наш", "необхідний", "новий", "нормальний", "оптимальний", "організаційний",
    "освітній", "підлеглий", "подальший", "позитивний", "покладений", "поставлений", "постійний", "поточний",
    "правильний", "професійний", "психологічний", "раціональний", "різний", "робочий", "свій", "своєчасний",
    "спільний", "сприятливий", "стабільний", "сталий", "структурний", "сучасний", "творчий", "трудовий",
    "увесь", "успішний", "усякий", "цей", "чіткий", "швидкий", "якісний",
))  # fmt: skip
"""Adjectives that make no noun more definite."""

_VAGUE_WORDS: Final = 12
"""Up to how many words can a duty consist of without any that says more?"""


def vague_verb(reading: Reading) -> Iterator[Found]:
    """A duty whose verb says no action and whose other words name no definite thing: «Забезпечує якість роботи.»"""
    words = reading.words()
    if reading.passage.is_heading or len(words) > _VAGUE_WORDS or any(map(_says_more, words)):
        return
    first = next((index for index, token in enumerate(words) if is_verb(token)), len(words))
    for verb in words[first : first + 1]:
        takes = "брати" in verb.word.lemmas
        takes_part = any(token.form == "участь" for token in words[first + 1 : first + 4])
        if not verb.word.lemmas.isdisjoint(_VAGUE) and (takes_part or not takes):
            yield verb.start, words[-1].end


_HOW_OFTEN: Final = (
    "двічі", "щого", "щоден", "щодн", "щозмі", "щокв", "щомі", "щора", "щорі", "щоро", "щоти",
)  # fmt: skip


def _says_more(token: Token) -> bool:
    """Whether a word names a definite thing, a number, a time, or how something is done."""
    word = token.word
    if word.kind is not Kind.WORD or token.has("LATN") or token.has("GRND"):
        return True
    if word.form.startswith(_HOW_OFTEN):
        return True
    if not word.lemmas.isdisjoint(_ABSTRACT) or not word.lemmas.isdisjoint(_ANY):
        return False
    is_small = any(token.has(mark) for mark in ("PREP", "CONJ", "PRCL", "ADVB", "NPRO", "VERB"))
    return not is_small and (token.has("NOUN") or token.has("ADJF") or not word.readings)
