"""From the bytes of a text file to its text, in any encoding that French and Vietnamese files have.

A byte order mark or valid UTF-8 settles it. Else the text is decoded in each encoding of one byte a letter, and
the one in which it makes most sense is taken (``corpus/spelling.py``). TCVN3, VNI and VISCII stay letters of
Windows-1252 here, as they are inside other formats too, and are converted line by line afterwards.
"""

from __future__ import annotations

import codecs
import math
import re

from corpus.folding import nfc
from corpus.legacy import WINDOWS
from corpus.recognition import in_unicode
from corpus.spelling import sense_of
from indexer.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
_ONE_BYTE = (_WESTERN, "iso8859-15", "cp1258", "mac_roman")
"""In the order of preference where they make equal sense."""
_VIETNAMESE_TOO = frozenset({_WESTERN, "cp1258"})
"""Encodings that Vietnamese files have; in the others a syllable of one is chance."""
_SAMPLE_BYTES = 60_000
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_NAMES = {
    "iso8859-1": _WESTERN,
    "ascii": _WESTERN,
    "iso-8859-1": _WESTERN,
    "mac-roman": "mac_roman",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What pages mean by a name (WHATWG): Latin-1 is Windows-1252, and a page that could say UTF-16 in ASCII letters is not in it."""
_FAULTY_SHARE = 0.1
"""Bytes that are no UTF-8, as a share of the letters that are, up to which a text is UTF-8 with faults rather than something else."""
_STRAY_SHARE = 0.001
"""Bytes that no text has, as a share of all, up to which a file is a text that was damaged a little."""
_CONTROLS = re.compile("[\x80-\x9f]")
_LINE_END = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
"""Not every character that Unicode takes for one: VISCII has letters among the control characters."""


def split_lines(text: str) -> list[str]:
    """The lines of a text without what ends them; what ends the last line begins no further one."""
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def decoded(content: bytes) -> str:
    """The text of a file, NFC where its encoding has no composed letters.

    Raises ``UnreadableFile`` when the bytes are no text in any encoding that is known.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _announced(content[len(mark) :], encoding)
    if content.count(0) > _STRAY_SHARE * len(content):
        return _without_mark(content)
    return _utf_8(content) or _most_sensible(content)


def decoded_page(content: bytes) -> str:
    """The text of a web page: in the encoding that it declares unless another makes more sense.

    Raises ``UnreadableFile`` as ``decoded`` does.
    """
    if not (encoding := _declared(content)) or content.startswith(tuple(mark for mark, _ in _MARKS)):
        return decoded(content)
    try:
        text = _western(content) if encoding == _WESTERN else nfc(content.decode(encoding))
    except UnicodeDecodeError:
        return decoded(content)
    try:
        other = decoded(content)
    except UnreadableFile:
        return text
    sense = _sense(_sampled(other))
    return text if sense <= 0 or _sense(_sampled(text)) >= sense else other


def is_text(content: bytes) -> bool:
    """Whether the bytes are text although some of them are zero, as in UTF-16 and UTF-32."""
    try:
        return bool(decoded(content))
    except UnreadableFile:
        return False


def _announced(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (text := _utf_8(content)):
            return text
        raise UnreadableFile(f"its text is not the {encoding[:6].upper()} that its first bytes announce: save it again as UTF-8") from error


def _without_mark(content: bytes) -> str:
    """Text in UTF-16 or UTF-32 without a byte order mark: the one in which all characters are some that text has."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(character.isprintable() or character in "\t\n\r\f\u00ad\u200b\ufeff" for character in text) and any(map(str.isascii, text)):
            return text
    raise UnreadableFile("it is not text and not a format that is read (PDF, DOCX, DOC, RTF, ODT, HTML, Markdown, text)")


def _utf_8(content: bytes) -> str | None:
    """The text if it is UTF-8, with U+FFFD for bytes that are faulty or cut off where these are few."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    letters = sum(not character.isascii() for character in text) - faults
    return text if faults <= _FAULTY_SHARE * letters else None


def _most_sensible(content: bytes) -> str:
    sample = _sample(content)
    senses = {encoding: _sense(_in(encoding, sample), vietnamese=encoding in _VIETNAMESE_TOO) for encoding in _ONE_BYTE}
    best = max(_ONE_BYTE, key=lambda encoding: senses[encoding] if encoding == _WESTERN or senses[encoding] >= 0 else -math.inf)
    text = _in(best, content)
    if best != _WESTERN:
        return text
    stray = len(_CONTROLS.findall(text))
    if stray > _STRAY_SHARE * len(text) and not in_unicode(split_lines(_sampled(text))).encodings:
        place = next(_CONTROLS.finditer(text)).start()
        raise UnreadableFile(f"its encoding is not known (byte {place}): save it again as UTF-8")
    return text


def _in(encoding: str, content: bytes) -> str:
    return _western(content) if encoding == _WESTERN else nfc(content.decode(encoding, errors="replace"))


def _western(content: bytes) -> str:
    """Windows-1252 with control characters for the five bytes that it leaves free, so that VISCII can still be read from them."""
    return content.decode("latin-1").translate(WINDOWS)


def _sample(content: bytes) -> bytes:
    """Enough lines of the file that are not ASCII alone."""
    lines = [line for line in re.split(rb"[\r\n]+", content) if not line.isascii()]
    return b"\n".join(lines)[:_SAMPLE_BYTES]


def _sampled(text: str) -> str:
    return "\n".join(line for line in split_lines(text) if not line.isascii())[:_SAMPLE_BYTES]


def _sense(text: str, *, vietnamese: bool = True) -> int:
    """The balance of sense of a text, once its lines of before Unicode are converted where there can be any."""
    lines = split_lines(text)
    return sum(sense_of(line, vietnamese=vietnamese).balance for line in (in_unicode(lines).lines if vietnamese else lines))


def _declared(content: bytes) -> str | None:
    """Python's name of the encoding that a page declares; None for one that it does not know."""
    match = _DECLARED.search(content[:_DECLARED_WITHIN])
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return None
    return _NAMES.get(name, name)
