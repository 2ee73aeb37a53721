"""Serves the page's own files from memory, under an address that changes with their content so that browsers keep them."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_PACKED = frozenset({".css", ".js", ".svg"})
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file with its media type; ``packed`` is its gzip form where that is smaller."""

    content: bytes
    media_type: str
    packed: bytes | None


class Assets:
    """All files that pages refer to; ``version`` is a digest of the whole of them."""

    def __init__(self, folder: Traversable) -> None:
        self._assets = dict(_read(folder, ""))
        digest = hashlib.sha256()
        for name in sorted(self._assets):
            digest.update(name.encode() + b"\0" + self._assets[name].content)
        self.version = digest.hexdigest()[:12]

    def address(self, name: str) -> str:
        """The address of a file. Raises ``KeyError`` when there is none of this name."""
        if name not in self._assets:
            raise KeyError(name)
        return f"/assets/{self.version}/{name}"

    def respond(self, request: Request) -> Response:
        """The file that the address names; one of an older version is given too, but not kept."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return Response(status_code=404)
        headers = {"Cache-Control": FOREVER if request.path_params["version"] == self.version else "no-cache", "X-Content-Type-Options": "nosniff"}
        if asset.packed is None:
            return Response(asset.content, media_type=asset.media_type, headers=headers)
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.packed, media_type=asset.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(asset.content, media_type=asset.media_type, headers=headers)


@cache
def page_assets() -> Assets:
    """The files of ``service/web/static``."""
    return Assets(files("service.web") / "static")


def _read(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    for entry in folder.iterdir():
        suffix = "." + entry.name.rpartition(".")[2]
        if entry.is_dir():
            found.extend(_read(entry, f"{prefix}{entry.name}/"))
        elif suffix in _TYPES:
            content = entry.read_bytes()
            packed = gzip.compress(content, 9, mtime=0) if suffix in _PACKED else None
            found.append((prefix + entry.name, Asset(content, _TYPES[suffix], packed)))
    return found
