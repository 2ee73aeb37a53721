"""What can go wrong when a question is asked.

    ServiceError                one sentence for the person
    ├── BadQuestion             the question or a parameter cannot be understood; HTTP 422
    ├── NotFound                no document, clause or passage under that name; HTTP 404
    └── NotReady                there is no index yet, or it cannot be read; HTTP 503

That the documents do not hold an answer is not an error but an answer: a refusal.
"""


class ServiceError(Exception):
    """A failure that has a sentence for the person who asked; ``code`` names it for programs."""

    code = "error"


class BadQuestion(ServiceError):
    """The question or a parameter cannot be understood."""

    code = "bad_question"


class NotFound(ServiceError):
    """There is nothing under that name."""

    code = "not_found"


class NotReady(ServiceError):
    """There is no index that can be read."""

    code = "not_ready"
