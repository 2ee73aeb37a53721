"""Makes Word documents out of their XML, with exactly the parts that a test is about."""

import io
import zipfile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OTHER_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word_file(body: str, *, doctype: str = "", **parts: str) -> bytes:
    """A document with the elements of its body; ``numbering``, ``styles``, ``footnotes``, ``endnotes``, ``settings`` hold the elements of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>' for name in parts)
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{overrides}</Types>',
        )
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/_rels/document.xml.rels", _relations({name: f"{name}.xml" for name in parts}))
        archive.writestr("word/document.xml", _root("document", f"<w:body>{body}<w:sectPr/></w:body>", doctype))
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", _root(name, inner))
    return written.getvalue()


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(f'<Relationship Id="r{index}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for index, (kind, target) in enumerate(targets.items()))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _root(name: str, inner: str, doctype: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{doctype}<w:{name} xmlns:w="{_WORD}" {_OTHER_NAMESPACES}>{inner}</w:{name}>'


def run(text: str, *, font: str = "", properties: str = "") -> str:
    """A run of text in a font."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", numbered: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph of runs (bare text is one) in a style, and in a list at a level."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>' if numbered else ""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f"<w:p><w:pPr>{named}{number}{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str], header: bool = False, ruled: bool = True) -> str:
    """A table of cells, each its text or its elements; ``header`` marks the first row as repeated on each page."""
    border = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if ruled else ""
    drawn = []
    for index, cells in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and not index else ""
        drawn.append(f"<w:tr>{mark}{''.join(cell(text) for text in cells)}</w:tr>")
    return f"<w:tbl><w:tblPr>{border}</w:tblPr><w:tblGrid/>{''.join(drawn)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """A cell of a table; what is one already stays as it is."""
    if content.startswith("<w:tc>"):
        return content
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<w:') else paragraph(content)}</w:tc>"


def level(index: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "") -> str:
    """One level of a list."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(identity: int, *levels: str) -> str:
    """The definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def use(identity: int, of: int, overrides: str = "") -> str:
    """A list of the document that follows a definition."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def starts_at(index: int, start: int) -> str:
    """What a list changes: where a level starts."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def paragraph_style(identity: str, name: str, *, based_on: str = "", properties: str = "", letters: str = "") -> str:
    """A style of paragraphs."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{base}<w:pPr>{properties}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
