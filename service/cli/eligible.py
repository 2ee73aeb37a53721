"""The command that holds a firm against the measures of support."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from corpus.criteria import Ownership
from corpus.eligibility import Verdict
from corpus.interview import verdict_name
from corpus.nouns import Language
from corpus.profiles import Profile
from corpus.support import Size, SupportKind
from service.cli.loading import snapshot_of
from service.cli.mistakes import Mistake
from service.cli.options import AsOf, Authorities, Documents, Index, InForce, Issuers, Json, Kinds, Levels, day_of, filters_of
from service.cli.printing import err, out, print_json
from service.dialogue import amount, replied, settled, yes_or_no
from service.eligibility import Assessment, NextQuestion, Wanted, assess, read_profile
from service.engine import Snapshot
from service.errors import BadQuestion
from service.schemas.eligibility import USUAL_MEASURES, EligibilityOut, EligibleOut, NextQuestionOut, Shown, eligibility_out, question_out
from service.settings import load_settings

_STYLES = {Verdict.MET: "green", Verdict.UNKNOWN: "yellow", Verdict.NOT_MET: "red"}
_SIGNS = {Verdict.MET: "+", Verdict.UNKNOWN: "?", Verdict.NOT_MET: "-"}
_LONGEST = 200


def eligible(
    sector: Annotated[str | None, typer.Option("--sector", help="The firm's sector, by id or by any name.")] = None,
    code: Annotated[str | None, typer.Option("--code", help="Its VSIC code: a letter, a division or finer.")] = None,
    size: Annotated[Size | None, typer.Option("--size", help="Its size; found out from the figures where they tell it.")] = None,
    staff: Annotated[int | None, typer.Option("--staff", min=0, help="Employees in social insurance, on average over the year.")] = None,
    revenue: Annotated[str | None, typer.Option("--revenue", help="Revenue of a year in dong: 60000000000, '60 tỷ'.")] = None,
    capital: Annotated[str | None, typer.Option("--capital", help="Total capital in dong.")] = None,
    ownership: Annotated[Ownership | None, typer.Option("--ownership", help="Whose capital it is.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="The province in which it is, in any spelling.")] = None,
    product_list: Annotated[bool | None, typer.Option("--product-list/--no-product-list", help="Whether a product of it is on the key-product list.")] = None,
    certificate: Annotated[list[str] | None, typer.Option("--certificate", help="A certificate that it holds; may be given several times.")] = None,
    founded: Annotated[int | None, typer.Option("--founded", min=1900, max=2100, help="Year of its first registration.")] = None,
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2100, help="Year for which support is asked.")] = None,
    answer: Annotated[list[str] | None, typer.Option("--answer", metavar="KEY=yes|no", help="An answer by the key of a question.")] = None,
    support: Annotated[list[SupportKind] | None, typer.Option("--support", help="Only support of this kind.")] = None,
    standing: Annotated[list[Verdict] | None, typer.Option("--standing", help="Only measures to which the firm stands so.")] = None,
    lang_doc: Documents = None,
    kind: Kinds = None,
    authority: Authorities = None,
    issuer: Issuers = None,
    level: Levels = None,
    place_doc: Annotated[list[str] | None, typer.Option("--place-doc", help="Only acts that hold in this place.")] = None,
    in_force: InForce = True,
    as_of: AsOf = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the reader.")] = Language.ENGLISH,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many measures to show.")] = USUAL_MEASURES,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask the questions that would settle most; an empty answer passes one over.")
    ] = False,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Show which measures a firm may have, criterion by criterion; what is not told never counts as met. Information, and no decision."""
    profile = _profile(
        Profile(
            sector=sector, code=None, size=size, staff=staff, ownership=ownership, place=place, product_list=product_list, founded=founded,
            certificates=tuple(certificate or ()), answers=_answers(answer or []),
        ),
        code=code, revenue=revenue, capital=capital, year=year,
    )  # fmt: skip
    documents = filters_of(lang_doc, kind, authority, issuer, level, place_doc, None, None, None, in_force, day_of(as_of))
    wanted = Wanted(documents, frozenset(support) if support else None, lang)
    snapshot = snapshot_of(load_settings(index=index))
    found = assess(snapshot, profile, wanted)
    if interactive:
        profile, found = _dialogue(snapshot, profile, wanted, found)
    shown = Shown(lang, day_of(as_of), frozenset(standing) if standing else None, limit=limit)
    result = eligibility_out(snapshot, found, profile, shown)
    if as_json:
        print_json(result)
    else:
        _print(result, lang)


