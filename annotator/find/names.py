"""Names of the tables in the text: which hits count, and which names side by side are one.

Of overlapping names the longest counts. A protocol goes on with the treaty it supplements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from annotator.find.acronyms import others_acronyms, without_body
from annotator.find.beside import supplements
from annotator.find.dates import Date, Dates
from annotator.find.mention import Mention
from annotator.find.reach import reach, subject_end
from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import Meaning, NameEntry, References

__all__ = ["longest", "named"]

# "CEDAW/C/GC/35", "NPT/CONF.2000/28" are documents of the treaty's body or conference.
_DOCUMENT = re.compile(r"/[a-z]{1,6}(?:/|[.]\d)")
_VOLUME = regex.compile(r"[ \n](?:19|20)\d{2}(?:-[ivx]{1,5}|,[ \n]p\.|[ \n]\(extracts)?(?!\d)")
# "First Amendment to the Agreement", "Thirteenth Amendment of Sri Lanka": what is amended is named, and is not ours.
_OTHER_AMENDED = regex.compile(
    r"""
    [ \n](?:to|of|du|de[ \n]la|del|al|a[ \n]la|au)[ \n]
    (?:the[ \n]|this[ \n]|that[ \n]|our[ \n])?+
    (?!(?:u\.?s\.?|united[ \n]states|federal|constitution)(?!\w))
    (?!constitution[ \n]of[ \n](?:the[ \n])?u)
    [a-z]
    """,
    regex.VERBOSE,
)
# "Second Amendment Preservation Act": the name of a statute goes on behind the amendment.
_ACT = regex.compile(r"[ \n](?:\p{Lu}[\w'-]*[ \n]){0,3}(?:Act|Bill|Resolution|Foundation|Sanctuary|Agreement)(?!\w)")
# 北大西洋公约组织: the organization bears the name of its treaty.
_ORGANIZATION = "组织"
# "Cour européenne des droits de l'homme (CEDH)", "Corte Cost.": what is shortened is the name of a court.
_OF_COURT = regex.compile(r"(?<!\w)(?:(?:cour|corte|tribunal)[ \n]europe[^()\n]{0,50}[ \n]\(|corte[ \n])$")
_TELLING = regex.compile(r"[^\W\d_]{5,}")
# Words of many treaties, which tell none of them.
_GENERIC = frozenset(
    word[:7]
    for word in (
        *(
            "protocol",
            "protocole",
            "protocolo",
            "protokoll",
            "zusatzprotokoll",
            "additional",
            "additionnel",
            "adicional",
        ),
        *("convention", "convencion", "convenio", "convencao", "convenzione", "konvention", "ubereinkommen", "treaty"),
        *("agreement", "international", "internacional", "first", "premier", "primero", "optional", "facultatif"),
        *("relating", "relative", "relativo", "concerning", "states", "nations", "united", "protection", "schutz"),
        *("rights", "droits", "derechos", "direitos", "human", "humanos", "homme", "delle", "proteccion"),
        *("протокол", "дополнительный", "конвенция", "конвенции"),
    )
)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping name hits keep the longest; of equally long ones the first.

    Args:
        hits: name hits in any order.

    Returns:
        Hits that do not overlap, sorted by start.
    """
    kept: list[Hit] = []
    cluster: list[Hit] = []
    reach_to = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= reach_to and cluster:
            kept.extend(_settle(cluster))
            cluster = []
        cluster.append(hit)
        reach_to = max(reach_to, hit.end)
    kept.extend(_settle(cluster))
    return kept


def _settle(cluster: list[Hit]) -> list[Hit]:
    """The longest hits of one group of overlapping ones."""
    if len(cluster) == 1:
        return cluster
    chosen: list[Hit] = []
    for hit in sorted(cluster, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.start)


def _years(entry: NameEntry, references: References) -> frozenset[int]:
    """The years of what a name may mean."""
    instruments = (references.instrument(meaning.id) for meaning in entry.meanings)
    return frozenset(i.year for i in instruments if i is not None and i.year)


