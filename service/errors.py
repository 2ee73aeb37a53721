"""What can go wrong when a question is asked or a document is brought.

    ServiceError                one sentence for the person
    ├── BadQuestion             the question or a parameter cannot be understood; HTTP 422
    ├── BadUpload               the form of an upload holds no file or is broken; HTTP 422
    ├── KeyRefused              the key is missing or wrong; HTTP 401
    ├── UploadsOff              nobody may upload here, since no key is set; HTTP 403
    ├── NotFound                no document, clause, passage or job under that name; HTTP 404
    ├── NotUploaded             this document was not uploaded, so it cannot be removed; HTTP 409
    ├── TooLarge                more bytes or files than one upload may have; HTTP 413
    └── NotReady                there is no index yet, or it cannot be read, or the disk takes no upload; HTTP 503

That the documents do not hold an answer is not an error but an answer: a refusal.
"""


class ServiceError(Exception):
    """A failure that has a sentence for the person who asked; ``code`` names it for programs, ``status`` is that of HTTP."""

    code = "error"
    status = 500


class BadQuestion(ServiceError):
    """The question or a parameter cannot be understood."""

    code = "bad_question"
    status = 422


class NotFound(ServiceError):
    """There is nothing under that name."""

    code = "not_found"
    status = 404


class NotReady(ServiceError):
    """There is no index that can be read."""

    code = "not_ready"
    status = 503


class BadUpload(ServiceError):
    """The form of an upload holds no file or is broken."""

    code = "bad_upload"
    status = 422


class KeyRefused(ServiceError):
    """The key is missing or wrong."""

    code = "key_refused"
    status = 401


class UploadsOff(ServiceError):
    """Nobody may upload here."""

    code = "uploads_off"
    status = 403


class NotUploaded(ServiceError):
    """The document is one that was not uploaded."""

    code = "not_uploaded"
    status = 409


class TooLarge(ServiceError):
    """More than one upload may have."""

    code = "too_large"
    status = 413
