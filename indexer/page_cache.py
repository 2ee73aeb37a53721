"""Keeps what was recognised on pages on disk, so that a build that was stopped does not recognise it again."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import TypeAdapter

from indexer.reading import Line

LARGEST_CACHE_BYTES = 500_000_000
_LINES = TypeAdapter(tuple[Line, ...])


@cache
def _schema() -> str:
    """What a record is made of; records of other versions of this program are not found."""
    return json.dumps(_LINES.json_schema())


@dataclass(frozen=True, slots=True)
class PageCache:
    """Pages by the digest of their file, their number and the version of the engine; several processes may use it.

    A page that cannot be kept, or whose record is damaged, is recognised again; nothing fails for it.
    """

    folder: Path
    engine: str

    @classmethod
    def of_user(cls, engine: str) -> PageCache:
        """The cache in the user's cache folder."""
        return cls(user_cache_path("passerelle") / "recognised", engine)

    def lines(self, digest: str, page: int) -> tuple[Line, ...] | None:
        """The lines of a page; None when they are not there."""
        path = self._path(digest, page)
        try:
            lines = _LINES.validate_json(path.read_bytes())
            os.utime(path)  # what was used lately stays longest
        except (OSError, ValueError):
            return None
        return lines

    def keep(self, digest: str, page: int, lines: tuple[Line, ...]) -> None:
        """Keeps the lines of a page."""
        path = self._path(digest, page)
        scratch = path.with_suffix(f".{os.getpid()}-{threading.get_native_id()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_bytes(_LINES.dump_json(lines))
            scratch.replace(path)

    def shrink(self, largest: int = LARGEST_CACHE_BYTES) -> None:
        """Removes what was not used for longest until the cache has at most so many bytes."""
        with suppress(OSError):
            files = sorted(
                ((status.st_mtime, status.st_size, path) for path in self.folder.rglob("*") if (status := path.stat()) and path.is_file()), reverse=True
            )
            kept = 0
            for _, size, path in files:
                kept += size
                if kept > largest:
                    path.unlink(missing_ok=True)

    def _path(self, digest: str, page: int) -> Path:
        key = blake2b(f"{_schema()}\n{digest}\n{page}\n{self.engine}".encode(), digest_size=16).hexdigest()
        return self.folder / key[:2] / f"{key}.json"
