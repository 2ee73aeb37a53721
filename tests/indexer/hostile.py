"""Files that are broken or meant to do harm: made by hand, and by changing the bytes of good ones.

Every function gives the bytes of one file. Nothing here is large on disk; what is large is what comes out of it.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, ImageDraw

from tests.indexer.acts import DECISION, ORDER
from tests.indexer.files import docx_of, encrypted, pdf_of

GIGABYTE = 2**30
_BLOCK = 2**20
_ACT = [(line, 12.0) for line in ORDER.splitlines()]


def good() -> dict[str, bytes]:
    """One good file of each format that is read without other programs; they are the seeds of the changed ones."""
    paragraphs = [(line, None) for line in DECISION.splitlines()]
    html = (
        "<!DOCTYPE html><html><head><title>Arrêté</title></head><body><main>"
        + "".join(f"<p>{line}</p>" for line in ORDER.splitlines())
        + "</main></body></html>"
    )
    return {
        "good.pdf": pdf_of(_ACT, [("Annexe", 14.0), *_ACT], title="Arrêté"),
        "good.docx": docx_of(*paragraphs, table=[["Chỉ tiêu", "2030"], ["Doanh nghiệp", "1.200"]], title="Quyết định"),
        "good.html": html.encode(),
        "good.txt": DECISION.encode(),
        "good.md": ("# Arrêté\n\n" + ORDER.replace("\n", "\n\n") + "\n| a | b |\n|---|---|\n| 1 | 2 |\n").encode(),
        "good.png": picture(ORDER, "PNG"),
    }


def picture(text: str, kind: str) -> bytes:
    """An image on which a text is written in small letters."""
    image = Image.new("L", (700, 260), "white")
    ImageDraw.Draw(image).multiline_text((20, 20), text.encode("ascii", "ignore").decode(), fill="black")
    written = io.BytesIO()
    image.save(written, kind, dpi=(150, 150))
    return written.getvalue()


# Bytes that expand


def deflated_zeros(size: int) -> bytes:
    """A zlib stream of ``size`` zeros, a multiple of 1 MiB, made without having them: the same compressed block again and again."""
    compressor = zlib.compressobj(9)
    first = compressor.compress(bytes(_BLOCK)) + compressor.flush(zlib.Z_FULL_FLUSH)
    block = compressor.compress(bytes(_BLOCK)) + compressor.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9).flush()[2:-4]
    checksum = ((size % 65521) << 16) | 1  # Adler-32 of zeros: the lower half stays 1, the upper half counts them
    return first + block * (size // _BLOCK - 1) + end + checksum.to_bytes(4, "big")


def zip_of_zeros(name: str, size: int, **others: bytes) -> bytes:
    """A ZIP archive in which ``name`` expands to so many zeros, with other members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in others.items():
            archive.writestr(other, content)
        bomb = zipfile.ZipInfo(name)
        archive.writestr(bomb, deflated_zeros(size)[2:-4], zipfile.ZIP_STORED)
        bomb.compress_type, bomb.file_size = zipfile.ZIP_DEFLATED, size  # the directory at the end of the archive says it, which counts
    return written.getvalue()


# PDF


