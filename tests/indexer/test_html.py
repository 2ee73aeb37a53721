"""Of web pages the text is read and what stands beside it is not."""

from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.readers.html import read
from tests.indexer.pages import FRENCH_AGENCY, FRENCH_NEWSPAPER, VIETNAMESE_AUTHORITY, NewsPage

DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "docs"
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the real documents are not beside the repository")
NEWS = pytest.mark.parametrize("page", [FRENCH_NEWSPAPER, VIETNAMESE_AUTHORITY, FRENCH_AGENCY], ids=["newspaper", "authority", "agency"])


def texts(html: str) -> list[str]:
    """The lines of a page that are not blank."""
    return [line.text for line in read(html.encode()).lines if line.text.strip()]


@NEWS
def test_news(page: NewsPage) -> None:
    """Of a news page exactly the lines of its text are read: no banner, menu, share button, list of other pages or hidden part."""
    assert tuple(texts(page.html)) == page.lines


@NEWS
def test_what_news_say_of_themselves(page: NewsPage) -> None:
    """Title, author, publisher and date come from what the page says to machines, else from what stands on it."""
    assert read(page.html.encode()).metadata == page.facts


@needs_documents
@pytest.mark.parametrize(
    ("name", "first", "last", "sections"),
    [
        (
            "fr/cc-by_4.0_fr.html",
            "Creative Commons Legal Code",
            "Autres langues disponibles",
            ["Article 1 - Définitions.", "i) Partager signifie", "Article 8 – Interprétation."],
        ),
        ("vi/cc-by_3.0_vn.html", "Creative Commons", "Có thể liên lạc với Creative Commons", ["1. Giải thích từ ngữ", "8. Các Điều Khoản Khác"]),
    ],
)
def test_real_pages(name: str, first: str, last: str, sections: list[str]) -> None:
    """Two real pages begin and end where a reader says that they do, with their sections between."""
    lines = texts((DOCUMENTS / name).read_text(encoding="utf-8"))
    assert lines[0] == first
    assert lines[-1].startswith(last)
    assert [section for section in sections if not any(line.startswith(section) for line in lines)] == []


@pytest.mark.parametrize(
    ("head", "body", "name", "expected"),
    [
        ("<title>Aides aux PME | Ville</title>", "<h1>Aides aux PME</h1>", "title", "Aides aux PME"),
        ("<title>Aides aux PME</title>", "<h1>Le site</h1>", "title", "Aides aux PME"),
        ("<title>Ville</title><meta name='DC.Title' content='Aides  aux PME'>", "", "title", "Aides aux PME"),
        ("", "<script type='application/ld+json'>{'broken': </script><h1>x</h1>", "title", None),
        ("", '<script type="application/ld+json">[{"@type":"Article","author":"VNA","datePublished":"2025-05-17"}]</script>', "date", "2025-05-17"),
        ("", '<script type="application/ld+json">[{"@type":"Article","author":"VNA","datePublished":"2025-05-17"}]</script>', "author", "VNA"),
        ("<meta property='article:author' content='https://facebook.com/a'><meta property='og:site_name' content='Nhân Dân'>", "", "author", "Nhân Dân"),
        ("", "<div itemscope><span itemprop='author'>Linh</span></div>", "author", "Linh"),
        ("", "<time>14/10/2025</time>", "date", "14/10/2025"),
        ("", "<p>rien</p>", "date", None),
    ],
)
def test_fields(head: str, body: str, name: str, expected: str | None) -> None:
    """The fields of a page are found wherever it keeps them; what is broken or no name is passed over."""
    assert read(f"<html><head>{head}</head><body>{body}<p>texte</p></body></html>".encode()).metadata.get(name) == expected


def test_json_without_end() -> None:
    """Data nested without end in a page does no harm."""
    assert texts(f"<script type='application/ld+json'>{'[' * 100_000}</script><p>vrai texte</p>") == ["vrai texte"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>faux</p>",
        "<p style='color: red; visibility : hidden'>faux</p>",
        "<p hidden>faux</p>",
        "<div aria-hidden='true'>faux</div>",
        "<dialog>faux</dialog>",
        "<template>faux</template>",
        "<textarea>faux</textarea>",
    ],
)
def test_hidden_parts(hidden: str) -> None:
    """What the page hides is not read."""
    assert texts(f"<main><p>vrai texte de la page</p>{hidden}</main>") == ["vrai texte de la page"]


