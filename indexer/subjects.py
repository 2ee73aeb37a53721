"""What a figure measures and on whom, in the words of its sentence, and the glossary terms in them.

*Plus de 80 % des villages reconnus fonctionnent efficacement* measures that they work well, on recognised villages; *công nghiệp hỗ trợ
chiếm khoảng 11% giá trị sản xuất* measures a share of production, on supporting industry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.facts import Unit
from corpus.glossary import TermMention, find_terms
from corpus.goals import Sense, find_senses, words
from corpus.nouns import Language, Span
from corpus.periods import find_periods
from corpus.quantities import QuantityMention
from corpus.rulebook import compiled
from indexer.deadlines import Sentence

_LONGEST = 160
_WORD = re.compile(r"[^\W_]+")
_OF_FORM = frozenset({"act", "general", "procedure"})
"""Domains of the glossary whose terms say how a text speaks and not of what."""
_LAST_COMMA = re.compile(r",(?!\d)(?!.*,)")
_END = re.compile(
    r"[;|()]|,\s(?:qui|ce|soit|afin|pour|avec|hausse|en\s|nhằm|góp\s+phần|phục\s+vụ|để|đồng\s+thời|hướng|kèm|phù\s+hợp|bảo\s+đảm|trong|tăng|tạo|hình\s+thành|xây)\b|[.](?=\s|$)|:(?=\s)|\s(?:trong\s+đó|dont|nhưng|mais|tandis|alors|tức|soit|kèm|so\s+với|par\s+rapport)\b"
)
_LINK = re.compile(
    r"^(?:\s|d[’']|(?:so\s+với|par\s+rapport\s+à)\s+(?:năm\s+|l[’']année\s+)?\d{4}|l[’'](?=\w)"
    r"|(?:des?|du|la|các|của|số|les?|leurs?|ses|son|sa|en\s+moyenne|mỗi\s+năm|thêm)(?=\s))+",
    re.IGNORECASE,
)
_OF = {
    Language.VIETNAMESE: re.compile(r"\scủa\s"),
    Language.FRENCH: re.compile(r"\s(?:des|de\s+la|de\s+l[’']|du|(?<!chiffre\s)d[’']|pour\s+(?:le|la|les))\s?(?=[\w’' ]+$)"),
}
_JOINT = re.compile(r"\s(?:et|ou|và|hoặc|với|puis)\s(?!.*\s(?:et|ou|và|hoặc|với|puis)\s)[^,;]{0,60}$", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)|:\s")
_FROM_EARLIER = re.compile(r".*(?:\s(?:et|và|còn|puis|dont|trong\s+đó)\s|,(?!\d))", re.IGNORECASE)
_EDGE = ' \t\n\u00a0,;:.-–—|()+•*«»“”"'


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator and a population with their places in the text; None for one that its sentence does not name."""

    indicator: Span | None
    population: Span | None


def subject_of(sentence: Sentence, mention: QuantityMention, language: Language) -> Subject:
    """What a quantity of the sentence measures, and on whom."""
    before = _before(sentence, mention, language)
    after = _after(sentence, mention)
    if mention.quantity.unit is Unit.RANK:
        return Subject(before or after, None)
    if before and mention.quantity.unit is not Unit.COUNT:
        indicator = after or before
        population = before if after else _owner(sentence.text, before, language)
        return Subject(indicator, population)
    if after is None:
        return Subject(before, _owner(sentence.text, before, language) if before else None)
    whom, what = _split(sentence.text, after, language)
    if mention.quantity.unit is Unit.COUNT:
        return Subject(after, whom)
    return Subject(what, whom) if what else Subject(after, None)


def terms_of(phrase: str, language: Language) -> tuple[str, ...]:
    """The ids of the glossary terms in a phrase, sorted and each once.

    >>> terms_of("doanh nghiệp công nghiệp hỗ trợ", Language.VIETNAMESE) == terms_of("entreprises d'industries de soutien", Language.FRENCH)
    True
    """
    return tuple(sorted({mention.term.id for mention in _accented(phrase, language) if mention.term.domain not in _OF_FORM}))


def _accented(phrase: str, language: Language) -> Iterator[TermMention]:
    """The terms whose accents the phrase bears: *công nhận* is recognised and *công nhân* a worker, which the glossary takes for one."""
    written = _WORD.findall(phrase)
    while written:
        mentions = find_terms(" ".join(written), language)
        if not mentions:
            return
        first = [mention for mention in mentions if mention.first_word == mentions[0].first_word]
        meant = [mention for mention in first if language is Language.FRENCH or _is_accented_so(mention, written, language)]
        yield from meant
        written = written[first[0].last_word if meant else first[0].first_word + 1 :]


def _is_accented_so(mention: TermMention, written: list[str], language: Language) -> bool:
    """Whether the words bear the accents of one of the term's names."""
    said = _letters(" ".join(written[mention.first_word : mention.last_word]))
    return any(_letters(" ".join(_WORD.findall(name))) == said for name in mention.term.names[language])


