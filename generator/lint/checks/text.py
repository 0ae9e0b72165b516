"""One text → what is wrong with it that takes more than its words: its length, its verbs, a name, a repetition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from generator.lint.passages import Passage
from generator.lint.tokens import WORDS_KEPT, Kind, Token, Word, ends_sentence

Found = tuple[int, int] | tuple[int, int, int, tuple[tuple[str, str], ...]]
"""The first and last character of the words; then -1 and what the message names."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens."""

    passage: Passage
    tokens: tuple[Token, ...]

    def words(self) -> list[Token]:
        """The tokens that a reader counts as words."""
        return [token for token in self.tokens if token.word.kind is not Kind.MARK]


LONG: Final = 40
"""How many words may a clause have? W36 of our list of risks asks from 35 on for a second look, this rule from 41."""


def long_clause(reading: Reading) -> Iterator[Found]:
    """A clause of more than `LONG` words."""
    words = reading.words()
    if len(words) > LONG:
        yield words[LONG].start, words[-1].end, -1, (("count", str(len(words))),)


def no_verb(reading: Reading) -> Iterator[Found]:
    """A duty whose main clause has no verb: «Облік товарів на складі.»"""
    words = reading.words()
    if reading.passage.is_heading or not words or words[0].word.kind is Kind.EXPRESSION:
        return
    if words[0].has("VERB", "3per", "sing"):  # «поле» could also be a field
        return
    if not any(_is_verb(token) for token in _main_clause(reading.tokens)):
        yield words[0].start, words[0].end


_HARDLY: Final = frozenset(("voct", "Name", "Surn", "Arch"))
"""What no word of a duty is: «має» could also call somebody Мая."""


def _is_verb(token: Token, *marks: str) -> bool:
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


def _main_clause(sentence: tuple[Token, ...]) -> Iterator[Token]:
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
            has_verb = has_verb or _is_verb(token)
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
    for token in _main_clause(sentence):
        if not marks and _is_verb(token):
            marks = ("infn",) if token.has("VERB", "infn") else ("3per", "sing")
        if marks and _is_verb(token, *marks):
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
    first = next((index for index, token in enumerate(words) if _is_verb(token)), len(words))
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


_MAY_REPEAT: Final = frozenset(("що", "ще", "так", "от", "ось"))
_SHORT: Final = frozenset(("в", "з", "й", "і", "у"))
"""Words of one letter that are no marks of anything."""


def repeated_word(reading: Reading) -> Iterator[Found]:
    """A word that stands twice in a row, or two words that do: «на складі на складі»."""
    found = reading.tokens
    forms = [token.word.form for token in found]
    for index, (first, second) in enumerate(pairwise(forms)):
        if first == second and _is_no_mark(found[index]) and first not in _MAY_REPEAT:
            yield found[index].start, found[index + 1].end
    for index, (one, three) in enumerate(zip(forms, forms[2:], strict=False)):
        if one != three or forms[index + 1 : index + 2] != forms[index + 3 : index + 4]:
            continue
        two = found[index + 1]
        if one != two.form and _is_no_mark(found[index]) and two.word.kind is Kind.WORD:
            yield found[index].start, found[index + 3].end


def _is_no_mark(token: Token) -> bool:
    return token.word.kind is Kind.WORD and (len(token.form) > 1 or token.form in _SHORT)


_NAMED_AFTER: Final = frozenset((
    "імені", "ім", "на", "святий", "премія", "фонд", "метод", "методика", "закон", "шкала", "синдром", "вулиця",
    "проспект", "площа", "провулок", "бульвар", "твір", "вірш", "роман", "поема", "поезія", "казка", "оповідання",
    "повість", "творчість", "спадщина", "книга", "підручник", "посібник", "збірка", "автор", "картина", "портрет",
    "пам’ятник", "музей", "пісня", "опера", "балет", "симфонія", "п’єса", "театр", "теорія", "теорема", "формула",
    "вправа", "педагогіка", "система", "хвороба", "проба", "тест", "біографія", "постать", "стипендія", "медаль",
))  # fmt: skip
"""What things are called after people by, or made by them."""

_NO_STAFF: Final = frozenset((
    "письменник", "письменниця", "поет", "поетеса", "композитор", "художник", "художниця", "скульптор", "драматург",
    "філософ", "педагог", "академік", "гетьман", "князь", "княгиня", "король", "цар", "святий", "отець", "герой",
    "режисер", "просвітник", "мислитель", "мандрівник", "архітектор", "класик",
))  # fmt: skip
"""Whose names a text tells of rather than their work: «твори письменника Франка»."""

_FAMOUS: Final = frozenset((
    ("тарас", "шевченко"), ("іван", "франко"), ("леся", "українка"), ("григорій", "сковорода"),
    ("марія", "монтессорі"), ("василь", "сухомлинський"), ("антон", "макаренко"), ("олександр", "довженко"),
    ("михайло", "грушевський"), ("богдан", "хмельницький"), ("іван", "котляревський"), ("ліна", "костенко"),
    ("василь", "стус"), ("микола", "лисенко"), ("іван", "мазепа"), ("михайло", "коцюбинський"), ("микола", "гоголь"),
    ("ольга", "кобилянська"), ("панас", "мирний"), ("марко", "вовчок"), ("іван", "сила"), ("павло", "тичина"),
))  # fmt: skip
"""People who work nowhere: their names stand for works and events."""

_ADDRESS: Final = frozenset(("пан", "пані", "п"))
"""Words before a family name."""


