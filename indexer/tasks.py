"""What workers do with one file: read it, recognise one page of it, put recognised pages into it.

These functions run in worker processes, so they take and give plain values, and no library that encodes or searches
is loaded here.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.folding import nfc
from indexer.contents import SourceFile, content_of
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, Gaps, extract_raw
from indexer.limits import Limits
from indexer.page_cache import PageCache
from indexer.readers import read
from indexer.reading import Line, MediaType, RawDocument
from indexer.recognition import recognise
from indexer.worker import ask


def read_file(source: SourceFile, limits: Limits) -> Extraction | RawDocument:
    """The extraction of a file, or its lines alone while pages of it are still unread.

    Raises ``UnreadableFile`` with the reason when nothing can be read or a limit is passed.
    """
    content = content_of(source, limits)
    raw = read(content, nfc(source.path.name))
    _refuse_much_text(raw, limits)
    return raw if raw.unread else _extracted(source, raw)


def recognise_page(source: SourceFile, media_type: MediaType, page: int, limits: Limits, cache: PageCache) -> tuple[Line, ...]:
    """The lines that are recognised on one page, from the cache where they are there."""
    if (known := cache.lines(source.digest, page)) is not None:
        return known
    lines = recognise(content_of(source, limits), media_type, page)
    cache.keep(source.digest, page, lines)
    return lines


def finish_file(source: SourceFile, raw: RawDocument, recognised: Mapping[int, tuple[Line, ...]], gaps: Gaps | None, limits: Limits) -> Extraction:
    """The extraction of a file some of whose pages were recognised; ``gaps`` are those that could not be."""
    whole = raw.with_recognised(recognised)
    _refuse_much_text(whole, limits)
    return _extracted(source, whole, gaps)


def _extracted(source: SourceFile, raw: RawDocument, gaps: Gaps | None = None) -> Extraction:
    return extract_raw(source.document_id, raw, nfc(source.path.name), ask, source.entry, gaps)


def _refuse_much_text(raw: RawDocument, limits: Limits) -> None:
    pages = {line.page for line in raw.lines if line.page is not None} | raw.unread
    if len(pages) > limits.pages:
        raise UnreadableFile(limits.too_many_pages(len(pages)))
    characters = sum(len(line.text) for line in raw.lines)
    if characters > limits.characters:
        raise UnreadableFile(limits.too_much_text(characters))
