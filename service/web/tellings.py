"""One document for each act: of its tellings in several languages the one that the reader knows best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.nouns import Document, Language
from service.register import same_act


def acts(documents: Iterable[Document], language: Language) -> dict[str, Document]:
    """For the id of each document the telling of its act to show: in the reader's language, else the official text, else the first."""
    numbered: defaultdict[int | str, list[list[Document]]] = defaultdict(list)
    for document in documents:
        tellings = numbered[document.number.number if document.number else document.id]
        act = next((act for act in tellings if same_act(document, act[0])), None)
        if act is None:
            tellings.append([document])
        else:
            act.append(document)
    shown: dict[str, Document] = {}
    for tellings in numbered.values():
        for act in tellings:
            best = min(act, key=lambda one: (one.language is not language, one.record))
            shown.update(dict.fromkeys((one.id for one in act), best))
    return shown
