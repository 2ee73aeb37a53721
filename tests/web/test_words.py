"""Small things that are written and read for people: dates, languages, hidden characters, addresses."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from corpus.nouns import Language, Span
from service.web.addresses import address, document_address, outside_address
from service.web.formats import write_date
from service.web.negotiation import preferred_language
from service.web.visible import plain, shown, spaced


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fr"),
        ("vi", "vi"),
        ("vi-VN,vi;q=0.9,fr;q=0.8", "vi"),
        ("de-DE, en;q=0.5, vi;q=0.7", "vi"),
        ("EN-us", "en"),
        ("vi;q=0, en;q=0.1", "en"),
        ("*", "fr"),
        (";;;=,", "fr"),
    ],
)
def test_the_language_of_a_browser(accepted: str, language: str) -> None:
    """The language that is weighed most among ours is taken, French where there is none."""
    assert preferred_language(accepted) == language


def test_dates() -> None:
    """A date is written in full in each language."""
    day = dt.date(2026, 8, 1)
    assert [write_date(day, language) for language in (Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH)] == [
        "1er août 2026",
        "01/08/2026",
        "1 August 2026",
    ]


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\u200b", "\u200f", "\x00", "\x1b", "\ufeff", "\U000e0041", "\ue000"])
def test_hidden_characters_are_shown(letter: str) -> None:
    """What turns, hides or smuggles text is replaced by its code in pages, and left out of titles and files."""
    assert shown(f"a{letter}b") == f'a<span class="control" data-code="U+{ord(letter):04X}"></span>b'
    assert plain(f"a{letter}b") == "ab"


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))))
def test_other_text_is_escaped_and_kept(text: str) -> None:
    """Text without hidden characters is shown as it is, escaped."""
    assert shown(text) == escape(text)


def test_french_signs_stay_with_their_words() -> None:
    """No line begins with a sign or ends with an opening quotation mark."""
    assert spaced("« Oui » : où ?") == "«\u202fOui\u202f»\u00a0: où\u202f?"


def test_addresses() -> None:
    """Blank parameters are left out, others are escaped, and marks lead to themselves."""
    assert address(Language.VIETNAMESE, "ask", [("q", "thuế & phí"), ("kind", "")]) == "/vi/ask?q=thu%E1%BA%BF+%26+ph%C3%AD"
    assert document_address(Language.FRENCH, "a", [Span(1, 2)]) == "/fr/documents/a?highlight=1-2#highlight"
    assert document_address(Language.FRENCH, "a", [Span(1, 2)], 3, "page") == "/fr/documents/a?highlight=1-2&page=3#page"


@pytest.mark.parametrize(
    ("written", "followed"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:", False),
        (None, False),
    ],
)
def test_only_the_web_is_linked_to(written: str | None, followed: bool) -> None:  # noqa: FBT001 - a column of the table
    """What a catalogue gives as an address becomes a link only when it is one of the web."""
    assert (outside_address(written) == written and written is not None) is followed
