"""Word documents are read as a person sees them on paper."""

import pytest

from indexer.errors import UnreadableFile
from indexer.layout import assemble
from indexer.readers.docx import read
from indexer.reading import FootnoteMark
from tests.indexer.word_files import cell, definition, level, paragraph, paragraph_style, run, table, use, word_file

BOX = "<w:txbxContent>{}</w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
NOTE = '<w:r><w:footnoteReference w:id="{}"{}/></w:r>'
SEPARATOR = '<w:footnote w:type="separator" w:id="-1">' + paragraph("rule") + "</w:footnote>"


def texts(body: str, **parts: str) -> list[str]:
    """The lines of a document that are not blank."""
    return [line.text for line in read(word_file(body, **parts)).lines if line.text]


def headings(body: str, **parts: str) -> list[str]:
    """The lines of a document that are marked as headings."""
    return [line.text for line in read(word_file(body, **parts)).lines if line.heading]


def footnote(identity: int, text: str) -> str:
    """A footnote of one paragraph."""
    return f'<w:footnote w:id="{identity}">{paragraph("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'


def test_headings_by_style() -> None:
    """Headings are told by the name of the style, of one it is based on, or by its outline level, in the language of the program."""
    styles = (
        paragraph_style("Titre1", "heading 1")
        + paragraph_style("Chuong", "Chương của tôi", based_on="Titre1")
        + paragraph_style("TieuDe", "Tiêu đề 2")
        + paragraph_style("Plan", "Plan", properties='<w:outlineLvl w:val="1"/>')
        + paragraph_style("Corps", "Corps", based_on="Plan", properties='<w:outlineLvl w:val="9"/>')
        + paragraph_style("Titre", "Titre de civilité")
    )
    body = "".join(paragraph(style, style=style) for style in ("Titre1", "Chuong", "TieuDe", "Plan", "Corps", "Titre", "Absent"))
    assert headings(body, styles=styles) == ["Titre1", "Chuong", "TieuDe", "Plan"]


def test_headings_by_outline_level() -> None:
    """A paragraph with an outline level of its own is a heading unless it is as long as a text; below a line break its text goes on."""
    own = '<w:outlineLvl w:val="0"/>'
    body = paragraph("Chương I", "<w:r><w:br/></w:r>", "QUY ĐỊNH CHUNG", properties=own) + paragraph("mot " * 100, properties=own)
    assert headings(body) == ["Chương I"]
    assert texts(body)[:2] == ["Chương I", "QUY ĐỊNH CHUNG"]


def test_a_table_of_contents_heads_nothing() -> None:
    """Lines of a table of contents keep their text with the row of dots that Word draws."""
    styles = paragraph_style("TM1", "toc 1")
    assert texts(paragraph("Chương I", "<w:r><w:tab/></w:r>", "3", style="TM1"), styles=styles) == ["Chương I ..... 3"]


def test_tracked_changes() -> None:
    """What was inserted is read, what was deleted is not; a paragraph whose mark was deleted goes on with the next."""
    inserted = f'<w:ins w:id="1">{run("20 %")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>15 %</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("ancien")}</w:moveFrom><w:moveTo w:id="4">{run(" nouveau")}</w:moveTo>'
    assert texts(paragraph("Le taux est de ", deleted, inserted, moved)) == ["Le taux est de 20 % nouveau"]
    mark = '<w:rPr><w:del w:id="5"/></w:rPr>'
    assert texts(paragraph("Une aide", properties=mark) + paragraph(" est versée.")) == ["Une aide est versée."]


def test_deleted_paragraphs_do_not_count() -> None:
    """A paragraph that was deleted whole takes no number in its list."""
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>'
    body = paragraph("một", numbered=(1, 0)) + gone + paragraph("hai", numbered=(1, 0))
    assert texts(body, numbering=definition(0, level(0, "%1.")) + use(1, 0)) == ["1. một", "2. hai"]


def test_deleted_rows() -> None:
    """A row of a table that was deleted is not read."""
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("Lyon")}{cell("10 %")}</w:tr>'
    whole = table(["Commune", "Taux"], ["Lille", "20 %"]).replace("</w:tbl>", gone + "</w:tbl>")
    assert texts(whole) == ["Commune | Taux", "Lille | Taux: 20 %"]