def pdf_of_objects(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of objects numbered from 1, the first being the catalogue."""
    written = io.BytesIO(b"%PDF-1.7\n")
    written.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    written.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.replace(b"START", b"%d" % start), start))
    return written.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
_WORDS = b"BT /F1 12 Tf 50 700 Td (Article 1 - Une aide est versee aux entreprises.) Tj ET"


def _page(contents: bytes = b"4 0 R", resources: bytes = _FONT, box: bytes = b"0 0 595 842") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Resources << %s >> /Contents %s >>" % (box, resources, contents)


def hostile_pdfs() -> Iterator[tuple[str, bytes]]:
    """PDF files with loops, bombs and impossible sizes."""
    words = stream(_WORDS)
    yield "own-kid.pdf", pdf_of_objects(_CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
    yield "kids-in-a-ring.pdf", pdf_of_objects(_CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>")
    deep = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, 20_000)]
    yield "deep-pages.pdf", pdf_of_objects(_CATALOGUE, *deep)
    yield "many-pages.pdf", pdf_of_objects(_CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % (b"3 0 R " * 100_000), _page(), words)
    yield "false-count.pdf", pdf_of_objects(_CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", _page(), words)
    form = stream(b"/X0 Do " * 50, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 5 0 R >> >>")
    yield "form-in-itself.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(resources=b"/XObject << /X0 5 0 R >>"), stream(b"/X0 Do"), form)
    forms = [
        stream(b"/X0 Do " * 20, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 %d 0 R >> >>" % (number + 1))
        for number in range(5, 25)
    ]
    yield "forms-in-forms.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(resources=b"/XObject << /X0 5 0 R >>"), stream(b"/X0 Do"), *forms, words)
    zeros = deflated_zeros(2 * GIGABYTE)
    yield "content-bomb.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), stream(zeros, b"/Filter /FlateDecode"))
    twice = zlib.compress(zeros, 9)
    yield "content-bomb-twice.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    yield (
        "objects-bomb.pdf",
        pdf_of_objects(_CATALOGUE, b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>", stream(zeros, b"/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode")).replace(
            b"startxref", b"startxref 0 "
        ),
    )
    picture_ = b"/Type /XObject /Subtype /Image /Width 46000 /Height 46000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    drawn = stream(b"q 595 0 0 842 0 0 cm /X0 Do Q")
    yield "picture-bomb.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(resources=b"/XObject << /X0 5 0 R >>"), drawn, stream(zeros, picture_))
    yield "huge-page.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(box=b"0 0 1000000000 1000000000"), words)
    small = stream(bytes(100), b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray")
    huge = _page(resources=b"/XObject << /X0 5 0 R >>", box=b"0 0 1000000000 1000000000")
    yield "huge-scan.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, huge, stream(b"q 1000000000 0 0 1000000000 0 0 cm /X0 Do Q"), small)
    yield "negative-page.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(box=b"9 9 -9 -9"), words)
    yield "table-in-a-ring.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), words, trailer=b"/Prev START")
    yield "reference-to-itself.pdf", pdf_of_objects(_CATALOGUE, b"2 0 R", _page(), words)
    yield "length-to-itself.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), b"<< /Length 4 0 R >>\nstream\n" + _WORDS + b"\nendstream")
    yield "many-contents.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(b"[" + b"4 0 R " * 50_000 + b"]"), words)
    yield "deep-array.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), words, trailer=b"/Info " + b"[" * 100_000 + b"]" * 100_000)
    yield "words-on-words.pdf", pdf_of_objects(_CATALOGUE, _ONE_PAGE, _page(), stream(zlib.compress(_WORDS * 200_000), b"/Filter /FlateDecode"))
    yield "password.pdf", encrypted(pdf_of(_ACT), "secret")


# Word


def _docx_with(body: bytes, head: bytes = b"") -> bytes:
    """A Word document whose text is given as XML."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_of(("x", None)))) as template, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in template.namelist():
            archive.writestr(name, template.read(name) if name != "word/document.xml" else head + _WORD % body)
    return written.getvalue()


_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
_RUN = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def hostile_docx() -> Iterator[tuple[str, bytes]]:
    """Word documents with entities, bombs and deep nesting."""
    with zipfile.ZipFile(io.BytesIO(docx_of(("x", None)))) as template:
        others = {name: template.read(name) for name in template.namelist() if name != "word/document.xml"}
    yield "bomb.docx", zip_of_zeros("word/document.xml", 2 * GIGABYTE, **others)
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    yield "laughs.docx", _docx_with(_RUN % b"&l9;", b'<!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b"]>")
    yield "long-entity.docx", _docx_with(_RUN % (b"&e;" * 50_000), b'<!DOCTYPE d [<!ENTITY e "' + b"a" * 50_000 + b'">]>')
    yield "entity-of-a-file.docx", _docx_with(_RUN % b"Le mot : &secret;", b'<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>')
    yield "deep.docx", _docx_with(b"<w:p>" * 100_000 + b"</w:p>" * 100_000)
    yield "tables-in-tables.docx", _docx_with(b"<w:tbl><w:tr><w:tc>" * 200 + _RUN % b"mot" + b"</w:tc></w:tr></w:tbl>" * 200)
    yield "wide-table.docx", _docx_with(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>' + _RUN % b"mot" + b"</w:tc></w:tr></w:tbl>")
    yield "many-paragraphs.docx", _docx_with(_RUN % b"mot" * 300_000)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"word/{number}.xml", b"")
        archive.writestr("word/document.xml", b"")
    yield "many-members.docx", written.getvalue()


# Web pages, text, images


def hostile_texts() -> Iterator[tuple[str, bytes]]:
    """Web pages and texts that are deep, long or in no encoding."""
    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"mot" + b"</div>" * 100_000
    yield "deep-list.html", b"<html><body>" + b"<ol><li>" * 20_000 + b"mot"
    yield "long-list.html", b"<html><body><ol>" + b"<li>mot</li>" * 50_000
    yield "long-line.html", b"<html><body><p>" + b"mot " * 400_000
    yield "attributes.html", b"<html><body><p " + b" ".join(b'a%d="b"' % number for number in range(100_000)) + b">mot"
    yield "open.html", b"<p><b><i>" * 100_000
    yield "many-lines.txt", b"x\n" * 500_000
    yield "one-word.txt", b"a" * 1_000_000
    yield "one-line.txt", b"mot " * 250_000
    yield "quotes.md", b">" * 50_000 + b" mot"
    yield "brackets.md", b"[" * 50_000 + b"](" * 50_000
    yield "stars.md", b"*a_" * 50_000
    yield "table.md", b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n" + b"|b" * 5_000 + b"|\n"
    yield "marks.txt", ("a" + "\u0301" * 200_000 + " mot").encode()
    yield "numbers.txt", b"1/2/3-" * 150_000
    yield "headings.txt", "".join(f"Điều {number}. Tên\n" for number in range(1, 30_000)).encode()
    yield "references.txt", ("theo Quyết định số 4159/QĐ-UBND, " * 20_000).encode()
    yield "dots.txt", b"." * 500_000
    yield "utf-16.txt", "Bonjour le monde".encode("utf-16")
    yield "half-utf-16.txt", b"\xff\xfe" + b"\x00\xd8" * 1000
    yield "controls.txt", bytes(range(1, 32)) * 1000
    yield "zeros.txt", bytes(1_000_000)
    yield "random.txt", random.Random(7).randbytes(200_000)  # noqa: S311 - the same bytes each time


def hostile_images() -> Iterator[tuple[str, bytes]]:
    """Images whose sizes cannot be, or are a bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    def png(width: int, height: int, pixels: bytes) -> bytes:
        header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

    yield "absurd.png", png(2**31 - 1, 2**31 - 1, zlib.compress(b""))
    yield "bomb.png", png(32_000, 32_000, deflated_zeros(GIGABYTE))
    yield "wide.png", png(140_000_000, 1, zlib.compress(bytes(140_000_001)))
    yield "nothing.png", png(0, 0, b"")
    yield "thin.png", png(1, 1, zlib.compress(bytes(2)))
    ring = b"II*\x00\x08\x00\x00\x00" + b"\x00\x00" + b"\x08\x00\x00\x00"
    yield "ring.tiff", ring
    yield "header.jpg", b"\xff\xd8\xff\xe0"
    yield "good.tiff", picture(ORDER, "TIFF")
    yield "good.jpg", picture(ORDER, "JPEG")


def mislabelled() -> Iterator[tuple[str, bytes]]:
    """Files whose names say another format than their bytes, or that have none."""
    seeds = good()
    yield "pdf-named.docx", pdf_of([("Autre acte", 12.0), *_ACT])
    yield "docx-named.pdf", docx_of(("Một văn bản khác", None))
    yield "docx-named.txt", docx_of(("Một văn bản nữa", None))
    yield "html-named.pdf", seeds["good.html"] + b"<!-- -->"
    yield "text-named.docx", seeds["good.txt"] + b"\n"
    yield "text-named.png", seeds["good.txt"] + b"\n\n"
    yield "png-named.txt", picture(DECISION, "PNG")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("a.txt", "a")
    yield "zip-named.pdf", archive.getvalue()
    yield "program-named.pdf", b"MZ\x90\x00" + random.Random(3).randbytes(50_000)  # noqa: S311 - the same bytes each time
    yield "elf-named.html", b"\x7fELF\x02\x01\x01" + random.Random(4).randbytes(50_000)  # noqa: S311 - likewise
    yield "gzip-named.md", b"\x1f\x8b\x08" + random.Random(5).randbytes(5_000)  # noqa: S311 - likewise
    for name, byte in zip(("pdf", "docx", "html", "txt", "md", "png", "jpg", "tiff"), b"%P<a#\x89\xffI", strict=True):
        yield f"empty.{name}", b""
        yield f"one.{name}", bytes([byte])
    yield "spaces.txt", b" \n\t" * 1000


def truncated(name: str, content: bytes, parts: int) -> Iterator[tuple[str, bytes]]:
    """The file cut off at points all along it."""
    stem, _, suffix = name.rpartition(".")
    for part in range(1, parts + 1):
        yield f"{stem}-cut{part}.{suffix}", content[: len(content) * part // (parts + 1)]


def changed(name: str, content: bytes, count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """The file with bytes flipped, left out, put in, moved and doubled, in ``count`` ways that are the same each time."""
    stem, _, suffix = name.rpartition(".")
    for number in range(count):
        chance = random.Random(f"{name}-{seed}-{number}")  # noqa: S311 - the same each time
        mutant = bytearray(content)
        for _ in range(chance.choice((1, 2, 5, 20, 100))):
            _change(mutant, chance)
        yield f"{stem}-{seed}-{number}.{suffix}", bytes(mutant)


def _change(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    length = chance.choice((1, 1, 2, 8, 64, 1024))
    match chance.randrange(6):
        case 0 if at < len(content):
            content[at] ^= 1 << chance.randrange(8)
        case 1:
            del content[at : at + length]
        case 2:
            content[at:at] = chance.randbytes(length)
        case 3:
            content[at:at] = content[at : at + length] * chance.choice((1, 2, 50))
        case 4:
            source = chance.randrange(len(content) + 1)
            content[at : at + length] = content[source : source + length]
        case _:
            content[at : at + length] = chance.choice((b"\x00", b"\xff", b"9", b"-", b"(", b"<", b"[")) * length


def made_by_hand() -> Iterator[tuple[str, bytes]]:
    """All files that are made by hand."""
    yield from hostile_pdfs()
    yield from hostile_docx()
    yield from hostile_texts()
    yield from hostile_images()
    yield from mislabelled()
