"""Images of pages (PNG, JPEG, TIFF with one or several): all their text has to be recognised."""

from __future__ import annotations

from indexer.errors import UnreadableFile
from indexer.images import ImageFile
from indexer.reading import MediaType, RawDocument

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
    b"\xff\xd8\xff": MediaType.JPEG,
    b"II*\x00": MediaType.TIFF,
    b"MM\x00*": MediaType.TIFF,
}
_MOST_FRAMES = 1_000


def image_type(content: bytes) -> MediaType | None:
    """The format of an image file by its first bytes; None for other files."""
    return next((media_type for beginning, media_type in _BEGINNINGS.items() if content.startswith(beginning)), None)


def read(content: bytes) -> RawDocument:
    """No lines yet, and each image of the file as an unread page.

    Raises ``UnreadableFile`` for a damaged file or one of too many images.
    """
    media_type = image_type(content)
    if media_type is None:
        raise UnreadableFile("it is not an image that is read (PNG, JPEG, TIFF)")
    frames = ImageFile(content).page_count
    if frames > _MOST_FRAMES:
        raise UnreadableFile(f"it has {frames} images, more than the {_MOST_FRAMES} that are read: split it")
    return RawDocument(media_type, (), unread=frozenset(range(1, frames + 1)))