def test_hyperlinks_and_fields() -> None:
    """The text of a link and the result of a field are read, the instruction of the field and hidden text are not."""
    link = f'<w:hyperlink w:anchor="a">{run("Luật Đầu tư")}</w:hyperlink>'
    field = (
        FIELD.format("begin") + "<w:r><w:instrText>REF x</w:instrText><w:t>hidden</w:t></w:r>" + FIELD.format("separate") + run("Điều 5") + FIELD.format("end")
    )
    body = paragraph("Theo ", link, ", ", field, run(" bí mật", properties="<w:vanish/>"), run(" rõ", properties='<w:vanish w:val="0"/>'))
    assert texts(body) == ["Theo Luật Đầu tư, Điều 5 rõ"]


def test_characters_that_are_elements() -> None:
    """Breaks, hyphens, symbols and capitals are what Word shows."""
    signs = '<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:tab/><w:t>C</w:t><w:br/><w:t>D</w:t><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert texts(paragraph(signs)) == ["A\u2011B\tC", "D≥"]
    assert texts(paragraph(run("Nghị định", properties="<w:caps/>"))) == ["NGHỊ ĐỊNH"]


def test_page_breaks_and_content_controls() -> None:
    """A page break is no text, and what stands in content controls is."""
    controlled = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Điều 2')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{run('Hỗ trợ')}</w:sdtContent></w:sdt>"
    assert texts(paragraph('<w:r><w:br w:type="page"/></w:r>', "Điều 1") + controlled + paragraph(inner)) == ["Điều 1", "Điều 2", "Hỗ trợ"]


def test_text_boxes() -> None:
    """A text box is read once, after the paragraph in which it is anchored, in the form for today's Word or, without one, for old ones."""
    today = f"<w:drawing><wps:txbx>{BOX.format(paragraph('HỎA TỐC'))}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{BOX.format(paragraph('HỎA TỐC'))}</v:textbox></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{today}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    assert texts(paragraph("Điều 1", f"<w:r>{both}</w:r>") + paragraph("Điều 2")) == ["Điều 1", "HỎA TỐC", "Điều 2"]
    assert texts(paragraph("Điều 1", f"<w:r>{old}</w:r>")) == ["Điều 1", "HỎA TỐC"]


def test_formulas() -> None:
    """The letters of a formula are read."""
    assert texts(paragraph("T = ", "<m:oMath><m:r><m:t>a/b</m:t></m:r></m:oMath>")) == ["T = a/b"]


def test_footnotes_are_apart() -> None:
    """Notes stand after the text with their numbers, in the order of the text; where these stood is kept, but not in the text."""
    notes = SEPARATOR + footnote(7, "Sửa đổi bởi Luật số 57.") + footnote(8, "Xem Điều 3.") + footnote(9, "Không dùng.")
    body = paragraph("Thuế suất là 20%.", NOTE.format(8, "")) + paragraph("Áp dụng từ 2025", NOTE.format(7, ""), ".")
    raw = read(word_file(body, footnotes=notes))
    assert [(line.text, line.note, line.marks) for line in raw.lines if line.text] == [
        ("Thuế suất là 20%.", False, (FootnoteMark(14, "1"),)),
        ("Áp dụng từ 2025.", False, (FootnoteMark(12, "2"),)),
        ("1 Xem Điều 3.", True, ()),
        ("2 Sửa đổi bởi Luật số 57.", True, ()),
    ]


def test_notes_of_a_reading() -> None:
    """In the reading notes are apart from the body."""
    body = paragraph("Thuế suất là 20%.", NOTE.format(1, "")) + paragraph("Hết.")
    reading = assemble(read(word_file(body, footnotes=footnote(1, "Xem Điều 3."))))
    assert reading.notes is not None
    assert reading.text[reading.notes.start : reading.notes.end].strip() == "1 Xem Điều 3."
    assert "Xem" not in reading.text[: reading.body.end]


