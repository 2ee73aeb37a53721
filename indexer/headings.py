"""The lines of a body and the words of the headings among them: how far a heading runs on, and where the text itself begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.clauses import Heading, closes_act, match_heading
from corpus.nouns import ClauseLevel, Language
from indexer.layout import Reading

SENTENCE_ENDS = tuple(".;:!?…”»)/")
"""Signs after which a line is taken to have come to its end."""
_LONGEST_HEADING = 250
_LONGEST_PARAGRAPH_TITLE = 140
_FULL_LINE = 66
"""A heading of this many characters whose next line is text was no heading but the text itself."""
_BOLD_HEADINGS = 3
"""Headings in bold letters from which a text is taken to set all its headings so."""
_ATTACHED_TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a body: its offset, and whether it stands apart, was marked as a heading by its format, or is bold."""

    text: str
    start: int
    blank_before: bool
    marked: bool
    bold: bool


def body_lines(reading: Reading) -> Iterator[TextLine]:
    """The lines of the body that are not blank."""
    start, blank = reading.body.start, True
    for text in reading.text[: reading.body.end].split("\n"):
        if text:
            yield TextLine(text, start, blank, start in reading.headings, start in reading.bold)
        blank = not text
        start += len(text) + 1


class HeadingWords:
    """Tells the words of a heading from the text below it, by the letters and the line ends of one text.

    With ``whole_paragraphs`` a line is a paragraph, so that the heading of an article does not run on into the next one.
    """

    def __init__(self, lines: Sequence[TextLine], language: Language, *, whole_paragraphs: bool) -> None:
        self._lines = lines
        self._language = language
        self._whole_paragraphs = whole_paragraphs
        self._bold_headings = sum(line.bold and bool(match_heading(line.text, language)) for line in lines) >= _BOLD_HEADINGS

    def title(self, heading: Heading, index: int) -> str:
        """The heading's own words: the rest of its line with the lines that it runs on into; empty where the text itself begins."""
        line = self._lines[index]
        words = [heading.title] if heading.title else []
        if heading.level is ClauseLevel.HEADING:
            return ""
        if heading.level.depth > ClauseLevel.ARTICLE.depth:
            short = len(heading.title) <= _LONGEST_HEADING and not heading.title.endswith((".", ";", ","))
            return heading.title.rstrip(" :") if short and (heading.level is ClauseLevel.ROMAN or line.marked) else ""
        if self._whole_paragraphs and heading.level is ClauseLevel.ARTICLE:
            return heading.title if len(heading.title) <= _LONGEST_PARAGRAPH_TITLE and self._has_text_below(index) else ""
        if self._bold_headings and (line.bold or heading.level is ClauseLevel.ARTICLE):
            return self._bold_title(words, index)
        if heading.level is not ClauseLevel.ARTICLE:
            return " ".join([*words, *self._title_lines(index, capitals=True)])[:_LONGEST_HEADING]
        return self._wrapped_title(words, index)

    def title_start_above(self, index: int) -> int:
        """The index of the line where the title in capitals begins that stands above the line ``index``; ``index`` itself without one."""
        first = index
        for above in range(index - 1, max(-1, index - 1 - _ATTACHED_TITLE_LINES), -1):
            if closes_act(self._lines[above].text, self._language):
                break
            if self._lines[above].text.isupper():
                first = above
            elif first != index:
                break
        return first

    def title_between(self, first: int, index: int) -> str:
        """The title that stands in the lines from ``first`` to above ``index``; the line ``index`` itself where they are the same."""
        title = " ".join(line.text for line in self._lines[first:index]) or self._lines[index].text
        return title[:_LONGEST_HEADING]

    def _wrapped_title(self, words: list[str], index: int) -> str:
        """The title of an article whose letters do not tell it from the text: it ends without a full stop, or the text below begins anew."""
        following = self._title_lines(index)
        whole = " ".join([*words, *following])
        if following and not whole.endswith(SENTENCE_ENDS) and len(whole) <= _LONGEST_HEADING:
            return whole if words else ""
        running_on = list(takewhile(lambda text: text[:1].islower(), following))
        title = " ".join([*words, *running_on])
        text_goes_on = len(self._lines[index].text) >= _FULL_LINE and len(running_on) < len(following) and not running_on
        return "" if text_goes_on or len(title) > _LONGEST_HEADING or title.endswith((".", ":", ";")) else title

    def _has_text_below(self, index: int) -> bool:
        """Whether the paragraph is followed by text of its own clause, so that it can be its heading."""
        following = self._lines[index + 1 : index + 2]
        return bool(following) and not any(other.level.depth <= ClauseLevel.ARTICLE.depth for other in match_heading(following[0].text, self._language)[:1])

    def _bold_title(self, words: list[str], index: int) -> str:
        """The heading as far as its bold letters go; empty where the text itself begins after the label."""
        if not self._lines[index].bold:
            return ""
        following = takewhile(lambda line: line.bold and not match_heading(line.text, self._language), self._lines[index + 1 : index + 6])
        title = " ".join([*words, *(line.text for line in following)])
        return title if len(title) <= _LONGEST_HEADING else ""

    def _title_lines(self, index: int, *, capitals: bool = False) -> list[str]:
        """The lines after a heading up to the next heading or blank line; with ``capitals`` only a title in capitals, or one line."""
        lines: list[str] = []
        for following in self._lines[index + 1 : index + 6]:
            if match_heading(following.text, self._language) or (following.blank_before and (lines or not capitals)):
                break
            if (
                capitals
                and not following.text.isupper()
                and (lines or following.text.endswith(".") or match_heading(self._lines[index].text, self._language)[0].title)
            ):
                break
            lines.append(following.text)
            if capitals and not following.text.isupper():
                break
        return lines