def employee_name(reading: Reading) -> Iterator[Found]:
    """The name of somebody: «Олени Коваль», «Коваль О. П.», «О. П. Коваль», «пані Коваль», «майстра Коваля»."""
    found = reading.tokens
    index = 0
    thing_until = -2
    capital = [token.text[:1].isupper() for token in found]
    while index < len(found) - 1:
        # Before a name a post or «п.» may stand.
        end = _name_end(found, index) if any(capital[index : index + 3]) else None
        if end is not None:
            goes_on = thing_until == index - 2 and found[index - 1].form in _AND | {","}
            if goes_on or _is_name_of_thing(found, index, end):
                thing_until = end
            else:
                yield found[index].start, found[end].end
            index = end
        index += 1


def _name_end(found: tuple[Token, ...], index: int) -> int | None:
    """Where a name ends that begins here."""
    for read in (_full_name, _name_and_initials, _initials_and_name, _addressed, _after_post):
        if (end := read(found, index)) is not None:
            return end
    return None


def _full_name(found: tuple[Token, ...], index: int) -> int | None:
    first, second = found[index], found[index + 1]
    if not (_is_capitalised(first) and _is_capitalised(second)):
        return None
    for one, other in ((first, second), (second, first)):
        if one.has("Name") and (
            other.has("Surn") or other.has("Patr") or _looks_like_surname(other)
        ):
            end = index + 1
            third = found[index + 2] if index + 2 < len(found) else None
            if third is not None and _is_capitalised(third) and _is_part_of_name(third):
                return end + 1
            return end
    return None


def _name_and_initials(found: tuple[Token, ...], index: int) -> int | None:
    if not (_is_capitalised(found[index]) and _may_be_surname(found[index])):
        return None
    end = _initials_end(found, index + 1)
    return end if end is not None and end >= index + 4 else None


def _initials_and_name(found: tuple[Token, ...], index: int) -> int | None:
    end = _initials_end(found, index)
    if end is None or end + 1 >= len(found) or not _is_capitalised(found[end + 1]):
        return None
    is_spaced = found[end + 1].start > found[end].end
    is_sure = (end >= index + 3 and is_spaced) or _is_surname(found[end + 1])
    return end + 1 if is_sure else None


def _initials_end(found: tuple[Token, ...], index: int) -> int | None:
    """Where one or two initials with their points end: «О. П.»"""
    end = None
    for at in (index, index + 2):
        if at + 1 >= len(found) or not _is_initial(found[at]) or found[at + 1].form != ".":
            break
        end = at + 1
    return end


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isalpha() and token.text.isupper()


def _addressed(found: tuple[Token, ...], index: int) -> int | None:
    """«пані Коваль», «п. Коваль»."""
    if _ADDRESS.isdisjoint(found[index].word.lemmas | {found[index].form}):
        return None
    at = index + 1 + (found[index + 1].form == ".")
    is_name = at < len(found) and _is_capitalised(found[at])
    is_name = is_name and (found[at].has("Name") or _may_be_surname(found[at]))
    if not is_name or (at > index + 1 and found[index].text != "п"):
        return None
    return at


def _after_post(found: tuple[Token, ...], index: int) -> int | None:
    """«директорові Петренку», «майстра Коваля»: a family name right after what somebody is."""
    post, name = found[index], found[index + 1]
    if not (_is_capitalised(name) and _is_surname(name)):
        return None
    is_post = post.has("NOUN", "anim") and not _is_capitalised(post) and len(post.form) > 1
    return index + 1 if is_post and _NO_STAFF.isdisjoint(post.word.lemmas) else None


_SURNAMES: Final = (
    "енко", "енка", "енку", "енком", "енкові", "чук", "чука", "чуку", "чуком", "чукові", "ський", "ського",
    "ському", "ським", "ська", "ської", "ській", "ську", "ською", "цький", "цького", "цькому", "цьким", "цька",
    "цької", "цькій", "цьку", "цькою", "ко", "ику", "юк", "юка", "юку", "юком", "ець", "ишин", "ишина", "ів",
)  # fmt: skip


def _looks_like_surname(token: Token) -> bool:
    return token.form.endswith(_SURNAMES)


_CERTAIN_SURNAMES: Final = _SURNAMES[:10]
"""Endings that hardly any other word has."""


def _is_surname(token: Token) -> bool:
    """Whether a word is a family name and no place, body or common noun."""
    readings = token.word.readings
    only = readings and all("Surn" in each.marks for each in readings)
    return bool(only) or token.form.endswith(_CERTAIN_SURNAMES)


def _may_be_surname(token: Token) -> bool:
    return token.has("Surn") or token.has("ADJF") or _looks_like_surname(token)


def _is_part_of_name(token: Token) -> bool:
    return token.has("Patr") or token.has("Surn") or _looks_like_surname(token)


def _is_capitalised(token: Token) -> bool:
    return token.word.kind is Kind.WORD and token.text[0].isupper() and len(token.text) > 1


def _is_name_of_thing(found: tuple[Token, ...], index: int, end: int) -> bool:
    """Whether something is called so: «імені Івана Франка», «Іван Сила» in quotes, or the name is a famous one."""
    words = [token.word.lemmas for token in found[index : end + 1]]
    if any({given, family} <= frozenset().union(*words) for given, family in _FAMOUS):
        return True
    before = [token for token in found[max(0, index - 2) : index] if token.form != "."]
    if not before:
        return False
    nearest = before[-1]
    return (
        nearest.form in '«"“„'
        or not nearest.word.lemmas.isdisjoint(_NAMED_AFTER)
        or nearest.form in _NAMED_AFTER
    )


TEXT_CHECKS: Final[Mapping[str, Callable[[Reading], Iterator[Found]]]] = {
    "long-clause": long_clause,
    "no-verb": no_verb,
    "several-duties": several_duties,
    "vague-verb": vague_verb,
    "repeated-word": repeated_word,
    "employee-name": employee_name,
}