def _profile(profile: Profile, *, code: str | None, revenue: str | None, capital: str | None, year: int | None) -> Profile:
    """The profile with what may be written wrongly. Raises ``BadQuestion`` for what no firm is."""
    sums = {name: amount(written) if written else None for name, written in (("revenue", revenue), ("capital", capital))}
    try:
        return read_profile(replace(profile, code=code, year=year, revenue=sums["revenue"], capital=sums["capital"]))
    except ValueError as error:
        raise BadQuestion(str(error)) from error


def _answers(given: list[str]) -> dict[str, bool]:
    found = {}
    for written in given:
        key, sign, reply = written.rpartition("=")
        if not sign or not key.strip():
            raise Mistake(f"--answer {written[:60]!r} is no answer: write KEY=yes or KEY=no with the key of a question")
        found[key.strip()] = yes_or_no(reply)
    return found


def _dialogue(snapshot: Snapshot, profile: Profile, wanted: Wanted, found: Assessment) -> tuple[Profile, Assessment]:
    """Asks until nothing is open or the replies end; every reply makes the next question."""
    while (question := found.question) is not None:
        _show_question(question_out(snapshot, question, wanted.language, wanted.documents.as_of))
        answered = _answered(profile, question)
        if answered is None:
            break
        if answered is profile or settled(answered, question):
            wanted = replace(wanted, passed_over=wanted.passed_over | {question.open.key})
        profile = answered
        found = assess(snapshot, profile, wanted)
    return profile, found


def _show_question(shown: NextQuestionOut) -> None:
    """The question on the error stream, which leaves the other to the result."""
    source = ", ".join(filter(None, [shown.source.document.number or shown.source.document.title, shown.source.clause_label]))
    choice = " / ".join(option.name for option in shown.options)
    for text, style in ((f"\n{shown.text}", "bold"), (f"    ({shown.waiting}; {source})", "dim"), (f"    {choice}" if choice else "", "")):
        if text:
            err.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def _answered(profile: Profile, question: NextQuestion) -> Profile | None:
    """The profile with the reply, the very same for an empty one, None at the end of the replies; what is no reply is said, and asked for again."""
    while True:
        err.print("> ", end="")
        reply = sys.stdin.readline()
        if not reply:
            return None
        if not reply.strip():
            return profile
        try:
            return replied(profile, question, reply)
        except BadQuestion as error:
            err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)


def _print(result: EligibilityOut, language: Language) -> None:
    counts = ", ".join(f"{count} {verdict_name(verdict, language)}" for verdict, count in result.counts.items())
    for verdict in Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET:
        measures = [one for one in result.measures if one.verdict is verdict]
        if measures:
            _line(f"\n{verdict_name(verdict, language).upper()} ({result.counts[verdict]})", f"bold {_STYLES[verdict]}")
        for one in measures:
            _print_measure(one)
    _line("")
    if result.next_question:
        _line(f"? {result.next_question.text} ({result.next_question.waiting})", "bold")
        _line(f"    {' '.join(result.next_question.fields)}: {result.next_question.key}")
    _line(counts)
    _line(result.notice, "italic")


def _print_measure(one: EligibleOut) -> None:
    rates = "; ".join(dict.fromkeys(rate.said for rate in one.rates))
    source = ", ".join(filter(None, [one.source.document.number or one.source.document.title, one.source.clause_label]))
    _line(f"\n{' — '.join(filter(None, [one.kind_name, ' '.join(one.name.split())[:_LONGEST], rates]))}", "bold")
    _line(f"    {source} [{one.source.standing}]")
    for criterion in one.criteria:
        _line(
            f"  {_SIGNS[criterion.verdict]} {criterion.wording[:_LONGEST]}" + (f" ({criterion.clause_label})" if criterion.clause_label else ""),
            _STYLES[criterion.verdict],
        )


def _line(text: str, style: str = "") -> None:
    out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)
