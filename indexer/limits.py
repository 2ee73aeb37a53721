"""How much of this machine one file may take, and the sentences for files that want more."""

from __future__ import annotations

from dataclasses import dataclass

_FREE_BYTES = 2_000_000
"""A file of up to this size has ``file_seconds``; larger ones have more, in proportion to what they are larger by."""
_SHARE_OF_A_MEGABYTE = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """What the extraction of one file may take; every limit is for one process that does one piece of work at a time.

    ``file_mb`` and ``memory_mb`` count 1,000,000 bytes. ``file_seconds`` is for files of up to 2 MB, and half as much is
    added for each further MB; ``page_seconds`` is for the recognition of one page.
    """

    file_mb: int = 200
    file_seconds: int = 25
    page_seconds: int = 60
    memory_mb: int = 900
    pages: int = 5_000
    characters: int = 20_000_000

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            if getattr(self, name) < 1:
                raise ValueError(f"a limit is at least 1: {name} is {getattr(self, name)}")

    def seconds_for(self, size: int) -> float:
        """Seconds that a file of ``size`` bytes may take to be read."""
        return self.file_seconds * (1 + _SHARE_OF_A_MEGABYTE * max(0, size - _FREE_BYTES) / 1e6)

    def too_large(self, size: int) -> str:
        """What is said of a file with too many bytes."""
        return f"it has {size / 1e6:.0f} MB, more than the {self.file_mb} MB that are read: split it, or raise PASSERELLE_FILE_MB"

    def too_slow(self, seconds: float) -> str:
        """What is said of a file that took too long."""
        return f"it could not be read within {seconds:.0f} s: split it or save it in another format, or raise PASSERELLE_FILE_SECONDS"

    def too_slow_page(self, page: int) -> str:
        """What is said of a page whose recognition took too long."""
        return f"page {page} could not be recognised within {self.page_seconds} s: scan it again at 300 dpi, or raise PASSERELLE_PAGE_SECONDS"

    @property
    def too_much_memory(self) -> str:
        """What is said of a file that wants too much memory."""
        return f"it needs more memory than the {self.memory_mb} MB that one file may take: split it, or raise PASSERELLE_MEMORY_MB"

    def too_many_pages(self, pages: int) -> str:
        """What is said of a file with too many pages."""
        return f"it has {pages} pages, more than the {self.pages} that are read: split it, or raise PASSERELLE_PAGES"

    def too_much_text(self, characters: int) -> str:
        """What is said of a file with too much text."""
        return f"it has {characters / 1e6:.0f} million characters of text, more than the {self.characters / 1e6:g} million that are read: split it"
