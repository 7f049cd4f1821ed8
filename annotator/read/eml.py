"""E-mails (.eml): the subject, who wrote when to whom, and the message; attachments are named, not opened."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default

from annotator.model import InputError
from annotator.read.encoding import declared, decode
from annotator.read.extracted import LIMIT, Blocks, Extracted
from annotator.read.html import Page
from annotator.read.names import display_name
from annotator.read.segments import paragraphs

_HEAD = ("From", "To", "Cc", "Date")
_FIRST_LINES = (b"return-path:", b"received:", b"delivered-to:", b"mime-version:", b"dkim-signature:", b"message-id:")
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def eml(data: bytes, limit: int = LIMIT) -> Extracted:
    """An e-mail. Of a message in several versions the plain one is read, or the web page where that one is empty.

    >>> eml(b"Subject: =?utf-8?q?Trait=C3=A9?=\\n\\nSee article 5.\\n").text
    'Traité\\n\\nSee article 5.'
    """
    try:
        message = message_from_bytes(data, policy=default)
        reader = _Reader()
        reader.head(message)
        reader.body(message)
    except RecursionError:
        raise InputError("its parts lie too deep in one another: save the message anew") from None
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        # The parser of the standard library stumbles over some broken heads in many ways.
        raise InputError("the message is damaged: save it anew, or save its text as a .txt file") from None
    return Extracted(reader.blocks.text(), tuple(reader.blocks.segments), tuple(reader.notes))


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with a line that only mail programs write.

    >>> looks_like_mail(b"Return-Path: <a@example.org>"), looks_like_mail(b"From: us. To: you.")
    (True, False)
    """
    return head.lower().startswith(_FIRST_LINES)


class _Reader:
    def __init__(self) -> None:
        self.blocks = Blocks()
        self.notes: dict[str, None] = {}

    def head(self, message: Message) -> None:
        """The subject and the lines that say who wrote when to whom."""
        self.blocks.add(_line(message, "Subject"), "heading", "subject")
        lines = [f"{name}: {_line(message, name)}" for name in _HEAD if _line(message, name)]
        self.blocks.add("\n".join(lines), "header", "message head")

    def body(self, part: Message) -> None:
        """The words of a part, and of the parts in it."""
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            raise InputError("the message is encrypted: open it in your mail program and save its text")
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "multipart"):
            if kind not in ("application/pgp-signature", "application/pkcs7-signature"):
                name = display_name(part.get_filename() or kind)
                self.notes[f"An attachment was left out: {name}. Save it and open it by itself."] = None
        elif kind == "multipart/alternative":
            self._best(list(part.iter_parts()) if isinstance(part, EmailMessage) else [])
        elif part.is_multipart():
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    self.body(inner)
        else:
            self._text(part)

    def _best(self, versions: list[Message]) -> None:
        """One of several versions of the same: the plain one, unless it is empty."""
        plain = [part for part in versions if part.get_content_type() == "text/plain" and self._words(part).strip()]
        chosen = (plain or versions[-1:])[:1]
        for part in chosen:
            self.body(part)
        if len(versions) > len(chosen):
            self.notes["The message comes in several versions; one was read."] = None

    def _text(self, part: Message) -> None:
        words = self._words(part)
        if part.get_content_type() == "text/html":
            page = Page(self.blocks)
            page.take(words)
            self.notes |= dict.fromkeys(page.said())
            return
        # Mail ends its lines with CR LF on its way; that is no part of what was written.
        words = words.replace("\r\n", "\n")
        for segment in paragraphs(words):
            self.blocks.add(words[segment.start : segment.end])

    def _words(self, part: Message) -> str:
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            return ""
        named = part.get_content_charset()
        text, notes = declared(payload, named) if named and payload else decode(payload)
        self.notes |= dict.fromkeys(notes)
        return text


def _line(message: Message, name: str) -> str:
    """A line of the head in one line, its encoded words decoded."""
    return " ".join(str(message.get(name, "")).split())
