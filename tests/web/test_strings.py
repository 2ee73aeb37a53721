"""Nothing that the page says is missing in a language, and nothing is said nowhere."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from string import Formatter

import pytest

from corpus.eligibility import Verdict
from corpus.nouns import Authority, Kind, Language, RelationKind
from service.evidence import Warning as EvidenceWarning
from service.factbook import FactSort
from service.schemas.fact_limits import Order
from service.standing import Standing
from service.uploads.jobs import FileState, JobKind
from service.uploads.reasons import Reason
from service.web.explore_routes import PARTS
from service.web.exporting import FORMS
from service.web.filters import NAMES
from service.web.jobs import STAGES
from service.web.labels import kind_label
from service.web.listing import Order as ListOrder
from service.web.navigation import SECTIONS
from service.web.profiles import FIELDS
from service.web.strings import strings
from service.web.upload_routes import MISTAKES

_FOLDER = files("service.web")
_SOURCES = [
    entry.read_text(encoding="utf-8")
    for folder in (_FOLDER, _FOLDER / "templates", _FOLDER / "pictures")
    for entry in folder.iterdir()
    if entry.name.endswith((".html", ".py"))
]
_KEY = re.compile(r"""\bt\(\s*["']([\w.]+)["']|strings\(language\)\(["']([\w.]+)["']|["'](mistake\.\w+)["']|["'](reading\.\w+)["']""")
_COUNTED = re.compile(r"""\.count\(\s*["']([\w.]+)["']""")
_TABLE = re.compile(r"""(?:\bt|\bstrings\(language\))\.of\(\s*["']([\w.]+)["']""")
_ENUMERATIONS: dict[str, list[str]] = {
    "warning": [*map(str, EvidenceWarning)],
    "authority": [*map(str, Authority)],
    "standing": [*map(str, Standing)],
    "change": [str(kind) for kind in RelationKind if kind.changes_law],
    "relates": [*map(str, RelationKind)],
    "related_by": [*map(str, RelationKind)],
    "documents.order": [*map(str, ListOrder)],
    "navigation": [section.name for section in SECTIONS],
    "language.own": [*map(str, Language)],
    "language.text": [*map(str, Language)],
    "language.in": [*map(str, Language)],
    "export.form": [*FORMS],
    "card.form": ["plain", "markdown", "bibtex"],
    "error.title": ["403", "404", "405", "413", "422", "500", "503"],
    "error.text": ["403", "404", "405", "413", "422", "500", "503"],
    "explore.part": [*PARTS],
    "explore.about": [*PARTS],
    "explore.field": ["programme", "unit", "support", "sector", "place"],
    "explore.sort": [*map(str, FactSort)],
    "explore.order": [*map(str, Order)],
    "explore.chip": ["deadline_from", "deadline_to", "conflicts"],
    **{f"eligibility.{table}": [*map(str, Verdict)] for table in ("group", "heading", "meaning", "none")},
    **{f"eligibility.{table}": [*FIELDS] for table in ("field", "mistake")},
    "eligibility.short": [*FIELDS, "product_list", "certificate", "group", "other"],
    "eligibility.answer": ["yes", "no", "skip"],
    "upload.state": [*map(str, FileState)],
    "upload.reason": [*map(str, Reason)],
    "upload.mistake": [*MISTAKES.values()],
    "job.title": [f"{kind}_{phase}" for kind in JobKind for phase in ("going", "done", "failed")],
    "job.stage": [*STAGES],
    "job.failed": [*map(str, JobKind)],
    "kind": ["news", "other", "deliberation"],
    "filters": [*NAMES.values()],
    "filters.force": ["true", "false"],
}


def keys_said() -> set[str]:
    """The keys that templates and code name, the members of each table that they choose from, both forms of what they count."""
    counted = {key for source in _SOURCES for key in _COUNTED.findall(source) if "." in key}
    said = {next(filter(None, found)) for source in _SOURCES for found in _KEY.findall(source)} - counted
    said |= {f"{table}.{member}" for table, members in _ENUMERATIONS.items() for member in members}
    return said | {f"{key}.other" for key in counted}


def tables_said() -> set[str]:
    """The tables that templates and code choose sentences from."""
    return {table for source in _SOURCES for table in _TABLE.findall(source)}


@pytest.mark.parametrize("language", Language)
def test_nothing_is_missing(language: Language) -> None:
    """Every key that a template or the code names is there in each language."""
    assert keys_said() - strings(language).texts.keys() == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_unused(language: Language) -> None:
    """Every key of a language is named somewhere, singulars with their plurals apart."""
    unused = {key for key in strings(language).texts.keys() - keys_said() if not key.endswith(".one")}
    assert unused == set()


def test_tables_are_those_of_enumerations() -> None:
    """Every table that sentences are chosen from is compared with what it is chosen by."""
    assert tables_said() <= set(_ENUMERATIONS)


@pytest.mark.parametrize("language", Language)
def test_counted_things_have_their_forms(language: Language) -> None:
    """French and English have a singular wherever there is a plural; Vietnamese has one form."""
    texts = strings(language).texts
    counted = {
        key.removesuffix(".other") for key in keys_said() if key.endswith(".other") and key not in {"authority.other", "kind.other", "eligibility.short.other"}
    }
    assert all((f"{key}.one" in texts) is (language is not Language.VIETNAMESE) for key in counted)


def test_sentences_have_the_same_places() -> None:
    """What is filled into a sentence of one language is filled into that of the others."""
    for key, sentence in strings(Language.FRENCH).texts.items():
        for language in Language:
            other = strings(language).texts.get(key)
            if other is not None:
                assert _places(other) == _places(sentence), (key, language)


@pytest.mark.parametrize("language", [Language.FRENCH, Language.VIETNAMESE])
def test_kinds_have_names(language: Language) -> None:
    """No kind is shown by its code, which is an English word."""
    english = {"directive", "plan", "programme"}  # the same word in French
    shown = {str(kind) for kind in Kind if kind_label(kind, language).lower() == str(kind)}
    assert shown <= (english if language is Language.FRENCH else set())


def test_sentences_are_composed() -> None:
    """Sentences are NFC, so that every letter is found in the fonts."""
    assert all(unicodedata.is_normalized("NFC", sentence) for language in Language for sentence in strings(language).texts.values())


def test_numbers_choose_forms() -> None:
    """French has the singular for nothing and for one, English for one only."""
    found = [strings(language).count("documents.found", number) for language in Language for number in (0, 1, 1200)]
    assert found == [
        "0 document", "1 document", "1\u202f200 documents", "0 văn bản", "1 văn bản", "1.200 văn bản", "0 documents", "1 document", "1,200 documents",
    ]  # fmt: skip


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
