"""Builds an index again each time that its files change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from corpus.catalogue import CatalogueError
from indexer.build import BuildReport
from indexer.errors import IndexBusy, IndexingError

Failure = IndexingError | CatalogueError | OSError


def rebuild_on_changes(
    changes: Iterable[frozenset[Path]], build: Callable[[], BuildReport], done: Callable[[BuildReport], None], failed: Callable[[Failure], None]
) -> None:
    """Builds with the first of the changes, empty or not, and with each that is not empty, until there are no more.

    A build that fails changes nothing; the failure is told, and the next change is another attempt. While another process
    writes to the index, which is told once, each tick is.
    """
    due, busy = True, False
    for changed in changes:
        if not (changed or due):
            continue
        try:
            report = build()
        except IndexBusy as error:
            if not busy:
                failed(error)
            due = busy = True
        except (IndexingError, CatalogueError, OSError) as error:
            failed(error)
            due = busy = False
        else:
            done(report)
            due = busy = False
