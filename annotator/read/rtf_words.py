"""The control words of RTF that matter for the text, as tables."""

from __future__ import annotations

from annotator.model import SegmentKind

# Words that stand for a character.
CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\t": "\t"}

# Groups that hold no text of the document.
_SKIPPED_WORDS = (
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore listtable"
    " listoverridetable listtext pntext pn rsidtbl generator xmlnstbl filetbl revtbl fldinst datafield bkmkstart"
    " bkmkend annotation atnid atnauthor atndate atnref atrfstart atrfend atntime ftnsep ftnsepc ftncn aftnsep aftnsepc"
    " aftncn sp nonshppict shprslt do xe tc rxe txe template private upr latentstyles mmathPr userprops docvar"
)
SKIPPED = frozenset(_SKIPPED_WORDS.split())
# Groups marked as "leave out if unknown" that hold text all the same.
READ_THROUGH = frozenset({"shpinst", "shptxt", "fldrslt", "field", "nesttableprops"})
SIDES: dict[str, SegmentKind] = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
}  # fmt: skip
HIDDEN = frozenset({"v", "webhidden"})

# Number of a font's character set -> code page.
CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
DEFAULT_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
