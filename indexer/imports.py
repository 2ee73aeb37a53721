"""Imports documents from the web into a folder: each under a safe name, with a sidecar that says where it is from.

folder/
  .import.json                         what is known of each address: its file, and what to ask its server with the next time
  lecourrier.vn/hanoi-1f3a9c02.html
  lecourrier.vn/hanoi-1f3a9c02.html.toml
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from corpus.catalogue import SIDECAR
from corpus.folding import folded
from corpus.nouns import Kind
from indexer.addresses import NotFetched
from indexer.errors import IndexingError
from indexer.feeds import FeedItem, read_feed
from indexer.fetching import Fetched, Fetcher, Unchanged
from indexer.reading import READABLE_SUFFIXES

STATE = ".import.json"
_LONGEST_NAME = 80
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download"})
"""Types with which servers say that they do not know; the name of the file tells."""


class ImportStateBroken(IndexingError):
    """What was kept of earlier imports cannot be read."""


@dataclass(slots=True)
class ImportReport:
    """What became of each address: the files that are new or changed, the addresses that are not, and the reasons of those that gave nothing."""

    added: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of an address; the file of a feed is empty."""

    file: str
    sha256: str
    validators: dict[str, str]


class Importer:
    """Imports into one folder; ``today`` is written into sidecars, and ``kind`` too, when it is given.

    Raises ``ImportStateBroken`` when what was kept of earlier imports cannot be read.
    """

    def __init__(self, folder: Path, fetcher: Fetcher, today: dt.date, kind: Kind | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._fetcher, self._today, self._kind = folder, fetcher, today, kind
        self._known = _read_state(folder / STATE)
        self.report = ImportReport()

    def addresses(self, urls: Iterable[str]) -> None:
        """Imports each of the addresses."""
        for url in urls:
            self._import(FeedItem(url))

    def feed(self, url: str, most: int) -> None:
        """Imports what a feed leads to, at most so many items of it; one that did not change since all its items were imported is not read again."""
        known = self._known.get(url)
        try:
            fetched = self._fetcher.fetch(url, known.validators if known and not known.file else {})
            items = read_feed(fetched.content, url)
        except Unchanged:
            self.report.unchanged.append(url)
            return
        except NotFetched as error:
            self.report.failed[url] = str(error)
            return
        for item in items[:most]:
            self._import(item)
        if len(items) <= most and not any(item.url in self.report.failed for item in items):
            self._remember(url, _Known("", hashlib.sha256(fetched.content).hexdigest(), dict(fetched.validators)))

    def _import(self, item: FeedItem) -> None:
        url = item.url
        if url in self.report.failed or url in self.report.unchanged or url in self.report.added or url in self.report.changed:
            return
        known = self._known.get(url)
        present = known is not None and (self._folder / known.file).is_file()
        try:
            fetched = self._fetcher.fetch(url, known.validators if known and present else {})
            suffix = suffix_of(fetched)
        except Unchanged:
            self.report.unchanged.append(url)
            return
        except NotFetched as error:
            self.report.failed[url] = str(error)
            return
        self._keep(item, fetched, suffix, known if present else None)

    def _keep(self, item: FeedItem, fetched: Fetched, suffix: str, known: _Known | None) -> None:
        """Writes a document with its sidecar, which comes first so that no index reads the one without the other."""
        name = known.file if known and Path(known.file).suffix == suffix else file_name(item.url, suffix)
        digest = hashlib.sha256(fetched.content).hexdigest()
        path = self._folder / name
        if known and (known.file, known.sha256) == (name, digest):
            self.report.unchanged.append(item.url)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write_sidecar(path.with_name(path.name + SIDECAR), item, fetched)
            _write(path, fetched.content)
            (self.report.changed if known else self.report.added)[item.url] = str(path)
        self._remember(item.url, _Known(name, digest, dict(fetched.validators)))

    def _remember(self, url: str, known: _Known) -> None:
        """Keeps what is known of an address."""
        self._known[url] = known
        _write(self._folder / STATE, json.dumps({url: asdict(entry) for url, entry in self._known.items()}, ensure_ascii=False, indent=1).encode())

    def _write_sidecar(self, path: Path, item: FeedItem, fetched: Fetched) -> None:
        """Says where a document is from; of a sidecar that is there, which somebody may have corrected, only the day is renewed."""
        if path.is_file():
            text = re.sub(r"(?m)^retrieved = .*$", f"retrieved = {self._today}", path.read_text(encoding="utf-8"), count=1)
        else:
            lines = [f"published = {_quoted(fetched.url)}", f"retrieved = {self._today}"]
            if self._kind:
                lines.append(f"kind = {_quoted(self._kind)}")
            if self._kind is Kind.NEWS:  # of an act, a feed tells its own words and the day of its own
                lines += [f"title = {_quoted(item.title)}"] if item.title else []
                lines += [f"date = {item.date}"] if item.date else []
            text = "\n".join(lines) + "\n"
        _write(path, text.encode())


def suffix_of(fetched: Fetched) -> str:
    """The ending that a document gets, by the type that its server tells, else by its name. Raises ``NotFetched`` when it is of no format that is read."""
    if fetched.media_type not in _UNTOLD:
        if found := _SUFFIXES.get(fetched.media_type):
            return found
        raise NotFetched(f"it is of the type {fetched.media_type}, which is not read")
    message = Message()
    message["content-disposition"] = fetched.disposition
    for name in (message.get_filename() or "", unquote(urlsplit(fetched.url).path)):
        if (suffix := PurePosixPath(name).suffix.lower()) in READABLE_SUFFIXES:
            return suffix
    raise NotFetched("its server does not tell of which format it is, and neither does its name")


def file_name(url: str, suffix: str) -> str:
    """The file for an address, below the folder of its host: letters, digits and hyphens, and a digest so that no two addresses share one.

    >>> file_name("https://example.org/tin/../../Quyết định số 6126.PDF?x=1", ".pdf")
    'example.org/quyet-dinh-so-6126-7e682742.pdf'
    """
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]+", "-", (parts.netloc.rpartition("@")[2]).lower()).strip(".-") or "host"
    last = PurePosixPath(unquote(parts.path)).stem
    words = re.sub(r"[^a-z0-9]+", "-", folded(last)).strip("-")[:_LONGEST_NAME].strip("-") or "page"
    return f"{host[:_LONGEST_NAME]}/{words}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{suffix}"


def _quoted(text: str) -> str:
    """A text as TOML writes it, which for these letters is as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read_state(path: Path) -> dict[str, _Known]:
    try:
        entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {url: _Known(str(entry["file"]), str(entry["sha256"]), dict(entry["validators"])) for url, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImportStateBroken(f"{path} is not what an import writes: remove it, and everything is fetched anew") from error


def _write(path: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all."""
    unfinished = path.with_name(f".{path.name}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