@pytest.mark.parametrize(
    "page",
    [
        "<body><form><p>{}</p></form></body>",
        "<body><div class='sidebar-layout'><p>{}</p></div></body>",
        "<body><article><header><h1>{}</h1></header></article></body>",
        "<body><div class='cookie-free'><div id='content'><p>{}</p></div></div></body>",
        "<body><main><p>court</p></main><div><p>{}</p></div></body>",
        "<body><p>{}</p><aside>court</aside></body>",
    ],
)
def test_the_text_is_never_lost(page: str) -> None:
    """A part that looks like furniture but holds the text or the title of the page is read."""
    long = "Le taux de l'aide est de 20 % pour les entreprises de la ville."
    assert long in texts(page.format(long))


def test_lists_of_pages() -> None:
    """A list of links is left out beside a text, but a page that is a list of decisions keeps it."""
    links = "<ul><li><a href='/1'>Décision 1</a></li><li><a href='/2'>Décision 2</a></li><li><a href='/3'>Décision 3</a></li></ul>"
    text = "<p>Le conseil a pris trois décisions, dont la première porte sur les aides aux entreprises et la deuxième sur leur durée.</p>"
    assert len(texts(f"<main>{text}{links}</main>")) == 1
    assert texts(f"<main><h1>Décisions</h1>{links}</main>")[1:] == ["- Décision 1", "- Décision 2", "- Décision 3"]


def test_numbers_of_lists() -> None:
    """Items carry the number that the list shows: its form, its start, and numbers of their own."""
    items = "<li>un</li><li value='7'>sept</li><li>huit</li>"
    assert texts(f"<ol>{items}</ol>") == ["1. un", "7. sept", "8. huit"]
    assert texts("<ol type='A' start='3'><li>trois</li></ol><ol type='i'><li>un</li></ol>") == ["C) trois", "i. un"]


def test_tables() -> None:
    """Rows keep the header of their columns, marked or not; a caption stands above; cells that span are read once."""
    head = "<caption>Taux par commune</caption><tr><th>Commune</th><th colspan='2'>Taux</th></tr><tr><th></th><th>2025</th><th>2030</th></tr>"
    rows = "<tr><th rowspan='2'>Lille</th><td>20 %</td><td>30 %</td></tr><tr><td colspan='2'>au moins 10 %</td></tr>"
    assert texts(f"<table>{head}{rows}</table>") == [
        "Taux par commune",
        "Commune | Taux",
        "2025 | 2030",
        "Lille | Taux 2025: 20 % | Taux 2030: 30 %",
        "Lille | Taux 2025 / Taux 2030: au moins 10 %",
    ]
    bold = "<tr><td><b>Ai</b></td><td><b>Làm gì</b></td></tr><tr><td>Sở Công Thương</td><td>chủ trì</td></tr>"
    assert texts(f"<table>{bold}</table>") == ["Ai | Làm gì", "Sở Công Thương | Làm gì: chủ trì"]


def test_tables_that_place_text() -> None:
    """A table that holds a page, or the head of an act, is read cell after cell."""
    head = "<table><tr><td>BỘ CÔNG THƯƠNG<br>Số: 12/TT-BCT</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr><tr><td></td><td>Hà Nội, ngày 5 tháng 5</td></tr></table>"
    assert texts(head) == ["BỘ CÔNG THƯƠNG", "Số: 12/TT-BCT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 5 tháng 5"]
    inner = "<table><tr><th>Année</th></tr><tr><td>2030</td></tr></table>"
    assert texts(f"<table><tr><td><p>Texte</p>{inner}</td><td>Suite</td></tr><tr><td>Fin</td><td></td></tr></table>")[0] == "Texte"
    assert texts("<table role='presentation'><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>") == ["a", "b", "c", "d"]


def test_enormous_spans() -> None:
    """A cell that claims to reach over a million columns or rows costs nothing."""
    assert texts("<table><tr><td colspan='1000000' rowspan='1000000'>a</td><td>b</td></tr><tr><td>c</td></tr></table>")


@pytest.mark.parametrize("page", ["<div>" * 100_000 + "texte", "<table><tr><td>" * 1_000 + "texte"], ids=["elements", "tables"])
def test_endless_nesting(page: str) -> None:
    """A page whose elements are nested without end is refused at once."""
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        read(page.encode())


def test_long_pages() -> None:
    """Time grows with the length of a page: twenty thousand list items are read, and a thousand elements in each other."""
    assert len(texts(f"<ol>{'<li>mục' * 20_000}</ol>")) == 20_000
    assert texts("<div>" * 1_000 + "vrai texte") == ["vrai texte"]


def test_preformatted_text() -> None:
    """Lines of preformatted text stay lines."""
    assert texts("<pre>Article 1\n  Objet\n\nArticle 2</pre>") == ["Article 1", "  Objet", "Article 2"]


def test_old_encodings_in_pages() -> None:
    """A page keeps its letters for what decides on its encoding later."""
    assert texts("<p>Coâng nghieäp hoã trôï</p>") == ["Coâng nghieäp hoã trôï"]
