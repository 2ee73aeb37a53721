"""A chart of targets over the years as a Vega-Lite specification, which any viewer of that grammar draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from corpus.facts import Unit
from corpus.nouns import Document, Language
from corpus.saying import say_comparator, say_unit
from service.facts import TargetFact
from service.schemas.addresses import clause_label_of, url_of
from service.telling import label_of, value_of

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_LONGEST_PROGRAMME = 90
_TITLES = {
    Language.FRENCH: {"chart": "Objectifs par année", "year": "échéance", "programme": "programme", "comparator": "comparaison", "said": "objectif", "label": "indicateur", "source": "source", "count": "nombre"},
    Language.VIETNAMESE: {"chart": "Mục tiêu theo năm", "year": "thời hạn", "programme": "chương trình", "comparator": "so sánh", "said": "mục tiêu", "label": "chỉ tiêu", "source": "nguồn", "count": "số lượng"},
    Language.ENGLISH: {"chart": "Targets by year", "year": "deadline", "programme": "programme", "comparator": "comparison", "said": "target", "label": "indicator", "source": "source", "count": "count"},
}  # fmt: skip


def targets_chart(facts: Sequence[TargetFact], language: Language, index_generation: str) -> dict[str, Any]:
    """The targets of one unit by deadline, coloured by programme; a range is a line from end to end, and each point leads to its clause.

    The unit is that of most targets with a deadline. `usermeta` says which it is and how many of each unit, and without a deadline, are not shown.
    """
    dated = [fact for fact in facts if fact.target.deadline is not None]
    units = Counter(fact.target.quantity.unit for fact in dated)
    unit = max(units, key=lambda one: (units[one], one), default=Unit.COUNT)
    words, names = _TITLES[language], _programmes(facts, language)
    return {
        "$schema": _SCHEMA,
        "title": f"{words['chart']} ({_unit_name(unit, language)})",
        "width": "container",
        "height": 320,
        "data": {"values": [_point(fact, language, names) for fact in dated if fact.target.quantity.unit is unit]},
        "encoding": {
            "x": {"field": "deadline", "type": "ordinal", "title": words["year"], "axis": {"labelAngle": 0}},
            "color": {
                "field": "programme",
                "type": "nominal",
                "title": words["programme"],
                "scale": {"scheme": "tableau20"},
                "legend": {"orient": "bottom", "columns": 1, "labelLimit": 600},
            },
            "tooltip": [{"field": name, "type": "nominal", "title": words[name]} for name in ("label", "said", "comparator", "programme", "source")],
            "href": {"field": "href", "type": "nominal"},
        },
        "layer": [
            {
                "transform": [{"filter": "datum.high !== null"}],
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {"y": _axis(unit, language), "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "cursor": "pointer"},
                "encoding": {"y": _axis(unit, language), "shape": {"field": "comparator", "type": "nominal", "title": words["comparator"]}},
            },
        ],
        "usermeta": {
            "unit": unit,
            "without_deadline": len(facts) - len(dated),
            "other_units": {str(one): count for one, count in units.items() if one is not unit},
            "index_generation": index_generation,
        },
    }


def _axis(unit: Unit, language: Language) -> dict[str, Any]:
    return {"field": "value", "type": "quantitative", "title": _unit_name(unit, language), "scale": {"zero": True}}


def _unit_name(unit: Unit, language: Language) -> str:
    return say_unit(unit, language) or _TITLES[language]["count"]


def _programmes(facts: Sequence[TargetFact], language: Language) -> dict[object, str]:
    """The programme of each act, by its number or id, as it is called in the reader's language where a telling of the act calls it so."""
    names: dict[object, str] = {}
    for statement in (statement for fact in facts for statement in fact.statements):
        act = _act(statement.document)
        if act not in names or statement.document.language is language:
            names[act] = statement.target.programme
    return names


def _act(document: Document) -> object:
    return document.number or document.id


def _point(fact: TargetFact, language: Language, programmes: dict[object, str]) -> dict[str, Any]:
    """One target; ``value`` is its figure or the lower end of its range."""
    target, document = fact.target, fact.document
    high = target.quantity.high
    programme, named = programmes[_act(document)], clause_label_of(target.clause, document)
    return {
        "deadline": target.deadline,
        "value": float(target.quantity.low),
        "high": float(high) if high is not None else None,
        "programme": programme if len(programme) <= _LONGEST_PROGRAMME else programme[:_LONGEST_PROGRAMME].rsplit(" ", 1)[0] + "…",
        "label": label_of(fact, language),
        "said": value_of(target, language),
        "comparator": say_comparator(target.comparator, language) or "=",
        "source": ", ".join(part for part in (document.title, named) if part),
        "href": url_of(document, target.clause),
    }