def _case_fits(folded: Folded, hit: Hit, references: References) -> bool:
    """An acronym counts only as it is written; a word-like name needs a capital in scripts that have them."""
    assert hit.entry is not None
    cased = folded.cased[hit.start : hit.end]
    if folded.text.startswith(_ORGANIZATION, hit.end) or _DOCUMENT.match(folded.text, hit.end) is not None:
        return False
    if hit.entry.meanings[0].pinpoint.startswith("amend_") and (
        folded.text[hit.start - 1 : hit.start] == "-"
        or _ACT.match(folded.cased[hit.end : hit.end + 60], timeout=TIMEOUT) is not None
        or _OTHER_AMENDED.match(folded.text, hit.end, timeout=TIMEOUT) is not None
    ):
        return False
    if (folded.text[hit.start - 1] == "(" or folded.text.startswith("corte", max(0, hit.start - 6))) and (
        _OF_COURT.search(folded.text, max(0, hit.start - 75), hit.start, timeout=TIMEOUT) is not None
    ):
        return False
    if hit.entry.acronym:
        # "ECHR 2003-IX" is a volume of reports, not the convention.
        volume = _VOLUME.match(folded.text, hit.end, timeout=TIMEOUT)
        # "ICCPR 1966, art. 14" is dated.
        dated = volume is not None and volume[0][1:].isdigit() and int(volume[0][1:]) in _years(hit.entry, references)
        if (volume is not None and not dated) or _reported(folded.text, hit):
            return False
        glued = folded.text[max(0, hit.start - 2) : hit.start]
        if glued[1:] in (".", "_") and glued[:1].isalpha():
            return False  # "GT-REF.ECHR" is a group of experts
        wanted, got = sum(c.isupper() for c in hit.entry.written), sum(c.isupper() for c in cased)
        # Lawyers also write "IPbpR" for IPBPR.
        mixed = len(cased) >= 5 and cased[0].isupper() and cased[-1].isupper() and got * 2 > wanted
        return got >= wanted or mixed
    return len(hit.word) >= 5 or any(c.isupper() for c in cased) or not cased.isascii()


def _reported(text: str, hit: Hit) -> bool:
    """Whether a judgment is told: "[2013] ECHR 1034" of a series of reports, "ECLI:CE:ECHR:2013"."""
    if text[hit.start - 1 : hit.start] == ":" and text[hit.end : hit.end + 1] == ":":
        return True
    return text[hit.start - 2 : hit.start] == "] " and text[hit.end + 1 : hit.end + 2].isdigit()


def named(
    folded: Folded, hits: Iterable[Hit], references: References, dates: Dates
) -> tuple[list[Mention], dict[str, list[Mention]]]:
    """Turn name hits into mentions.

    Returns:
        The mentions sorted by start, and the aliases brackets gave: folded alias -> the mentions it stands for.
    """
    mentions: list[Mention] = []
    aliases: dict[str, list[Mention]] = {}
    fitting = [
        kept
        for h in hits
        if h.kind == "name" and _case_fits(folded, h, references) and (kept := without_body(folded, h)) is not None
    ]
    if "constitution" not in folded.text and _amends_contracts(folded, hits):
        fitting = [h for h in fitting if h.entry is None or not h.entry.meanings[0].pinpoint.startswith("amend_")]
    others = others_acronyms(folded, fitting, references)
    if others:
        fitting = [h for h in fitting if h.word not in others]
    inner = sorted(fitting, key=lambda h: h.start)
    at = 0
    for hit in longest(fitting):
        entry = hit.entry
        assert entry is not None
        while inner[at].start < hit.start:
            at += 1
        holds = tuple(_inside(hit, inner, at))
        entry = _plainer(hit, entry, inner, at)
        mention, alias = _mention(folded, hit, entry, holds, references, dates)
        joined = _supplement(folded, mentions[-1], mention, references) if mentions else None
        if joined is not None:
            mentions[-1] = joined
            continue
        mentions.append(mention)
        if alias:
            aliases.setdefault(alias, []).append(mention)
    return mentions, aliases


def _amends_contracts(folded: Folded, hits: Iterable[Hit]) -> bool:
    """Whether the text speaks of amendments to an agreement, so that "the Second Amendment" is one of those."""
    return any(
        _OTHER_AMENDED.match(folded.text, hit.end, timeout=TIMEOUT) is not None
        for hit in hits
        if hit.kind == "name" and hit.entry is not None and hit.entry.meanings[0].pinpoint.startswith("amend_")
    )


def _within(hit: Hit, inner: list[Hit], at: int) -> Iterator[tuple[Hit, NameEntry]]:
    """The plain names inside another name, of hits sorted by start; `at` is the place of the first that may be one."""
    while at < len(inner) and inner[at].start < hit.end:
        other = inner[at]
        at += 1
        if other is not hit and other.end <= hit.end and other.entry is not None and other.entry.strong:
            yield other, other.entry


def _inside(hit: Hit, inner: list[Hit], at: int) -> Iterator[str]:
    """Ids of the plain names that a longer name holds behind its beginning."""
    for other, entry in _within(hit, inner, at):
        if other.start > hit.start:
            yield from (m.id for m in entry.meanings if m.strong)


def _plainer(hit: Hit, entry: NameEntry, inner: list[Hit], at: int) -> NameEntry:
    """A name that leans on its context, with only what a plain name inside it means, if one is there."""
    if entry.strong:
        return entry
    for _, other in _within(hit, inner, at):
        plain = [m for m in other.meanings if m.strong and any(m.id == mine.id for mine in entry.meanings)]
        if plain:
            return NameEntry(entry.folded, entry.written, tuple(plain))
    return entry


