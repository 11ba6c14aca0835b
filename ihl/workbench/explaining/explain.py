"""explain: what the line made of each sentence of a text, rule by rule, and how near the silent rules came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ihl.engine.match import Filled
from ihl.engine.ruleset import RuleSet
from ihl.mark import opens
from ihl.marks import PUBLISHER, AnyFrame, Claim, Cue, Frame, Silenced
from ihl.pipeline import Trace, trace
from ihl.record import Denial
from ihl.text import Article, Sentence
from ihl.workbench.explaining.misses import Fired, misses_of, nearest_in
from ihl.workbench.explaining.notes import Explanation, Note, Story
from ihl.workbench.testing.expect import Hit, hits_in, words_of
from ihl.workbench.testing.proof import silenced_in


def explain(article: Article, rules: RuleSet, only: str | None = None) -> Explanation:
    """Read an article and tell, sentence by sentence, what was marked, which rules fired and which nearly did.

    Args:
        only: the id of one rule, of which every find line is told; without it the nearest misses of all rules are.
    """
    found = trace(article, rules)
    fired: dict[int, Fired] = defaultdict(list)
    for one in (*hits_in(found), *silenced_in(found)):
        fired[one.sentence].append(one)
    telling = _Telling(found, fired, rules, only)
    return Explanation(opens(article.text, rules), tuple(map(telling.story, found.doc.sentences)))


@dataclass(frozen=True)
class _Telling:
    found: Trace
    fired: Mapping[int, Fired]
    rules: RuleSet
    only: str | None

    def story(self, sentence: Sentence) -> Story:
        text = self.found.doc.article.text[sentence.start : sentence.end]
        return Story(sentence.index, sentence.start, sentence.end, " ".join(text.split()), tuple(self._notes(sentence)))

    def _notes(self, sentence: Sentence) -> Iterator[Note]:
        here = sentence.index
        yield from self._actors(here)
        for one in self.fired[here]:
            if self.only in (None, one.rule.id):
                yield self._silenced(one) if isinstance(one, Silenced) else self._hit(one)
        yield from self._claims(here)
        yield from self._denials(sentence)
        if self.only is not None:
            yield from misses_of(self.only, here, self.found, self.fired[here], self.rules)
        else:
            yield from nearest_in(here, self.found, self.fired[here], self.rules)

    # -- what was marked ---------------------------------------------------------------------------------------------

    def _actors(self, here: int) -> Iterator[Note]:
        for chunk in self.found.marks.chunks[here]:
            reading = self.found.readings.get((here, chunk.first))
            if reading is None:
                continue
            words, start, end = self._words(here, chunk.first, chunk.end)
            told = f"{self._names(reading.actors) or 'nobody that could be told'} ({reading.sieve})"
            yield Note("actor", None, None, words, start, end, (("is", told),))

    def _hit(self, hit: Hit) -> Note:
        first, end = (hit.match.first, hit.match.last + 1) if isinstance(hit, Frame) else (hit.first, hit.end)
        _, start, stop = self._words(hit.sentence, first, end)
        if isinstance(hit, Frame):
            told = tuple(self._role(hit, role) for role in hit.match.roles)
        elif isinstance(hit, Cue):
            told = (("names", ", ".join((*hit.rule.category, *hit.rule.acts)) or "what was told before"),)
        else:
            reach, _, _ = self._words(hit.sentence, *hit.reach)
            told = (("sets", hit.rule.sets), ("reaches", reach))
        return Note(hit.rule.kind, hit.rule.id, hit.line, words_of(hit, self.found), start, stop, told)

    def _silenced(self, one: Silenced) -> Note:
        exceptions = (one.rule.unless[n].placed for n in one.by)
        told = tuple(("silenced by", f"unless {where}: {text}") for where, text in exceptions)
        words, start, end = self._words(one.sentence, one.match.first, one.match.last + 1)
        return Note("silenced", one.rule.id, one.line, words, start, end, told)

    def _role(self, frame: AnyFrame, role: Filled) -> tuple[str, str]:
        """The words of a role, and whom they were taken for."""
        chunks = [self.found.marks.chunks[frame.sentence][i] for i in role.chunks]
        if not chunks:
            return role.role, self._words(frame.sentence, role.first, role.last + 1)[0]
        told = []
        for chunk in chunks:
            reading = self.found.readings.get((frame.sentence, chunk.first))
            words, _, _ = self._words(frame.sentence, chunk.first, chunk.end)
            told.append(f"{words} = {self._names(reading.actors)} ({reading.sieve})" if reading else words)
        return role.role, "; ".join(told)

    # -- what came of it ---------------------------------------------------------------------------------------------

    def _claims(self, here: int) -> Iterator[Note]:
        for claim, verdict in zip(self.found.claims, self.found.verdicts, strict=True):
            if claim.sentence != here or (self.only is not None and self.only not in claim.rules):
                continue
            words, start, end = self._words(here, claim.first, claim.end)
            model = "no classifier was asked" if verdict.model is None else f"the classifier says {verdict.model:.2f}"
            told = [
                ("says", f"{', '.join(claim.categories)}, {claim.status}"),
                ("alleger", self._alleger(claim)),
                ("accused", f"{self._names(claim.accused) or 'nobody'} (found by: {claim.sieve})"),
                ("rules", ", ".join(claim.rules)),
                ("judged", f"{verdict.confidence:.2f}; {model}"),
            ]
            if claim.blocked is not None:
                told.append(("no record", f"the words around make it no allegation: {claim.blocked}"))
            elif not verdict.keep:
                told.append(("no record", "it rests on too little"))
            yield Note("allegation" if verdict.keep else "not alleged", None, None, words, start, end, tuple(told))

    def _alleger(self, claim: Claim) -> str:
        if claim.alleger is None:
            return "nobody named"
        if claim.alleger.actor == PUBLISHER:
            return "the article itself"
        speaker = f", in the words of {claim.alleger.speaker.name}" if claim.alleger.speaker else ""
        return f"{self._names((claim.alleger.actor,))}{speaker}"

    def _denials(self, sentence: Sentence) -> Iterator[Note]:
        mentions = {mention.id: mention for mention in self.found.record.mentions}
        for mention in mentions.values():
            inside = sentence.start <= mention.span.start < sentence.end
            if not isinstance(mention, Denial) or not inside or self.only not in (None, *mention.basis.rules):
                continue
            answers = " | ".join(mentions[name].span.text for name in mention.answers)
            told = (
                ("denier", self._names((mention.denier,)) if mention.denier else "nobody named"),
                ("says", mention.denial_kind),
                ("answers", answers or "no allegation of this text"),
                ("rules", ", ".join(mention.basis.rules)),
            )
            words = " ".join(mention.span.text.split())
            yield Note("denial", None, None, words, mention.span.start, mention.span.end, told)

    # -- words and names ---------------------------------------------------------------------------------------------

    def _words(self, sentence: int, first: int, end: int) -> tuple[str, int, int]:
        """The words of some tokens, and their place in the text."""
        tokens = self.found.doc.sentences[sentence].tokens
        start, stop = tokens[first].start, tokens[max(first, end - 1)].end
        return " ".join(self.found.doc.article.text[start:stop].split()), start, stop

    def _names(self, actors: tuple[str, ...]) -> str:
        return " and ".join(actors)
