"""telling: what is shown of a rule, a list, a word, an actor or a label, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from ihl.workbench.showing import wording
from ihl.workbench.showing.views import (
    ActorView,
    EntryView,
    ExampleView,
    LabelView,
    ListView,
    Part,
    RuleView,
    UseView,
    WordView,
)

WIDTH = 110
LAW_OF = {
    "law": "",
    "law_iac": "international conflicts: ",
    "law_niac": "other conflicts: ",
    "law_other": "other law: ",
}
_HANG = 10  # columns of the labels on the left


def rule_lines(view: RuleView) -> Iterator[str]:
    """A rule in plain words."""
    version = f", version {view.version}" if view.version is not None else ""
    yield f"{view.id}: {view.title}"
    yield f"{view.kind} ({view.gives}), {view.status}{version}, weight {view.weight:g}"
    yield from _placed(view.place, view.pack, view.over)
    yield from ("", *wrap(" ".join(view.says), WIDTH))
    for line in view.find:
        yield from ("", *_told(f"find {line.where}", line.text), *_parts(line.parts))
    for line in view.unless:
        yield from ("", *_told("unless", f"{line.where}: {line.text}"), *_parts(line.parts))
    for title, lines in (
        ("blanks", [line for role, what in view.roles.items() for line in _told(f"<{role}>", what)]),
        ("examples", [line for example in view.examples for line in _example(example)]),
    ):
        if lines:
            yield from ("", title, *(f"  {line}" for line in lines))
    told = {"law": "; ".join(view.law), "why": view.why, "author": view.author, "since": view.since}
    told |= {"reviewed": view.reviewed_by, "replaced": view.replaced_by and f"by {view.replaced_by}"}
    told |= {"replaces": ", ".join(view.replaces)}
    told |= {f"allow {code}": reason for code, reason in view.allow.items()}
    yield from _fields(told)


def list_lines(view: ListView) -> Iterator[str]:
    """A list or a phrase: every entry with its wordings, and who uses it."""
    wordings = sum(entry.count for entry in view.entries)
    size = f"{amount(len(view.entries), 'entry', 'entries')}, " if view.kind == "list" else ""
    yield f"${view.name}: {view.about or 'a phrase'}"
    yield f"{view.kind}, {size}{amount(wordings, 'wording', 'wordings')}"
    yield from _placed(view.place, view.pack, view.over)
    yield ""
    for entry in view.entries:
        yield from _entry(entry)
    yield from _users(view.uses, "no rule, list or phrase uses it")
    if view.needed:
        yield from ("", "The program itself reads this list by its name.")


def word_lines(view: WordView) -> Iterator[str]:
    """A word: its forms, how they are made, and where it is written."""
    where = f", as {view.place} has it" if view.place else ""
    yield f"{view.word}: {', '.join(view.forms)}"
    yield f"{view.made}{where}"
    if view.form_of:
        yield f"It is a form of {', '.join(view.form_of)}."
    yield from _users(view.uses, "no rule, list or phrase holds it", written=True)


def actor_lines(view: ActorView) -> Iterator[str]:
    """An actor: its names, and what it belongs to."""
    yield f"{view.id}: {view.name}"
    yield view.kind + (f", Wikidata {view.wikidata}" if view.wikidata else "")
    yield from _placed(view.place, view.pack, view.over)
    told: dict[str, str | None] = {field: "; ".join(names) for field, names in view.names.items()}
    told["belongs to"] = ", which belongs to ".join(f"{name} ({above})" for above, name in view.affiliation.items())
    told["not in"] = "; ".join(view.not_in)
    yield from _fields(told)
    for link in view.links:
        dates = " ".join(f"{edge} {link[edge]}" for edge in ("from", "until") if link.get(edge))
        yield from _told("link", f"{link['as']} {link['to']}{', ' if dates else ''}{dates} (source: {link['source']})")


def label_lines(view: LabelView) -> Iterator[str]:
    """A category or an act: its law, its scope, and the rules that give it."""
    core = {True: ", core", False: ", not core", None: ""}[view.core]
    rome = "a" if view.is_rome_crime else "no"
    yield f"{view.id}: {view.label}"
    yield f"{view.kind}{core}, {rome} crime of its own in the Rome Statute"
    yield from _placed(view.place, view.pack, view.over)
    yield from ("", *wrap(wording.ALLEGATIONS_ONLY, WIDTH))
    told = {"law": " · ".join(LAW_OF[field] + "; ".join(references) for field, references in view.law.items())}
    told |= {"scope": view.scope, "not this": view.not_this, "under": view.parent or "", "holds": ", ".join(view.below)}
    yield from _fields({**told, "given by": ", ".join(view.rules) or "no rule"})


def amount(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def part_told(part: Part) -> str:
    """What a sign stands for: the forms of a word, the line of a phrase, the first entries of a list."""
    first = ", ".join(part.first)
    if part.kind != "list":
        return first
    return f"{amount(part.count, 'entry', 'entries')}: {first}{', …' if part.count > len(part.first) else ''}"


def entry_told(entry: EntryView) -> str:
    """The wordings of an entry, and how many are left out."""
    more = entry.count - len(entry.wordings)
    return ", ".join(entry.wordings) + (f" and {more:,} more" if more else "")


def grouped(uses: Iterable[UseView], *, written: bool = False) -> Iterator[tuple[UseView, str]]:
    """The first use of each user by each way, with all the lines in which it is: "find line 1, find line 3".

    Args:
        written: with what stands there, too: "find line 1 (struck)".
    """
    groups: dict[tuple[str, str, tuple[str, ...]], list[UseView]] = {}
    for use in uses:
        groups.setdefault((use.kind, use.name, use.through), []).append(use)
    for group in groups.values():
        told = (f"{use.where} ({use.written})" if written and not use.through else use.where for use in group)
        yield group[0], ", ".join(words.strip() for words in told if words)


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from _hung(f"{' ' * _HANG}  {part.written} = {part_told(part)}", _HANG + 4)


def _example(example: ExampleView) -> Iterator[str]:
    yield from _told(example.kind, example.text)
    told = [f"{field}: {words}" for field, words in example.expects.items()]
    told += [f"because: {example.because}"] if example.because else []
    told += [f"known gap: {example.known_gap}"] if example.known_gap else []
    yield from (line for words in told for line in _told("", words))


def _entry(entry: EntryView) -> Iterator[str]:
    same = entry.wordings == (entry.written,)
    yield from _hung(f"  {entry.written}" + ("" if same else f" = {entry_told(entry)}"), 6)


def _users(uses: tuple[UseView, ...], nobody: str, *, written: bool = False) -> Iterator[str]:
    for title, direct in (("used by", True), ("used through others by", False)):
        found = list(grouped((use for use in uses if (not use.through) == direct), written=written))
        if found:
            yield from ("", title)
        for use, where in found:
            name = use.name if use.kind == "rules" else f"${use.name}"
            through = f" through {' and '.join(f'${name}' for name in use.through)}" if use.through else ""
            yield from _hung(f"  {name}{', ' if where else ''}{where}{through} ({use.place})", 6)
    if not uses:
        yield from ("", nobody)


def _placed(place: str, pack: str, over: tuple[str, ...]) -> Iterator[str]:
    yield f"{place} (pack {pack})"
    yield from (f"in place of {lower}, or joined with it" for lower in over)


def _fields(told: Mapping[str, str | None]) -> Iterator[str]:
    """What is known, after an empty line."""
    lines = [line for label, words in told.items() if words for line in _told(label, words)]
    yield from ("", *lines) if lines else ()


def _told(label: str, words: str) -> list[str]:
    """A label on the left, and the words beside it."""
    return _hung(f"{label:{_HANG}}{'' if len(label) < _HANG else ' '}{' '.join(words.split())}", _HANG)


def _hung(line: str, indent: int) -> list[str]:
    lead = line[: len(line) - len(line.lstrip())]
    return wrap(line, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False) or [lead]