def test_marks_of_notes() -> None:
    """Endnotes are numbered as the document says, a mark typed by hand stays as it was typed, and a note that is missing leaves none."""
    endnotes = '<w:endnote w:id="1">' + paragraph("Fin.") + "</w:endnote>"
    body = paragraph("Texte", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    assert texts(body, endnotes=endnotes) == ["Texte", "i Fin."]
    assert texts(body, endnotes=endnotes, settings='<w:endnotePr><w:numFmt w:val="upperLetter"/></w:endnotePr>') == ["Texte", "A Fin."]
    by_hand = paragraph("Texte", NOTE.format(1, ' w:customMarkFollows="1"'), "*")
    assert texts(by_hand, footnotes=footnote(1, "* Voir.")) == ["Texte*", "* Voir."]
    assert texts(paragraph("Texte", NOTE.format(5, "")), footnotes=footnote(1, "Voir.")) == ["Texte"]


def test_marks_in_tables_and_old_fonts() -> None:
    """The place of a mark holds in rows that carry headers and in text that is converted."""
    noted = paragraph("45 %", NOTE.format(1, ""))
    rows = read(word_file(table(["Chỉ tiêu", "2030"], ["Tỷ lệ", noted]), footnotes=footnote(1, "Ước tính."))).lines
    assert [(line.text, line.marks) for line in rows if line.marks] == [("Tỷ lệ | 2030: 45 %", (FootnoteMark(13, "1"),))]
    old = paragraph(run("Coâng nghieäp", font="VNI-Times"), NOTE.format(1, ""), run(" hoã trôï", font="VNI-Times"))
    (line,) = [line for line in read(word_file(old, footnotes=footnote(1, "Ước tính."))).lines if line.marks]
    assert (line.text, line.marks) == ("Công nghiệp hỗ trợ", (FootnoteMark(10, "1"),))


def test_signs_of_private_use() -> None:
    """A character for private use in the text itself is no note."""
    assert [line.marks for line in read(word_file(paragraph("a\U000f0000b", NOTE.format(1, "")), footnotes=footnote(1, "x"))).lines if line.marks]
    assert texts(paragraph("a\U000f0005b")) == ["ab"]


def test_tables_keep_their_header() -> None:
    """Rows carry the header that Word repeats on each page, whatever it says; merged cells are read once."""
    assert texts(table(["2025", "2030"], ["30 %", "45 %"], header=True)) == ["2025 | 2030", "2025: 30 % | 2030: 45 %"]
    rows = table(["Chỉ tiêu", cell("Mục tiêu", '<w:gridSpan w:val="2"/>')], ["", "2025", "2030"], ["Tỷ lệ", "30", "45"])
    assert texts(rows) == ["Chỉ tiêu | Mục tiêu", "2025 | 2030", "Tỷ lệ | Mục tiêu 2025: 30 | Mục tiêu 2030: 45"]


def test_cells_that_go_on_downwards() -> None:
    """A cell merged over rows names each of them."""
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        ["Ngành", "Chỉ tiêu", "2030"],
        [cell("Dệt may", begins), "Nội địa hóa", "65 %"],
        [cell("", goes_on), "Xuất khẩu", "40 %"],
        ["Da giày", "Nội địa hóa", "60 %"],
    ]
    assert texts(table(*rows, header=True))[1:] == [
        "Dệt may | Chỉ tiêu: Nội địa hóa | 2030: 65 %",
        "Dệt may | Chỉ tiêu: Xuất khẩu | 2030: 40 %",
        "Da giày | Chỉ tiêu: Nội địa hóa | 2030: 60 %",
    ]


def test_cells_that_claim_too_much() -> None:
    """A cell that claims millions of columns costs nothing."""
    wide = cell("a", '<w:gridSpan w:val="2000000000"/>')
    before = f'<w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>{cell("c")}</w:tr>'
    assert texts(table([wide, "b"]).replace("</w:tbl>", before + "</w:tbl>")) == ["a | b", "c"]


def test_nested_tables() -> None:
    """A table in a cell of a grid is a table of its own; in a table of data it is the text of its cell."""
    inner = table(["Commune", "Taux"], ["Lille", "20 %"])
    assert texts(table([paragraph("Annexe") + inner, ""], ruled=False)) == ["Annexe", "Commune | Taux", "Lille | Taux: 20 %"]
    assert texts(table(["Nature", "Montant"], ["Aide", inner], header=True))[1] == "Aide | Montant: Commune | Taux Lille | Taux: 20 %"


