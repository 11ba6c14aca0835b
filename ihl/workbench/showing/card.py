"""showing: one rule, list or word, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ihl.engine.check import REQUIRED_LISTS
from ihl.engine.examples import Example
from ihl.engine.phrase import PhraseError, Ref, Role, Word, parse
from ihl.engine.schema import AnyRule, CueRule
from ihl.errors import InputError
from ihl.workbench.showing import views, wording
from ihl.workbench.showing.homes import Home, home_of
from ihl.workbench.showing.users import Use, Users
from ihl.workbench.showing.words import count, entries_of, forms_of, leaves, spellings
from ihl.workbench.workspace import Workspace
from ihl.workbench.writing.lock import version_of

FEW = 8  # entries of a list that are told beside a line
MOST = 200  # wordings of one entry: a phrase of many brackets stands for millions


@dataclass(frozen=True)
class Showing:
    """Looks things up in a workspace. Every method raises InputError, with a guess, for a name that is not there."""

    workspace: Workspace

    @cached_property
    def users(self) -> Users:
        """Who uses which list, phrase or word."""
        return Users(self.workspace.files, self.workspace.rules.vocabulary)

    # -- rules -------------------------------------------------------------------------------------------------------

    def rule(self, name: str) -> views.RuleView:
        """A rule by its id."""
        home = home_of(self.workspace, name, "rules")
        rules = self.workspace.rules
        rule = rules.rules[name]
        return views.RuleView(
            id=rule.id,
            kind=rule.kind,
            gives=wording.gives(rule),
            category=rule.category if isinstance(rule, CueRule) else (),
            acts=rule.acts if isinstance(rule, CueRule) else (),
            title=rule.title,
            status=rule.status,
            version=version_of(self.workspace, name),
            weight=rule.weight,
            says=wording.sentences(rule, rules.categories, rules.acts),
            find=tuple(self._line(home, "find", n, str(n + 1), text) for n, text in enumerate(rule.find)),
            unless=tuple(self._line(home, "unless", n, *one.placed) for n, one in enumerate(rule.unless)),
            roles={role: wording.ROLES[role] for role in self._roles(rule) if role in wording.ROLES},
            examples=tuple(map(_example, rule.examples)),
            why=rule.why,
            law=rule.law,
            author=rule.author,
            since=rule.since,
            reviewed_by=rule.reviewed_by,
            allow=dict(rule.allow),
            replaced_by=rule.replaced_by,
            replaces=tuple(other.id for other in rules.rules.values() if other.replaced_by == name),
            pack=home.pack,
            place=home.place,
            over=home.over,
        )

    def _line(self, home: Home, field: str, n: int, where: str, text: str) -> views.LineView:
        place = str(home.file.place((*home.key, field, n)))
        return views.LineView(where, text, place, tuple(self._parts(text)))

    def _parts(self, line: str) -> Iterator[views.Part]:
        """What each sign of a line stands for, each once; what a phrase holds is told after it."""
        waiting, seen = list(leaves(parse(line))), set()
        for node in waiting:  # grows while it is walked
            if node in seen or not (isinstance(node, Ref) or (isinstance(node, Word) and node.inflect)):
                continue
            seen.add(node)
            part = self._part(node)
            if part.kind == "phrase":
                waiting += leaves(parse(part.first[0]))
            yield part

    def _part(self, node: Ref | Word) -> views.Part:
        vocabulary = self.workspace.rules.vocabulary
        if isinstance(node, Word):
            made = forms_of(node, vocabulary)
            return views.Part(f"{node.text}~", "word", len(made), made)
        held = entries_of(node.name, vocabulary)
        if node.name in vocabulary.phrases:
            return views.Part(f"${node.name}", "phrase", count((node,), vocabulary), held)
        return views.Part(f"${node.name}", "list", len(held), held[:FEW])

    def _roles(self, rule: AnyRule) -> tuple[str, ...]:
        """The roles of the find lines in their order, those inside phrases too."""
        vocabulary = self.workspace.rules.vocabulary
        lines = [*rule.find, *(vocabulary.phrases.get(name, "") for name in self.users.needs(rule.find))]
        nodes = (node for line in lines if line for node in leaves(parse(line)))
        return tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, Role)))

    # -- lists and words ---------------------------------------------------------------------------------------------

    def word_list(self, name: str) -> views.ListView:
        """A list or a phrase by its name, with or without the `$`."""
        name = name.removeprefix("$")
        home = home_of(self.workspace, name, "lists", "phrases")
        vocabulary = self.workspace.rules.vocabulary
        phrase = name in vocabulary.phrases
        return views.ListView(
            kind="phrase" if phrase else "list",
            name=name,
            about=None if phrase else home.file.content.lists[name].about,
            needed=name in REQUIRED_LISTS,
            entries=tuple(self._entry(text) for text in entries_of(name, vocabulary)),
            uses=tuple(_use(use, use.text.written) for use in self.users.of_name(name)),
            pack=home.pack,
            place=home.place,
            over=home.over,
        )

    def _entry(self, text: str) -> views.EntryView:
        vocabulary = self.workspace.rules.vocabulary
        nodes = parse(text)
        return views.EntryView(text, count(nodes, vocabulary), spellings(nodes, vocabulary, MOST))

    def word(self, text: str) -> views.WordView:
        """A word with its forms, `strike~`, or one form alone, `struck`. Raises InputError for anything else."""
        word = _one_word(text)
        vocabulary = self.workspace.rules.vocabulary
        made = forms_of(word, vocabulary)
        irregular = word.inflect and word.text in vocabulary.irregular
        uses = self.users.of_word(frozenset(made))
        return views.WordView(
            word=text,
            made="irregular" if irregular else "regular" if word.inflect else "as written",
            place=home_of(self.workspace, word.text, "irregular").place if irregular else None,
            forms=made,
            form_of=tuple(f"{base}~" for base, forms in vocabulary.irregular.items() if word.text in forms),
            uses=tuple(_use(use, ", ".join(self._held(use, frozenset(made)))) for use in uses),
        )

    def _held(self, use: Use, wanted: frozenset[str]) -> tuple[str, ...]:
        """How the word is written where it stands; further out, the name through which it is reached."""
        return (f"${use.through[0]}",) if use.through else self.users.written(wanted, use.text)


def _example(example: Example) -> views.ExampleView:
    told = example.model_dump(exclude_defaults=True)
    kind = "match" if example.match is not None else "no_match"
    told = {field: value for field, value in told.items() if field not in (kind, "because", "known_gap")}
    expects = {field: value if isinstance(value, str) else ", ".join(value) for field, value in told.items()}
    return views.ExampleView(kind, " ".join(example.text.split()), example.because, example.known_gap, expects)


def _use(use: Use, written: str) -> views.UseView:
    text = use.text
    return views.UseView(text.kind, text.name, text.where, written, use.through, str(text.place))


def _one_word(text: str) -> Word:
    try:
        nodes = parse(text)
    except PhraseError as error:
        raise InputError(f"{text}: {error}; write one word, such as strike~") from None
    if len(nodes) != 1 or not isinstance(nodes[0], Word):
        raise InputError(f"{text}: is no single word; write one such as strike~, or: ihl rules show list NAME")
    return nodes[0]
