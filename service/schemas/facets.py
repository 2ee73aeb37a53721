"""The JSON of facets, and of what a question was understood to name."""

from __future__ import annotations

from pydantic import Field

from corpus.kinds import name_of_kind
from corpus.nouns import Kind, Language
from service.dimensions import Dimension
from service.facets import Facets
from service.questions import Question
from service.schemas.frozen import Frozen
from service.traits import taxonomy


class FacetOut(Frozen):
    """One value of a filter with how many documents, and passages of them, it leaves; `value` is what the filter takes."""

    value: str
    label: str = Field(description="what readers call the value, in the language of the question where the program knows a word")
    documents: int
    passages: int
    chosen: bool = Field(description="whether the request asks for it")


class UnderstoodOut(Frozen):
    """Something that the question names; it weighs a little and limits nothing. Of `spelling` `text` was typed and `value` is what it was read as."""

    dimension: Dimension
    value: str
    text: str = Field(description="the words of the question")


def facets_out(facets: Facets, language: Language) -> dict[str, list[FacetOut]]:
    """The counts of each dimension under the name of its filter."""
    return {
        str(dimension): [
            FacetOut(value=item.value, label=_label(dimension, item.value, language), documents=item.documents, passages=item.passages, chosen=item.chosen)
            for item in values
        ]
        for dimension, values in facets.items()
    }


def _label(dimension: Dimension, value: str, language: Language) -> str:
    if dimension is Dimension.SECTOR:
        return taxonomy().by_id[value].name(language)
    return name_of_kind(Kind(value), language) if dimension is Dimension.KIND else value


def understood_out(question: Question) -> list[UnderstoodOut]:
    """What a question names, in the order of its words, then the phrases that it quotes, and the words that were taken for misspelt ones."""
    named = [UnderstoodOut(dimension=item.dimension, value=item.value, text=item.text) for item in question.understood]
    quoted = [UnderstoodOut(dimension=Dimension.PHRASE, value=phrase, text=phrase) for phrase in question.phrases]
    return named + quoted + [UnderstoodOut(dimension=Dimension.SPELLING, value=change.meant, text=change.typed) for change in question.corrections]