def test_the_head_of_an_act_is_no_table() -> None:
    """The grid at the head of a Vietnamese act is read cell after cell, line by line."""
    bold = "<w:b/>"
    issuer = paragraph(run("ỦY BAN NHÂN DÂN", properties=bold)) + paragraph(run("THÀNH PHỐ HÀ NỘI", properties=bold))
    motto = paragraph(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", properties=bold)) + paragraph("Độc lập - Tự do - Hạnh phúc")
    body = table([issuer, motto], ["Số: 302/KH-UBND", "Hà Nội, ngày 20 tháng 12 năm 2023"])
    assert texts(body) == [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 302/KH-UBND",
        "Hà Nội, ngày 20 tháng 12 năm 2023",
    ]


def test_a_bold_first_row_is_a_header() -> None:
    """A first row in bold above others heads them."""
    bold = [paragraph(run(text, properties="<w:b/>")) for text in ("Ai", "Làm gì")]
    assert texts(table(bold, ["Sở Công Thương", "chủ trì"]))[1] == "Sở Công Thương | Làm gì: chủ trì"
    assert texts(table(["Ai", "Làm gì"], ["Sở Công Thương", "chủ trì"]))[1] == "Sở Công Thương | chủ trì"


def test_runs_in_old_fonts() -> None:
    """Runs in fonts of before Unicode are converted one by one, those of capitals to capitals; other runs stay."""
    body = (
        paragraph(run("CéNG HßA X· HéI", font=".VnTime"))
        + paragraph(run("nghÞ quyÕt", font=".VnTimeH"))
        + paragraph(run("§iÒu 1. ", font=".VnTime"), run("L'été à Hanoï", font="Arial"))
        + paragraph(run("Coâ", font="VNI-Times"), run("ng nghieä", font="VNI-Helve"), run("p", font="VNI-Times"))
        + paragraph(run("t\u00ad", font=".VnTime"), '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:softHyphen/><w:t>vÊn</w:t></w:r>')
        + paragraph("Société ® 2025")
    )
    raw = read(word_file(body))
    assert [line.text for line in raw.lines if line.text] == [
        "CỘNG HÒA XÃ HỘI",
        "NGHỊ QUYẾT",
        "Điều 1. L'été à Hanoï",
        "Công nghiệp",
        "tưưvấn",
        "Société ® 2025",
    ]
    assert raw.metadata["encoding"] == "TCVN3 VNI"


def test_letters_of_symbol_fonts() -> None:
    """Letters that Word keeps in the places of symbols are converted too."""
    symbols = "".join(chr(0xF000 + ord(letter)) for letter in "§iÒu")
    assert texts(paragraph(run(symbols, font=".VnTime")) + paragraph('<w:r><w:sym w:font=".VnTime" w:char="F0A7"/></w:r>'))[0] == "Điều"


def test_old_fonts_through_styles_and_numbers() -> None:
    """The font may come from the style of the paragraph, from the document's own, or from the list for the number alone."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + paragraph_style("Vni", "Vni", letters='<w:rFonts w:ascii="VNI-Times"/>')
        + paragraph_style("Unicode", "Unicode", letters='<w:rFonts w:ascii="Arial"/>')
    )
    numbering = definition(0, level(0, "§iÒu %1.", more="").replace("</w:lvl>", '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:lvl>')) + use(1, 0)
    body = paragraph("QuyÕt ®Þnh") + paragraph("Quyeát ñònh", style="Vni") + paragraph("Quyết định", style="Unicode", numbered=(1, 0))
    assert texts(body, styles=styles, numbering=numbering) == ["Quyết định", "Quyết định", "Điều 1. Quyết định"]


def test_fonts_that_lie() -> None:
    """Text that was converted to Unicode while its old fonts were kept stays as it is, and so does French in such a font."""
    unicode = paragraph(run("Bộ Công Thương trình Chính phủ", font=".VnTime")) + paragraph(run("Công ty", font=".VnTime"))
    assert texts(unicode) == ["Bộ Công Thương trình Chính phủ", "Công ty"]
    assert texts(paragraph(run("Évaluation des forêts protégées à l'échelle européenne", font=".VnTime"))) == [
        "Évaluation des forêts protégées à l'échelle européenne"
    ]


def test_fields_of_the_document() -> None:
    """A document without properties or styles has none, and is read."""
    assert read(word_file(paragraph("Điều 1"))).metadata == {}


@pytest.mark.parametrize(
    "content",
    [
        word_file(paragraph("x")).replace(b"word/document.xml", b"word/documant.xml"),
        word_file("<w:p><w:r>"),
        word_file("<w:p>" * 400 + "</w:p>" * 400),
        word_file(paragraph("x"), styles="<w:style>"),
    ],
    ids=["no main part", "not closed", "too deep", "broken styles"],
)
def test_damaged_documents(content: bytes) -> None:
    """A document whose parts are missing, broken or nested without end is refused with a sentence."""
    with pytest.raises(UnreadableFile, match=r"it is a damaged \.docx document"):
        read(content)


def test_entities_are_not_resolved() -> None:
    """Entities that would unfold without end, or bring in another file, stay closed."""
    doctype = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
    raw = read(word_file(paragraph("vrai", "<w:r><w:t>&b;&file;</w:t></w:r>", " texte"), doctype=doctype))
    assert [line.text for line in raw.lines if line.text] == ["vrai texte"]
