"""Which unit a word or a value means here: "§" and "inciso", "(3)", "(iv)" and "XXXV" depend on what stands around."""

from __future__ import annotations

from annotator.find.draft import Draft
from annotator.find.tokens import Token, next_token
from annotator.numerals import roman

__all__ = ["unit_of_value", "unit_of_word"]

_MOST_ROMAN = 20


def unit_of_word(draft: Draft, word: Token, value: Token, gap: str) -> str:
    """The unit a word means, by its value and what was read before it.

    Args:
        draft: what was read so far.
        word: the unit word.
        value: the value that belongs to it.
        gap: the separator before the word ("" where none).
    """
    code, lang = word.code, draft.language.code
    letter = value.kind == "letter" or (value.kind == "paren" and value.value.isalpha() and len(value.value) == 1)
    if code == "sign":
        if not draft.steps:
            return "sec" if lang in ("en", "de") else "para"
        american = lang == "en" and (draft.steps[0].unit == "amend" or draft.shapes[0] == "roman" or gap == "comma")
        return "sec" if american else "para"
    if code in ("opara", "ppara"):
        return "para"
    if code == "subpara" and lang == "de" and draft.steps and draft.steps[-1].unit == "art":
        return "para"  # "Art. 6 Ziff. 1" counts paragraphs, "Abs. 1 Ziff. 1" what lies in one
    if code == "para" and lang == "ru" and value.kind == "roman" and word.value.startswith("част"):
        return "para" if draft.level_of("art") is not None else "part"  # "часть XII Конвенции" holds articles
    if code == "para" and lang == "ru" and value.kind == "letter" and value.quoted:
        return "point"  # "пункт «а» части 1 статьи 83"
    if code == "para" and lang in ("en", "ar") and value.kind == "paren" and letter:
        return "point"
    if code == "ap" and letter and value.kind == "paren" and not draft.folded.cased[value.start].isupper():
        return "point"  # "apartado a) del párrafo 5"; "apartado B" and "apartado B)" are units of their own
    if code == "para" and lang == "pt" and value.kind == "roman":
        return "inc"  # "item XI" of an article
    if code == "inc" and letter:
        return "point"
    if code == "subpara" and letter and value.value not in ("i", "v", "x"):
        return "point"
    if code == "point" and value.kind in ("number", "ordinal"):
        return "point" if lang in ("pt", "es", "fr", "it") else "para"
    return code


def unit_of_value(draft: Draft, token: Token, gap: str) -> str | None:
    """The unit of a value that has no word of its own; None where it does not belong to the pinpoint.

    Args:
        draft: what was read so far, at least one step.
        token: the value.
        gap: the separator before it ("" where none).
    """
    if token.kind == "paren":
        code = _of_paren(draft, token, gap)
        return None if code == "para" and gap and draft.level_of("para") is None else code
    if token.kind in ("number", "dotted", "ordinal"):
        return _of_number(draft, token, gap)
    if token.kind == "roman":
        return _of_roman(draft, token, gap)
    if token.kind == "letter":
        return _of_letter(draft, token, gap)
    return None


def _of_paren(draft: Draft, token: Token, gap: str) -> str | None:
    """A value in brackets: "(3)" is a paragraph, "(c)" a point, "(iv)" a subparagraph."""
    value, last = token.value, draft.steps[-1]
    if value[0].isdigit():
        if gap and "paren-digit" in draft.shapes:
            return draft.steps[draft.shapes.index("paren-digit")].unit
        return "para" if draft.level_of("para") is None and draft.level_of("point") is None else "subpara"
    number = roman(value.upper())
    if gap:
        if last.unit == "subpara" and number is not None:
            return "subpara"
        if len(value) == 1 and (draft.level_of("point") is not None or number is None):
            return "point"
        return "subpara" if number is not None else None
    if number is not None and (last.unit == "point" or len(value) > 1):
        return "subpara"
    if number is not None and value == "i" and last.unit in ("art", "para", "sec"):
        return "subpara"
    if len(value) == 1:
        return "point" if last.unit != "point" else "subpara"
    return "point" if value[0] == value[-1] else None