def _letters(words_of_name: str) -> list[list[str]]:
    """The letters and accents of each word in any order, as the place of a tone mark varies: *uỷ*, *ủy*."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in words_of_name.lower().split()]


def _after(sentence: Sentence, mention: QuantityMention) -> Span | None:
    """The words behind the figure as far as they can belong to it: to a mark, a period or the next figure."""
    start = mention.span.end
    next_ones = [other.start for other in sentence.figures if other.start >= start]
    next_ones += [period.span.start for period in sentence.periods if period.span.start >= start]
    end = min([sentence.span.end, start + _LONGEST, *next_ones])
    if link := _LINK.match(sentence.text[start:end]):
        start += link.end()
    if stop := _END.search(sentence.text, start, end):
        return _trimmed(sentence.text, start, stop.start())
    if end in next_ones and (comma := _LAST_COMMA.search(sentence.text, start, end)):
        return _trimmed(sentence.text, start, comma.start())
    return _trimmed(sentence.text, start, _without_joint(sentence, start, end))


def _without_joint(sentence: Sentence, start: int, end: int) -> int:
    """The end without the words that lead to the next figure: *et créer*, *và*."""
    if any(other.start == end for other in sentence.figures) and (joint := _JOINT.search(sentence.text, start, end)):
        return joint.start()
    return end


def _before(sentence: Sentence, mention: QuantityMention, language: Language) -> Span | None:
    """The subject in front of the figure, without periods, without the words that only open a statement and without an earlier figure."""
    end = min(mention.span.start, mention.baseline.span.start) if mention.baseline else mention.span.start
    start = _start(sentence, end, language)
    cuts = [period.span for period in sentence.periods if start <= period.span.start and period.span.end <= end]
    edges = [start, *[edge for cut in cuts for edge in (cut.start, cut.end)], end]
    for first, last in reversed(list(zip(edges[::2], edges[1::2], strict=True))):
        if first < last and (phrase := _phrase(sentence.text, first, last, language)):
            return phrase
    return None


def _start(sentence: Sentence, end: int, language: Language) -> int:
    """Where the subject of a figure can begin: behind an earlier figure of its piece with what joins them, and behind the words of an aim."""
    piece = sentence.piece(Span(end, end + 1), weak=False)
    start = max([piece.start, *[other.end for other in sentence.figures if other.end <= end]])
    if start > piece.start and (joint := _FROM_EARLIER.search(sentence.text, start, end)):
        start = joint.end()
    wanted = [sense.span.end for sense in find_senses(sentence.text[start:end], language) if sense.sense is Sense.GOAL]
    return start + max(wanted, default=0)


def _phrase(text: str, start: int, end: int, language: Language) -> Span | None:
    """The subject in a stretch of a sentence: behind the last comma that a new indicator follows, between opening words and the verb."""
    for match in reversed(list(_COMMA.finditer(text, start, end))):
        rest = _without_opening(text[match.end() : end], language)
        if words("gauge", language).match(rest.strip()) and _closing(language).sub("", rest).strip(_EDGE):
            start = match.end()
            break
    kept = _without_opening(text[start:end], language)
    closing = _closing(language).search(kept)
    return _trimmed(text, end - len(kept), end - len(kept) + closing.start() if closing else end)


def _without_opening(phrase: str, language: Language) -> str:
    """The phrase behind the words that open a statement: *Phấn đấu đạt*, *Atteindre un*."""
    opening = _opening(language).match(phrase)
    return phrase[opening.end() :] if opening else phrase


@cache
def _opening(language: Language) -> re.Pattern[str]:
    return compiled(rf"^(?:[\s,.:;–-]|{words('opening', language).pattern}(?=[\s,:]|(?<=['’])))+", re.IGNORECASE)


@cache
def _closing(language: Language) -> re.Pattern[str]:
    """Verbs and links at the end of a subject."""
    verbs = r"chiếm|đạt|đáp\s+ứng|đóng\s+góp|tăng|giảm|có|là|được|với|bình\s+quân|trung\s+bình|cung\s+ứng|tạo\s+việc\s+làm|cho|thêm|khoảng|từ|dự\s+kiến|sẽ|(?:thuộc|trong|vào)(?:\s+nhóm)?"
    if language is Language.FRENCH:
        verbs = (
            r"représent\w+|répond\w*|constitu\w+|attei\w+|augment\w*|dépass\w*|est|sont|doit|devra\w*|doivent|à|de|d[’']|une?|des|en\s+moyenne|"
            r"par\s+an|valeur|hausse|les?|la|pour|vise\w*|compte\w*|avec|niveau|porter|estimé|part|taux|parmi"
        )
    return compiled(rf"(?:(?:^|\s+)(?:{verbs}))+[\s:]*$", re.IGNORECASE)


def _split(text: str, phrase: Span, language: Language) -> tuple[Span | None, Span | None]:
    """The counted things of a phrase, and what they should do or be."""
    doing = compiled(rf"(?<=\s)(?:{words('doing', language).pattern})(?=[\s,]|$)", re.IGNORECASE).search(text, phrase.start + 1, phrase.end)
    if text[phrase.start : phrase.end].lower().startswith(("đạt ", "répond", "aux normes", "đủ ")):
        return None, phrase
    if doing is None:
        return phrase, None
    return _trimmed(text, phrase.start, doing.start()), _trimmed(text, doing.start(), phrase.end)


def _owner(text: str, phrase: Span, language: Language) -> Span | None:
    """Whose indicator it is: *tỷ lệ cung cấp trong nước của ngành dệt may*."""
    owner = _OF[language].search(text, phrase.start, phrase.end)
    return _trimmed(text, owner.end(), phrase.end) if owner else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end) if sum(letter.isalpha() for letter in text[start:end]) > 1 else None


def periods_cut(words_above: str, language: Language) -> str:
    """Words above a list without their periods, so that they can name what its figures measure."""
    kept = words_above
    for mention in reversed(find_periods(words_above, language)):
        kept = kept[: mention.span.start] + kept[mention.span.end :]
    return " ".join(kept.split()).strip(_EDGE)
