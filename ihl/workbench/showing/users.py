"""users: which rules, lists and phrases use a list, a phrase or a word, directly and through others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ihl.engine.compile import Vocabulary
from ihl.engine.files import Kind, ReadFile
from ihl.engine.phrase import Node, Ref, Word, parse
from ihl.errors import Place
from ihl.workbench.showing.words import entries_of, forms_of, leaves


@dataclass(frozen=True, slots=True)
class Text:
    """One line of a rule, one entry of a list, or a phrase, with where it stands.

    Attributes:
        kind: rules, lists or phrases.
        where: "find line 2", "unless 1", "word 3"; empty for a phrase.
        nodes: the words, gaps, references and roles in it.
    """

    kind: Kind
    name: str
    where: str
    written: str
    place: Place
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A text that uses something; `through` names the lists and phrases between, from the text inwards."""

    text: Text
    through: tuple[str, ...]


class Users:
    """Answers who uses what, in some rule files that are in force together."""

    def __init__(self, files: Sequence[ReadFile], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._texts = tuple(text for file in files for text in _texts(file))
        self._by_name: dict[str, list[Text]] = {}
        for text in self._texts:
            for name in _names(text.nodes):
                self._by_name.setdefault(name, []).append(text)

    def of_name(self, name: str) -> tuple[Use, ...]:
        """Who uses a list or a phrase: first directly, then through one other, and so on."""
        return self._of([Use(text, ()) for text in self._by_name.get(name, ())])

    def of_word(self, wanted: frozenset[str]) -> tuple[Use, ...]:
        """Who holds one of these forms of a word, in a line of its own or through lists and phrases."""
        return self._of([Use(text, ()) for text in self._texts if self.written(wanted, text)])

    def written(self, wanted: frozenset[str], text: Text) -> tuple[str, ...]:
        """How one of these forms is written in a text, each way once: `strike~`, or `struck`."""
        words = (node for node in text.nodes if isinstance(node, Word))
        held = (word for word in words if wanted.intersection(forms_of(word, self.vocabulary)))
        return tuple(dict.fromkeys(word.text + "~" * word.inflect for word in held))

    def needs(self, lines: Iterable[str]) -> tuple[str, ...]:
        """The lists and phrases that some lines use, themselves and through others, each once."""
        found: dict[str, None] = {}
        waiting = list(lines)
        while waiting:
            new = [name for name in _names(tuple(leaves(parse(waiting.pop(0))))) if name not in found]
            found.update(dict.fromkeys(new))
            waiting += [text for name in new for text in entries_of(name, self.vocabulary)]
        return tuple(found)

    def _of(self, uses: list[Use]) -> tuple[Use, ...]:
        """These uses, and those of the lists and phrases that are among them."""
        seen = {(use.text.kind, use.text.name, use.text.where) for use in uses}
        for use in uses:  # grows while it is walked, so that the shortest way to each text is told
            if use.text.kind == "rules":
                continue
            for text in self._by_name.get(use.text.name, ()):
                if (key := (text.kind, text.name, text.where)) not in seen:
                    seen.add(key)
                    uses.append(Use(text, (use.text.name, *use.through)))
        return tuple(uses)


def _names(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, Ref)))


def _texts(file: ReadFile) -> Iterator[Text]:
    """Every phrase line of a file that is in force."""

    def text(kind: Kind, name: str, where: str, written: str, key: tuple[str | int, ...]) -> Text:
        return Text(kind, name, where, written, file.place(key), tuple(leaves(parse(written))))

    for key, name, rule in file.entries("rules"):
        for n, line in enumerate(rule.find):
            yield text("rules", name, f"find line {n + 1}", line, (*key, "find", n))
        for n, exception in enumerate(rule.unless):
            _, line = exception.placed
            yield text("rules", name, f"unless {n + 1}", line, (*key, "unless", n))
    for key, name, words in file.entries("lists"):
        for n, line in enumerate(words.words):
            yield text("lists", name, f"word {n + 1}", line, (*key, "words", n))
    for key, name, line in file.entries("phrases"):
        yield text("phrases", name, "", line, key)
