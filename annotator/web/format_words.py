"""The words of the table of formats, marked for the catalogues: what writes files knows no language of the interface.

A test holds them against the table itself.
"""

from __future__ import annotations

from annotator.web.i18n import N_

__all__ = ["FORMAT_WORDS"]

FORMAT_WORDS = (
    # What the formats are called.
    N_("Annotated document (JSON)"),
    N_("Annotated documents, one a line (JSON Lines)"),
    N_("Table, one row a citation (CSV)"),
    N_("W3C Web Annotation (JSON-LD)"),
    N_("brat standoff (zip)"),
    N_("doccano (JSON Lines)"),
    N_("Label Studio (JSON)"),
    N_("spaCy spans (JSON Lines)"),
    N_("Page with the citations marked (HTML)"),
    N_("New Word file with links and comments"),
    N_("The original Word file with links and comments"),
    N_("Markdown with links"),
    N_("Table of authorities (CSV)"),
    N_("Table of authorities (Markdown)"),
    N_("Table of authorities (Word)"),
    N_("Akoma Ntoso 3"),
    N_("TEI P5 with standOff"),
    # What a format keeps or loses.
    N_("the text"),
    N_("pages and paragraphs"),
    N_("notes on how the file was read"),
    N_("the places of the citations"),
    N_("rejected citations on the place of another one"),
    N_("the instrument"),
    N_("identifiers of the instrument"),
    N_("pinpoints"),
    N_("candidates"),
    N_("confidence, rule and form"),
    N_("warnings"),
    N_("the status"),
    N_("the history of decisions"),
    # What it keeps of that, where it keeps a part.
    N_("the words around each citation"),
    N_("the page"),
    N_("ids and scores"),
    N_("how many decisions, and the last one"),
    N_("id and title"),
    N_("in tenths, without the rule"),
    N_("who, when and what, as notes to read"),
    N_("those that are not rejected"),
    N_("without the rule"),
    N_("headings, notes and where pages begin"),
    N_("not those of rejected citations"),
    N_("how many were rejected"),
    N_("scores in whole percent"),
    N_("in whole percent"),
    N_("who decided what, when and why"),
    N_("headings and notes"),
    N_("headings"),
    N_("the words of each citation"),
    N_("page, paragraph or note of each place"),
    N_("the figure"),
    N_("id, title and date"),
)
