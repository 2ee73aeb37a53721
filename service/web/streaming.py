"""Sends a page that is still being made: whole and with its own status when it is done at once, else its beginning first."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Generator, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response, StreamingResponse

BEGINS_AFTER_SECONDS = 0.1
"""A reader takes what comes within a tenth of a second for immediate; then the page begins, whatever is still to come."""
Batches = Generator[str, None, None]
_log = logging.getLogger("passerelle.web")


class _Source:
    """Gives batch after batch, and is closed when nobody wants more: at once, or after the batch that is being made."""

    def __init__(self, batches: Batches) -> None:
        self._batches = batches
        self._busy = threading.Lock()
        self._left = False

    def following(self) -> asyncio.Future[str | None]:
        """The next batch, None after the last, made in a thread."""
        return asyncio.ensure_future(run_in_threadpool(self._take))

    def _take(self) -> str | None:
        with self._busy:
            batch = next(self._batches, None)
            if self._left:
                self._batches.close()
            return batch

    def leave(self) -> None:
        """Wants no more."""
        self._left = True
        if self._busy.acquire(blocking=False):
            self._batches.close()
            self._busy.release()


async def begun(batches: Batches, headers: Mapping[str, str], *, meanwhile: str, ending: Callable[[Exception], str]) -> Response:
    """The page that batches make together, each of which may take long but for the first.

    ``meanwhile`` stands after what is sent until the next batch comes, and only where a reader has to wait; style hides it
    once it is not the last. An error raises while nothing is sent; later ``ending`` makes the end of the page of it.
    """
    source, ready = _Source(batches), list[str]()
    latest = asyncio.get_running_loop().time() + BEGINS_AFTER_SECONDS
    while True:
        following = source.following()
        await asyncio.wait({following}, timeout=max(0.0, latest - asyncio.get_running_loop().time()) if ready else None)
        if not following.done():
            rest = _rest("".join(ready) + meanwhile, following, source, ending)
            return StreamingResponse(rest, media_type="text/html; charset=utf-8", headers={**headers, "X-Accel-Buffering": "no"})
        batch = following.result()
        if batch is None:
            return HTMLResponse("".join(ready), headers=dict(headers))
        ready.append(batch)


async def _rest(beginning: str, following: asyncio.Future[str | None], source: _Source, ending: Callable[[Exception], str]) -> AsyncIterator[str]:
    try:
        yield beginning
        while (batch := await following) is not None:
            yield batch
            following = source.following()
    except Exception as error:  # noqa: BLE001 - the page has begun, so whatever happens has to be said in it
        _log.exception("a page failed after it had begun")
        yield ending(error)
    finally:
        source.leave()
