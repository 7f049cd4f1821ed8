"""The date of a document tells which of a country's constitutions it means, where the text names no year."""

from __future__ import annotations

import pytest

from annotator import annotate
from annotator.fold import fold
from annotator.references import load_references
from annotator.resolve.dateline import DatelineReader

PERU = "El artículo 2 de la Constitución Política del Perú ampara a todos."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        # behind a place, in several languages
        ("Lima, 3 de mayo de 1985. La sala falla.", "1985-05-03"),
        ("Ciudad de México, a 3 de mayo de 1985. Vistos los autos.", "1985-05-03"),
        ("Brasília (DF), 3 de maio de 1985. Vistos os autos.", "1985-05-03"),
        ("Paris, le 3 mai 1985. La cour décide.", "1985-05-03"),
        ("LONDON, May 3, 1985 - The court ruled.", "1985-05-03"),
        ("Москва, 3 мая 1985 года. Суд решил.", "1985-05-03"),
        ("利马，1985年5月3日。法院判决。", "1985-05-03"),
        # behind a word that announces it
        ("Judgment of 3 May 1985 in the case of Smith.", "1985-05-03"),
        ("Urteil vom 3. Mai 1985 in der Sache Schmidt.", "1985-05-03"),
        ("Acórdão de 3 de maio de 1985, relator Silva.", "1985-05-03"),
        # on a line of its own
        ("The case of Smith\n\n3 May 1985\n\nThe court ruled.", "1985-05-03"),
        # at the end of a long text
        ("The court ruled. " * 200 + "Nairobi, 3 May 1985", "1985-05-03"),
        # the one told outright stands over the one beside a place
        ("Lima, 3 de mayo de 1985. Sentencia de 4 de junio de 1986.", "1986-06-04"),
        # dates of other things
        ("The law of 3 May 1985 is still in force.", ""),
        ("He left on 3 May 1985 and came back.", ""),
        # far from both ends
        ("The court ruled. " * 200 + "Nairobi, 3 May 1985, was wet. " + "The court ruled. " * 200, ""),
        # no day, no date
        ("Lima, mayo de 1985. La sala falla.", ""),
    ],
)
def test_the_date_a_document_bears(text: str, date: str) -> None:
    assert DatelineReader(load_references().words).read(fold(text), ()) == date


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        # before the present one: the earlier one first, and the present one stays in sight
        (f"Lima, 3 de mayo de 1985. {PERU}", ["pe-1979", "pe-1993"]),
        # after it, or with no date: the one in force
        (f"Lima, 3 de mayo de 2005. {PERU}", ["pe-1993"]),
        (PERU, ["pe-1993"]),
        # in the year of the change both may be meant: the newer one stands
        (f"Lima, 3 de mayo de 1993. {PERU}", ["pe-1993"]),
        # a year in the name decides, whatever the date
        ("Lima, 3 de mayo de 1985. El artículo 2 de la Constitución peruana de 1933 rige.", ["pe-1933"]),
        # a name of the table that would mean any of the country's
        ("Brasília, 5 de janeiro de 1970. O art. 153 da Constituição Federal do Brasil vale.", ["br-1969", "br-1988"]),
        # one that never means another
        ("Bonn, den 3. Mai 1940. Es gilt Art. 5 des Grundgesetzes für die Bundesrepublik Deutschland.", ["de-1949"]),
        # the date of a resolution is not the document's
        (
            "Under General Assembly resolution 40/33 of 29 November 1985, article 2 of the Constitution of Peru holds.",
            ["pe-1993"],
        ),
    ],
)
def test_a_constitution_is_read_in_the_time_of_the_document(text: str, candidates: list[str]) -> None:
    found = [a for a in annotate(text).annotations if a.kind == "constitution"]
    assert [c.id for c in found[0].candidates] == candidates
    assert found[0].reference is not None and found[0].reference.id == candidates[0]
