"""Takes in the form of an upload: multipart, one or several files, within limits of bytes and number, never more than a piece of it in memory."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from indexer.reading import READABLE_SUFFIXES
from service.errors import BadUpload, NotReady, ServiceError, TooLarge
from service.settings import Settings
from service.uploads.desk import Desk, new_id
from service.uploads.jobs import FileState, Job, JobFile
from service.uploads.names import safe_name, same_name
from service.uploads.reasons import Reason

_MOST_FIELDS, _LONGEST_FIELD = 10, 4096
_BEFORE_KEY = 64 * 1024
"""Bytes in which the key must have come where it is a field of the form."""
_SHOWN = 80
"""Characters of a name that cannot be used, to tell which file it was."""
_YES = frozenset({"1", "true", "on", "yes"})


@dataclass(frozen=True, slots=True)
class Reception:
    """Takes in uploads for a desk; ``check`` looks at the key that a form holds, where it is there and in no header, and raises."""

    desk: Desk
    settings: Settings
    check: Callable[[str], None] | None = None

    async def take(self, request: Request) -> Job:
        """The job of an upload.

        Raises ``BadUpload``, ``TooLarge``, ``NotReady`` when the disk takes no more, and what ``check`` raises. The rest of a form that is
        refused is read and thrown away, so that a browser which still sends it gets to see the answer.
        """
        try:
            form = await self._form(request)
        except ServiceError:
            await self._drain(request)
            raise
        except ClientDisconnect:
            raise BadUpload("the upload broke off: send it again") from None
        try:
            if self.check:
                key = form.get("key")
                self.check(key if isinstance(key, str) else "")
            return await run_in_threadpool(self._kept, form)
        finally:
            await form.close()

    @property
    def _most_bytes(self) -> int:
        return self.settings.upload_mb * 1_000_000

    async def _form(self, request: Request) -> FormData:
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            raise BadUpload("an upload is a form with files: send it as multipart/form-data, each file in a field `files`")
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self._most_bytes:
            raise self._too_large()
        parser = MultiPartParser(
            request.headers, self._pieces(request, lambda: parser.items), max_files=self.settings.upload_files, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD
        )  # fmt: skip
        try:
            return await parser.parse()
        except MultiPartException as error:
            if error.message.startswith("Too many files"):
                raise TooLarge(f"there are more than {self.settings.upload_files} files: send them in several uploads") from error
            raise BadUpload(f"the form of the upload is broken ({error.message.rstrip('.').lower()})") from error

    async def _pieces(self, request: Request, items: Callable[[], Sequence[tuple[str, str | UploadFile]]]) -> AsyncGenerator[bytes, None]:
        """The body piece by piece, as long as it is not too large and who sends it has the key."""
        read, unchecked = 0, self.check
        async for piece in request.stream():
            read += len(piece)
            if read > self._most_bytes:
                raise self._too_large()
            yield piece  # from here on the parser has read the piece
            key = next((value for name, value in items() if name == "key" and isinstance(value, str)), "")
            if unchecked and (key or read > _BEFORE_KEY):
                unchecked(key)
                unchecked = None

    async def _drain(self, request: Request) -> None:
        left = 2 * self._most_bytes
        with suppress(ClientDisconnect, RuntimeError):
            async for piece in request.stream():
                left -= len(piece)
                if left < 0:
                    return

    def _too_large(self) -> TooLarge:
        return TooLarge(f"the upload is larger than {self.settings.upload_mb} MB: send fewer files at once, or have PASSERELLE_UPLOAD_MB raised")

    def _kept(self, form: FormData) -> Job:
        sent = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and (value.filename or value.size)]
        if not sent:
            raise BadUpload("there is no file in the upload: put each into a field `files`")
        job_id, files = new_id(), list[JobFile]()
        overwrites = str(form.get("replace", "")).lower() in _YES
        try:
            for place, file in enumerate(sent):
                files.append(self._received(job_id, place, file, files))
            return self.desk.add(job_id, tuple(files), overwrites=overwrites)
        except OSError as error:
            self.desk.shelf.forget_incoming(job_id)
            raise NotReady(
                f"the upload cannot be kept ({(error.strerror or str(error)).lower()}): nothing of it was taken, tell those who run the service"
            ) from error

    def _received(self, job_id: str, place: int, sent: UploadFile, before: Sequence[JobFile]) -> JobFile:
        """The file as it waits for its job, or why it does not."""
        name = safe_name(sent.filename or "")
        document_id, size = self.desk.shelf.receive(job_id, place, sent.file)
        file = JobFile(name or (sent.filename or "")[:_SHOWN], document_id)
        taken = [other for other in before if other.state is FileState.WAITING]
        faults = (
            (not name, FileState.FAILED, Reason.NO_NAME),
            (PurePosixPath(name).suffix.lower() not in READABLE_SUFFIXES, FileState.FAILED, Reason.FORMAT),
            (not size, FileState.FAILED, Reason.EMPTY),
            (size > self.settings.file_mb * 1_000_000, FileState.FAILED, Reason.TOO_LARGE),
            (any(other.document_id == document_id for other in taken), FileState.SKIPPED, Reason.TWICE),
            (any(same_name(other.name, name) for other in taken), FileState.FAILED, Reason.SAME_NAMES),
        )
        return next((file.became(state, reason) for is_so, state, reason in faults if is_so), file)
