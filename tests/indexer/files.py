"""Makes small files of each format for the tests of the readers."""

import io

import docx
from pypdf import PdfReader, PdfWriter


def pdf_of(*pages: list[tuple[str, float]], title: str = "") -> bytes:
    """A PDF whose pages have the given lines, each with the size of its letters; only Latin-1 letters are possible."""
    contents = [_content(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        objects += [page.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
    objects.append(b"<< /Title (" + title.encode("cp1252") + b") >>")
    written, offsets = io.BytesIO(), []
    written.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    written.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start))
    return written.getvalue()


def _content(lines: list[tuple[str, float]]) -> bytes:
    drawn, height = [], 800.0
    for text, size in lines:
        escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn.append(b"BT /F1 %.1f Tf 50 %.1f Td (%s) Tj ET" % (size, height, escaped))
        height -= size * 1.3
    return b"\n".join(drawn)


def encrypted(pdf: bytes, password: str) -> bytes:
    """The PDF protected by a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def docx_of(*paragraphs: tuple[str, str | None], table: list[list[str]] | None = None, title: str = "") -> bytes:
    """A Word document of paragraphs with their styles, and of one table after them."""
    document = docx.Document()
    document.core_properties.title = title
    for text, style in paragraphs:
        document.add_paragraph(text, style)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
