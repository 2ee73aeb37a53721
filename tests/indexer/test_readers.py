"""Each format is read as what its bytes are; what cannot be read gives a reason."""

import io
import zipfile

import docx
import pytest

from indexer.errors import UnreadableFile
from indexer.readers import media_type_of, read
from indexer.reading import MediaType, RawDocument
from tests.indexer.files import docx_of, encrypted, pdf_of

PAGE = [("Article 1 - Objet (suite)", 12.0), ("L'été, où ça ?", 12.0), ("1 Voir la loi.", 8.0)]


def lines(raw: RawDocument) -> list[str]:
    """The lines that are not blank."""
    return [line.text.strip() for line in raw.lines if line.text.strip()]


def archive(**files: bytes) -> bytes:
    """A ZIP archive of some files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return written.getvalue()


def test_pdf() -> None:
    """A PDF gives its lines with pages and sizes of letters, and its title."""
    raw = read(pdf_of(PAGE, [("Fin", 12.0)], title="Arrêté"), "a.pdf")
    assert raw.media_type is MediaType.PDF
    assert lines(raw) == ["Article 1 - Objet (suite)", "L'été, où ça ?", "1 Voir la loi.", "Fin"]
    assert [(line.page, line.size) for line in raw.lines if line.text.strip()] == [(1, 12.0), (1, 12.0), (1, 8.0), (2, 12.0)]
    assert raw.metadata["title"] == "Arrêté"


def test_docx() -> None:
    """A Word document gives paragraphs and table rows in their order, headings marked, its title."""
    raw = read(docx_of(("Kế hoạch", "Heading 1"), ("Điều 1.\nHỗ trợ", None), table=[["Chỉ tiêu", "2030"], ["Tỷ lệ", "45%"]], title="Kế hoạch 302"), "a.docx")
    assert raw.media_type is MediaType.DOCX
    assert lines(raw) == ["Kế hoạch", "Điều 1.", "Hỗ trợ", "Chỉ tiêu | 2030", "Tỷ lệ | 2030: 45%"]
    assert [line.text for line in raw.lines if line.heading] == ["Kế hoạch"]
    assert raw.metadata["title"] == "Kế hoạch 302"


def test_docx_merged_cells() -> None:
    """A cell that spans columns is read once."""
    document = docx.Document()
    table = document.add_table(2, 3)
    table.style = "Table Grid"
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Aides"
    table.rows[0].cells[2].text = "20 %"
    table.rows[1].cells[0].text = "Prêt"
    written = io.BytesIO()
    document.save(written)
    assert lines(read(written.getvalue(), "a.docx")) == ["Aides | 20 %", "Prêt"]


PAGE_HTML = """<!DOCTYPE html>
<html lang="fr"><head><title>Site — Aides</title><meta property="og:title" content="Aides aux   PME">
<meta property="article:published_time" content="2025-11-10T08:00:00Z"><style>p { color: red }</style></head>
<body><nav><a href="/">Accueil</a></nav><header>Bandeau</header>
<main><h1>Aides</h1><p>Le taux est de <b>20&nbsp;%</b>.</p><ul><li>vốn</li><li>đất</li></ul>
<ol type="a"><li>Premier</li><li>Second</li></ol><ol><li>Un</li></ol>
<table><tr><th>Année</th><td>2030</td></tr></table>
<script>document.write("Article 99")</script><p hidden>caché</p><p aria-hidden="true">muet</p><iframe src="//evil">cadre</iframe>
<p onclick="steal()">ligne<br>suivante</p><p>&lt;script&gt;texte&lt;/script&gt;</p></main>
<footer>Mentions</footer></body></html>"""


def test_html() -> None:
    """Of a page its main text is read: no navigation, no script, nothing hidden; lists keep their marks, tables their rows."""
    raw = read(PAGE_HTML.encode(), "page.html")
    assert raw.media_type is MediaType.HTML
    assert lines(raw) == [
        "Aides",
        "Le taux est de 20 %.",
        "- vốn",
        "- đất",
        "a) Premier",
        "b) Second",
        "1. Un",
        "Année | 2030",
        "ligne",
        "suivante",
        "<script>texte</script>",
    ]
    assert [line.text for line in raw.lines if line.heading] == ["Aides"]
    assert (raw.metadata["title"], raw.metadata["date"]) == ("Aides aux PME", "2025-11-10T08:00:00Z")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>vrai texte<p>suite<div>fin",
        "<table><tr><td>vrai texte</table></td></div></p>suite fin",
        "<svg><script>alert(1)</script></svg><p>vrai texte</p>",
        "<p>vrai texte</p><script>alert('</p><p>faux')</script>",
        "<!-- <p>faux</p> --><p>vrai texte</p>",
        "<body>" + "<div>" * 300 + "vrai texte" + "</div>" * 300,
        "<p>vrai texte</p><template><p>faux</p></template><noscript>faux</noscript>",
    ],
)
def test_hostile_markup(markup: str) -> None:
    """Markup that is wrong, deep or hides its text gives the visible text and no other."""
    text = " ".join(lines(read(markup.encode(), "page.html")))
    assert "vrai texte" in text
    assert not {"faux", "alert", "script"} & set(text.replace("(", " ").split())


def test_markdown() -> None:
    """Markdown is read as plain text: marks of emphasis gone, headings marked, lists and table rows kept."""
    text = "# Kế hoạch\n\nMột **đậm** và `mã`.\n\n1. Một\n2. Hai\n\n- gạch\n\n| Chỉ tiêu | 2030 |\n|---|---|\n| Tỷ lệ | 45% |\n\n<script>x</script>\n\n```\nkhối\n```\n"
    raw = read(text.encode(), "a.md")
    assert raw.media_type is MediaType.MARKDOWN
    assert lines(raw) == ["Kế hoạch", "Một đậm và mã.", "1. Một", "2. Hai", "- gạch", "Chỉ tiêu | 2030", "Tỷ lệ | 2030: 45%", "<script>x</script>", "khối"]
    assert [line.text for line in raw.lines if line.heading] == ["Kế hoạch"]
    assert raw.metadata == {"title": "Kế hoạch"}


def test_markdown_tables_keep_equal_rows() -> None:
    """Two tables whose cells look alike keep all their cells."""
    text = "| a | b |\n|---|---|\n| 7,5 | 7 |\n| 7,5 | 7 |\n\nsuite\n\n| a | b |\n|---|---|\n| 7,5 | 2 |\n"
    assert lines(read(text.encode(), "a.md")) == ["a | b", "a: 7,5 | b: 7", "a: 7,5 | b: 7", "suite", "a | b", "a: 7,5 | b: 2"]


def test_old_encodings_in_every_format() -> None:
    """Vietnamese of before Unicode is converted in a PDF, a page, Markdown and text alike, with the title that the format carries."""
    old = "NghÞ quyÕt vÒ hç trî doanh nghiÖp nhá vµ võa"
    contents = {
        "a.pdf": pdf_of([(old, 12.0)], title=old),
        "a.html": f"<title>{old}</title><p>{old}</p>".encode(),
        "a.md": f"# {old}".encode(),
        "a.txt": old.encode("cp1252"),
    }
    for name, content in contents.items():
        raw = read(content, name)
        assert lines(raw) == ["Nghị quyết về hỗ trợ doanh nghiệp nhỏ và vừa"]
        assert raw.metadata["encoding"] == "TCVN3"
        assert raw.metadata.get("title", "Nghị quyết về hỗ trợ doanh nghiệp nhỏ và vừa") == "Nghị quyết về hỗ trợ doanh nghiệp nhỏ và vừa"


def test_pages_of_a_text_file() -> None:
    """A form feed begins a new page; without any there are no pages."""
    assert [(line.text, line.page) for line in read("một\f hai".encode(), "a.txt").lines] == [("một", 1), (" hai", 2)]
    assert [line.page for line in read("một\nhai".encode(), "a.txt").lines] == [None, None]


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf_of(PAGE), "a.txt", MediaType.PDF),
        (b"junk\n" + pdf_of(PAGE), "a.pdf", MediaType.PDF),
        (docx_of(("a", None)), "a.pdf", MediaType.DOCX),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>a", "a.txt", MediaType.HTML),
        (b"<html><p>a", "noname", MediaType.HTML),
        (b"# a", "a.MD", MediaType.MARKDOWN),
        (b"# a", "a.txt", MediaType.PLAIN),
        ("a".encode("utf-16"), "a.txt", MediaType.PLAIN),
    ],
)
def test_the_bytes_tell_the_format(content: bytes, name: str, media_type: MediaType) -> None:
    """A file with the wrong ending is read as what it is."""
    assert media_type_of(content, name) is media_type


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "it is empty"),
        (b" \n\t", "a.txt", "it is empty"),
        (b"", "a.pdf", "it is empty"),
        (b"<html><script>x</script></html>", "a.html", "it holds no text"),
        (docx_of(("", None)), "a.docx", "it holds no text"),
        (pdf_of([]), "a.pdf", "it holds no text"),
        (encrypted(pdf_of(PAGE), "secret"), "a.pdf", "it is protected by a password"),
        (pdf_of(PAGE)[:200], "a.pdf", "the PDF is damaged"),
        (b"%PDF-1.4\nnothing", "a.pdf", "the PDF is damaged"),
        ("Điều 1".encode(), "a.pdf", "it ends in .pdf but is not a PDF"),
        (docx_of(("a", None))[:800], "a.docx", "it is a damaged .docx or .odt document"),
        (archive(**{"word/document.xml": b"<not-closed", "[Content_Types].xml": b""}), "a.docx", "it is a damaged .docx document"),
        (archive(**{"a.txt": b"a"}), "a.docx", "it is a ZIP archive but not a .docx or .odt document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "a.docx", "it is a file of an old Office program"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "a.txt", "it is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt", "the image is damaged"),
        (b"\xff\xfeabc", "a.txt", "its text is not the UTF-16"),
        (b"abc \x81\x8d", "a.txt", "its encoding is not known"),
    ],
)
def test_what_cannot_be_read_gives_a_reason(content: bytes, name: str, reason: str) -> None:
    """An empty, protected, damaged or mislabelled file is refused with a sentence that says what is wrong."""
    with pytest.raises(UnreadableFile) as refusal:
        read(content, name)
    assert str(refusal.value).startswith(reason)


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    """A file that is encrypted but opens for everybody is no secret."""
    assert lines(read(encrypted(pdf_of(PAGE), ""), "a.pdf"))[0] == "Article 1 - Objet (suite)"


def refusal_of(content: bytes) -> str | None:
    """Why the file is refused; None when it is read."""
    try:
        read(content, "a.bin")
    except UnreadableFile as error:
        return str(error)
    return None


@pytest.mark.parametrize("whole", [pdf_of(PAGE, PAGE), docx_of(("Điều 1. Hỗ trợ", None))], ids=["pdf", "docx"])
def test_damage_never_escapes(whole: bytes) -> None:
    """Cut at any of many places or with bytes turned, a file is read or refused with a sentence, nothing else."""
    reasons = []
    for place in range(10, len(whole), max(1, len(whole) // 40)):
        turned = bytes(255 - byte for byte in whole[place : place + 20])
        reasons += [refusal_of(whole[:place]), refusal_of(whole[:place] + turned + whole[place + 20 :])]
    refused = [reason for reason in reasons if reason is not None]
    assert len(refused) >= 20
    assert all(reason.startswith(("it ", "the PDF is damaged")) for reason in refused)
