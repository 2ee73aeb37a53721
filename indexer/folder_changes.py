"""Tells when files below folders change: by what the system notifies of, or by looking again and again where it cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from corpus.catalogue import SIDECAR
from indexer.generation import BUILDING, CURRENT
from indexer.reading import READABLE_SUFFIXES

TICK_MS = 1000
"""How often a tick comes while nothing changes."""
_SILENCE_MS, _LONGEST_MS = 300, 3000
"""A change is told when so long nothing else changed, or at the latest after the longer time."""


def changes(
    roots: tuple[Path, ...], index: Path, stop: threading.Event, *, polling: bool = False, fall_back: Callable[[str], None] = lambda _reason: None
) -> Iterator[frozenset[Path]]:
    """The paths that changed below the roots, again and again until ``stop`` is set; an empty set about once a second while nothing does.

    What changes after a set was given is in a later one, so a build that begins with each set, the first one included,
    misses nothing. Roots may vanish and come back. Hidden files, files of formats that are not read and the files of the
    ``index`` itself do not count. ``fall_back`` is told why the system does not notify, and from then on the folders are polled.
    """
    told: frozenset[Path] = frozenset()
    signatures = _signatures(roots)
    while not stop.is_set():
        try:
            for events in _events(roots, index, stop, polling=polling):
                yield told
                seen = _signatures(roots)
                told = frozenset(Path(path) for _, path in events) | {path for path in seen if seen[path] != signatures[path]}
                signatures = seen
                if told:
                    break  # and watch anew, since a folder that was replaced is no longer the one that is watched
        except FileNotFoundError:
            continue  # a folder vanished while the watch was being set up
        except (OSError, RuntimeError) as error:
            if polling:
                raise
            polling = True
            fall_back(str(error))


def _events(roots: tuple[Path, ...], index: Path, stop: threading.Event, *, polling: bool) -> Iterator[set[tuple[Change, str]]]:
    """What the system tells of the folders among the roots, and an empty set at each tick; ticks alone where there is no folder."""
    folders = [root for root in roots if root.is_dir()]
    if folders:
        yield from watch(
            *folders,
            watch_filter=_counts(roots, index),
            stop_event=stop,
            debounce=_LONGEST_MS,
            step=_SILENCE_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            force_polling=polling or None,
        )
        return
    yield set()
    while not stop.wait(TICK_MS / 1000):
        yield set()


def _counts(roots: tuple[Path, ...], index: Path) -> Callable[[Change, str], bool]:
    """Whether a change is one of a document, of what is said of one, or of a folder, which as it goes takes its documents along."""
    index = index.resolve()

    def counts(change: Change, name: str) -> bool:
        path = Path(name)
        root = next((root for root in roots if root in (path, *path.parents)), None)
        if root is None or any(part.startswith(".") for part in path.relative_to(root).parts) or _of_index(path, index):
            return False
        return change is Change.deleted or path.suffix.lower() in {*READABLE_SUFFIXES, SIDECAR} or path.is_dir()

    return counts


def _of_index(path: Path, index: Path) -> bool:
    """Whether a path is one of the index's own; documents may be kept in other folders inside it."""
    if index not in path.parents:
        return path == index
    first = path.relative_to(index).parts[0]
    return first[:1].isdigit() or first.split(".")[0] in {CURRENT, BUILDING}


def _signatures(roots: tuple[Path, ...]) -> dict[Path, tuple[int, int] | None]:
    """When roots that are files, and their sidecars, were written and their sizes; of folders only whether they are there."""
    watched = [path for root in roots for path in (root, root.with_name(root.name + SIDECAR))]
    return {path: _signature(path) for path in watched}


def _signature(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (0, 0) if path.is_dir() else (status.st_mtime_ns, status.st_size)