def _of_number(draft: Draft, token: Token, gap: str) -> str | None:
    """A plain number goes on behind a separator only, but for German sentences: "Art. 5 I 2 GG"."""
    last = draft.steps[-1]
    if token.kind == "ordinal" and not draft.worded:
        return None  # "Article 31B and the Ninth Schedule"
    if gap:
        code = _numbered(draft, token) or ("art" if last.unit == "art" else None)
        if code == "art" and gap == "comma" and _lies_inside(draft, token):
            return "para"
        return "art" if code == "para" and _opens_article(draft, token) else code
    if last.unit == "art" and last.value[-1:].isalpha() and last.value[-2:-1].isdigit():
        return "para"  # "article 1er A 2"
    german = draft.language.code == "de" and last.unit == "para" and draft.shapes[-1] == "roman"
    return "sent" if german and token.kind == "number" else None


def _lies_inside(draft: Draft, token: Token) -> bool:
    """Whether a number behind one article and a comma is its paragraph: "art. 14, 2, do Pacto", "art. 8º, 2, da"."""
    article, lang = draft.steps[-1], draft.language.code
    if lang not in ("pt", "es") or draft.many.get("art") or article.unit != "art" or token.kind != "number":
        return False
    if token.quoted or not article.value.isdigit() or not token.value.isdigit():
        return False
    return int(token.value) <= int(article.value)


def _opens_article(draft: Draft, token: Token) -> bool:
    """Whether a number behind paragraphs is an article again: "5 §§ 1 and 4, 6 § 1", "Art. 20 Abs. 4, 33 GG".

    Either a word for a paragraph follows it, or it is too high for a paragraph and the articles go on counting.
    """
    at = draft.level_of("art")
    if at is None:
        return False
    behind = next_token(draft.folded, token.end, draft.language)
    if behind is not None and behind.kind == "unit":
        return behind.code in ("sign", "para") and behind.start - token.end <= 2
    article = draft.steps[at].value
    return token.value.isdigit() and article.isdigit() and int(token.value) > max(int(article), 12)


def _numbered(draft: Draft, token: Token) -> str | None:
    """The level a plain number continues: the deepest plural one it fits, but never past what lies deeper."""
    last = draft.steps[-1]
    if draft.shapes[-1] == "number" and last.unit in ("inc", "para", "frac", "subpara") and token.value.isdigit():
        article = next((step.value for step in draft.steps if step.unit == "art"), "")
        # "artículos 99 inciso 1 y 2": the number goes on where it counts on, and articles do not count back.
        if article.isdigit() and last.value.isdigit() and int(last.value) < int(token.value) < int(article):
            return last.unit
    levels = [at for at, shape in enumerate(draft.shapes) if shape == "number"]
    if not levels:
        return None
    several = [at for at in levels if draft.many.get(draft.steps[at].unit)]
    if several:
        return draft.steps[several[-1]].unit
    # "art. 5º, XXXV, e 93": with Roman numbers or letters below, a plain number is the outer unit's.
    outer = levels[-1] < len(draft.steps) - 1 and draft.language.code in ("pt", "es", "it", "fr")
    return draft.steps[levels[0 if outer else -1]].unit


def _of_roman(draft: Draft, token: Token, gap: str) -> str | None:
    """A Roman number: an inciso of the Brazilian and Spanish-speaking ones, a German paragraph."""
    lang, last = draft.language.code, draft.steps[-1]
    if token.quoted and draft.shapes[-1] != "roman":
        return None
    if gap and "roman" in draft.shapes:
        return draft.steps[draft.shapes.index("roman")].unit
    if lang == "pt" and (gap in ("comma", "") or last.unit == "caput"):
        return "inc"
    if lang == "es" and last.unit in ("art", "para") and gap == "comma":
        return "inc"
    # "Art. 78 LV" names a constitution of a Land, no paragraph 55.
    german = lang == "de" and not gap and last.unit in ("art", "sec") and int(token.value.split("-")[0]) <= _MOST_ROMAN
    return "para" if german else None


def _of_letter(draft: Draft, token: Token, gap: str) -> str | None:
    """A letter goes on with letters, or stands in quotation marks or behind a Portuguese comma."""
    lang, last = draft.language.code, draft.steps[-1]
    if gap and any(step.unit in ("point", "ap") for step in draft.steps):
        return "ap" if draft.level_of("ap") is not None and draft.level_of("point") is None else "point"
    if gap and last.unit in ("sec", "part", "annex") and draft.shapes[-1] == "letter":
        return last.unit
    behind_comma = lang == "pt" and last.unit in ("inc", "para", "art") and gap == "comma"
    return "point" if token.quoted or behind_comma else None