def _mention(
    folded: Folded, hit: Hit, entry: NameEntry, holds: tuple[str, ...], references: References, dates: Dates
) -> tuple[Mention, str]:
    """One name hit as a mention, with the alias a bracket behind it gives."""
    meanings = entry.meanings
    first = meanings[0]
    pins = tuple(dict.fromkeys(m.pinpoint for m in meanings if m.pinpoint))
    weak = not entry.strong
    head = next(iter(sorted(references.heads_of.get(first.id, ()))), "")
    base = Mention(
        hit.start,
        hit.end,
        first.kind,
        "full",
        f"{first.kind}-name",
        first.language,
        meanings,
        head=head,
        weak=weak,
        paths=pins,
        holds=holds,
    )
    if pins:
        return base, ""

    def same(name: str) -> bool:
        return any(name in references.names_of.get(meaning.id, ()) for meaning in meanings) or _says_the_kind(
            name, meanings, references
        )

    start, end, date, alias = reach(folded, hit.start, hit.end, dates, same, _years(entry, references))
    # A plain name tells its instrument with another one in the bracket: "... Rules (the Nelson Mandela Rules)".
    plain = references.names.get(alias)
    if plain is not None and plain.strong and (shared := _shared(meanings, plain)):
        meanings, weak = shared, False
    told = subject_end(folded, end, meanings, references)
    # "Convention de 1951" leans on its context, "Convention de 1951 relative au statut des réfugiés" does not.
    weak = weak and told == end
    iso = date.iso if date is not None and not _of_held(date, holds, meanings, references) else ""
    return replace(base, start=start, end=told, meanings=meanings, date=iso, weak=weak), alias


def _shared(meanings: tuple[Meaning, ...], entry: NameEntry) -> tuple[Meaning, ...]:
    """Those of some meanings that another name has too."""
    ids = {meaning.id for meaning in entry.meanings}
    return tuple(meaning for meaning in meanings if meaning.id in ids)


def _says_the_kind(name: str, meanings: tuple[Meaning, ...], references: References) -> bool:
    """Whether a name says what kind of instrument one is, with one word or two beside: "Covenant", "Carta Africana"."""
    words = name.split(" ")
    classes = {references.head_classes.get(word, "") for word in (words[0], words[-1])} - {""}
    return len(words) <= 3 and any(classes & references.heads_of.get(m.id, frozenset()) for m in meanings)


def _of_held(date: Date, holds: tuple[str, ...], meanings: tuple[Meaning, ...], references: References) -> bool:
    """Whether a date is of an instrument named inside the name ("Protocols to the Conventions of 1949")."""

    def years(ids: Iterable[str]) -> set[int | None]:
        return {instrument.year for id in ids if (instrument := references.instrument(id)) is not None}

    told = int(date.iso[:4])
    return told in years(holds) and told not in years(m.id for m in meanings)


def _supplement(folded: Folded, before: Mention, mention: Mention, references: References) -> Mention | None:
    """A protocol's name that goes on with the treaty it supplements is one name."""
    if "protocol" not in references.heads_of.get(before.meanings[0].id, ()):
        return None
    if not supplements(folded.text, before.end, mention.start):
        return None
    holds = (*before.holds, *(m.id for m in mention.meanings if m.strong))
    joined = replace(before, end=mention.end, holds=holds, weak=before.weak and mention.weak)
    gap = folded.text[before.end : mention.start].replace("\n", " ")
    named_so = _named_so(folded.text[before.start : before.end].replace("\n", " ") + gap, mention.meanings, references)
    if named_so is not None:
        return replace(joined, meanings=named_so.meanings, weak=False)
    fitting = tuple(m for m in before.meanings if _speaks_of(m.id, mention.meanings, references))
    # "Premier Protocole additionnel" to a treaty that none of its meanings supplements is a protocol in no table.
    return replace(joined, meanings=fitting) if fitting else replace(joined, meanings=(), rule="treaty-unknown")


def _named_so(opening: str, parents: Iterable[Meaning], references: References) -> NameEntry | None:
    """The name that a protocol has with any other name of its treaty behind it, if the tables have one."""
    for parent in parents:
        for name in references.names_of.get(parent.id, ()):
            entry = references.names.get(opening + name)
            if entry is not None and entry.strong:
                return entry
    return None


def _speaks_of(id: str, parents: Iterable[Meaning], references: References) -> bool:
    """Whether the names of a protocol share a telling word with those of the treaty it is said to supplement."""

    def words(id: str) -> set[str]:
        instrument = references.instrument(id)
        texts = (*references.names_of.get(id, ()), instrument.title.lower() if instrument is not None else "")
        return {word[:7] for text in texts for word in _TELLING.findall(text, timeout=TIMEOUT)} - _GENERIC

    return any(words(id) & words(parent.id) for parent in parents)
