"""A language with few documents is found as well as one with many.

The right passages are French: 20 sentences (FLORES-200) asked for in Vietnamese, and 10 pages for the public asked about in French.
They are a twentieth of a corpus that is Vietnamese otherwise, or stand in one of the same size of which the other half is French, too.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.nouns import Language
from indexer.encoder import Encoder, load_encoder
from service.datasets import Dataset, Query, load_dataset
from service.engine import Engine, Snapshot
from service.evaluation import index_dataset
from service.questions import read_question
from service.retrieval import search

SHARED = Path(__file__).parents[3] / "shared" / "data"
Document = tuple[str, str, str, Language | None]
SENTENCES, PAGES = 20, 10
_FIRST = 3


def mixture() -> tuple[Dataset, list[Document], list[Document]]:
    """The French documents with the questions for them, then Vietnamese and French sentences of which none says what these say."""
    pairs, pages = load_dataset(SHARED / "xling_flores_vi2fr"), load_dataset(SHARED / "fr_service_public")
    chooser = random.Random(5)  # noqa: S311 - any documents will do
    asked = chooser.sample([query for query in pairs.queries if query.id in pairs.relevant], SENTENCES)
    about = chooser.sample([query for query in pages.queries if len(pages.relevant.get(query.id, ())) == 1], PAGES)
    relevant = {query.id: pairs.relevant[query.id] for query in asked} | {query.id: pages.relevant[query.id] for query in about}
    wanted = {name for names in relevant.values() for name in names}
    right = [document for document in (*pairs.documents, *pages.documents) if document[0] in wanted]
    vietnamese: list[Document] = [(query.id, "", query.text, Language.VIETNAMESE) for query in pairs.queries if query not in asked]
    french = [document for document in pairs.documents if document[0] not in wanted]
    return Dataset(right, [*asked, *about], relevant, {}), chooser.sample(vietnamese, 19 * len(right)), chooser.sample(french, 9 * len(right))


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Language], float]:
    """By corpus and language of the question, the share of questions that find a right document among the first three."""
    if not SHARED.is_dir():
        pytest.skip("the evaluation sets are not on this machine")
    asked, vietnamese, french = mixture()
    encoder = load_encoder()
    measured = {}
    for name, others in (("balanced", [*french, *vietnamese[: len(vietnamese) - len(french)]]), ("mostly Vietnamese", vietnamese)):
        dataset = replace(asked, documents=[*asked.documents, *others])
        index = tmp_path_factory.mktemp("mixed")
        index_dataset(dataset, index, encoder)
        snapshot = Engine(index, encoder).snapshot()
        for language in (Language.FRENCH, Language.VIETNAMESE):
            queries = [query for query in asked.queries if query.language is language]
            measured[name, language] = sum(_is_found(query, dataset, snapshot, encoder) for query in queries) / len(queries)
    return measured


def _is_found(query: Query, dataset: Dataset, snapshot: Snapshot, encoder: Encoder) -> bool:
    hits = search(snapshot, encoder, read_question(query.text, language=query.language), _FIRST)
    return any(dataset.documents[int(hit.document.id[1:])][0] in dataset.relevant[query.id] for hit in hits)


@pytest.mark.parametrize("language", [Language.FRENCH, Language.VIETNAMESE])
def test_five_percent_are_not_buried(shares: dict[tuple[str, Language], float], language: Language) -> None:
    """Where five passages of a hundred are French the right one is found as often as where fifty are, whichever language asks.

    One question of either group may be lost to a passage that only one of the two corpora has.
    """
    lost = shares["balanced", language] - shares["mostly Vietnamese", language]
    assert lost <= 1 / {Language.FRENCH: PAGES, Language.VIETNAMESE: SENTENCES}[language] + 1e-9, shares
    assert shares["mostly Vietnamese", language] >= 0.9
