"""What the denial models look at: a sentence, who may deny in it, and which claims that may answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from ihl.chunks import REPORT
from ihl.learn.views import ArticleView, bucket, few
from ihl.marks import Claim, Party, actor_of
from ihl.voice import voice_at


class SentenceView:
    """One sentence with what is said and denied in it."""

    def __init__(self, article: ArticleView, sentence: int) -> None:
        self.article = article
        self.cast = article.cast
        self.scene = article.scene
        self.index = sentence
        self.sentence = self.scene.marks.doc.sentences[sentence]
        self.rejections = tuple(r for r in self.scene.rejections if r.sentence == sentence)

    @cached_property
    def words(self) -> list[str]:
        """The features of the sentence alone: whether anything is denied in it, and how."""
        masked = [word for word in self.cast.masked[self.index] if word]
        out = [f"w={word}" for word in dict.fromkeys(masked)]
        out += [f"b={a} {b}" for a, b in pairwise(masked)]
        for frame in self.scene.frames.denials.get(self.index, ()):
            out += [f"frame={frame.rule.id}", f"frame:kind={frame.rule.denies}", f"frame:about={frame.rule.about}"]
        for rejection in self.rejections:
            out += [f"rejects={rejection.kind}", f"rejects:about={rejection.about}"]
        out += [f"said={said.frame.rule.stance}" for said in self.scene.speech.said.get(self.index, ())]
        cues = self.scene.marks.cues_in(self.index)
        out.append(f"cues={few(len(cues))}")
        out += [f"blocked={c.blocked}" for c in self.scene.claims if c.sentence == self.index]
        out.append(f"block={self.scene.marks.doc.blocks[self.sentence.block].kind}")
        out.append(f"quoted={bool(self.speakers)}")
        return out

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks in the quotations that touch the sentence."""
        found: dict[str, None] = {}
        for quote, parties in self.scene.speech.speakers.items():
            if quote.start < self.sentence.end and self.sentence.start < quote.end:
                found.update(dict.fromkeys(p.actor for p in parties))
        return tuple(found)

    @cached_property
    def voice(self) -> str:
        """Whose voice the sentence is in."""
        return voice_at(self.scene.resolver.memory, self.index).actor

    def candidates(self) -> list[str]:
        """Who may deny in the sentence."""
        found: dict[str, None] = {}
        for rejection in self.rejections:
            if rejection.denier is not None:
                found[rejection.denier.actor] = None
        for said in self.scene.speech.said.get(self.index, ()):
            found.update(dict.fromkeys(p.actor for p in said.parties))
        for standing in self.cast.standings[self.index]:
            found.update(dict.fromkeys(standing.speaks))
        found.update(dict.fromkeys((*self.speakers, self.voice)))
        return list(found)

    def features(self, actor: str, claims: tuple[Claim, ...]) -> list[str]:
        """The features of one who may deny; the words of the sentence come on top."""
        out = [f"kind={self.cast.kind(actor)}", *self._role(actor), *self._standing(actor)]
        against = [c for c in claims if any(self.article.same_side(actor, a) for a in c.accused)]
        exactly = [c for c in claims if actor in c.accused]
        by = [c for c in claims if c.alleger is not None and c.alleger.actor == actor]
        before = [c for c in against if c.sentence <= self.index]
        gap = self.index - before[-1].sentence if before else 99
        near = bucket(gap, ((1, "0"), (2, "1"), (3, "2"), (6, "5"), (99, "more")))
        out += [f"against={few(len(against))}", f"exactly={bool(exactly)}", f"by={few(len(by))}", f"near={near}"]
        out.append(f"against/by={bool(against)}/{bool(by)}")
        denies = [r for r in self.rejections if r.denier is not None and r.denier.actor == actor]
        out += [f"rule={r.kind}" for r in denies]
        out += [f"rule={rule}" for r in denies for rule in r.rules]
        if not denies and self.rejections:
            out.append("rule:other")
        out += [f"{one}&{bool(before)}&{role}" for one in (f"near={near}",) for role in self._role(actor)]
        return out

    def party(self, actor: str) -> Party:
        """An actor with the person who speaks for it in the sentence, where there is one."""
        said = [p for s in self.scene.speech.said.get(self.index, ()) for p in s.parties]
        quoted = [p for parties in self.scene.speech.speakers.values() for p in parties if p.actor in self.speakers]
        return next((party for party in (*said, *quoted) if party.actor == actor), Party(actor))

    def _role(self, actor: str) -> Iterator[str]:
        said = self.scene.speech.said.get(self.index, ())
        if any(p.actor == actor for s in said for p in s.parties):
            yield "says"
        if actor in self.speakers:
            yield "quoted"
        if actor == self.voice:
            yield f"voice:{bool(said)}:{bool(self.speakers)}"

    def _standing(self, actor: str) -> Iterator[str]:
        row = self.cast.standings[self.index]
        here = [s for s in row if actor in s.speaks]
        if not here:
            yield "absent"
            return
        chunk = here[0].chunk
        lowers, rules = self.sentence.lowers, self.scene.resolver.rules
        behind = lowers[chunk.end] if chunk.end < len(lowers) else "."
        before = lowers[chunk.first - 1] if chunk.first else "^"
        yield f"chunk={chunk.kind}.{chunk.noun}"
        yield f"behind={behind}"
        yield f"before={before if rules.is_in('preposition', before) or not before[0].isalnum() else 'word'}"
        yield f"order={few(row.index(here[0]))}"
        yield f"poss={chunk.possessive}"
        yield f"subject={self.scene.resolver.memory.is_subject(self.index, chunk)}"


def link_features(
    view: SentenceView, denier: str, kind: str, claim: Claim, claims: tuple[Claim, ...], *, ruled: bool
) -> list[str]:
    """The features of a denial beside a claim that it may answer."""
    against = [c for c in claims if any(view.article.same_side(denier, a) for a in c.accused)]
    exact = denier in claim.accused
    side = "exact" if exact else "side" if claim in against else "nobody" if not claim.accused else "other"
    gap = view.index - claim.sentence
    near = bucket(abs(gap), ((1, "0"), (2, "1"), (3, "2"), (6, "5"), (11, "10")))
    where = "before" if gap >= 0 else "after"
    out = [f"side={side}", f"gap={where}:{near}", f"side/gap={side}:{where}:{near}", f"kind={kind}:{side}"]
    earlier = [c for c in against if c.sentence <= view.index]
    if earlier:
        last = earlier[-1]
        out.append(f"{side}:last={last.sentence == claim.sentence}")
        same = last.alleger is not None and claim.alleger is not None and last.alleger.actor == claim.alleger.actor
        out.append(f"{side}:last-alleger={same}")
    out.append(f"{side}:against={few(len(against))}")
    alleger = actor_of(claim.alleger)
    named = {a for s in view.cast.standings[view.index] for a in s.speaks}
    about = any(s.chunk.kind == REPORT for s in view.cast.standings[view.index])
    out.append(f"{side}:alleger-named={alleger in named}")
    out.append(f"{side}:alleger={view.cast.kind(alleger)}:report={about}")
    if alleger is not None and view.article.same_side(alleger, denier):
        out.append(f"{side}:own-claim")
    cues = {c for cue in view.scene.marks.cues_in(view.index) for c in cue.rule.category}
    shared = "none" if not cues else "same" if cues & set(claim.categories) else "other"
    out.append(f"{side}:category={shared}")
    words = set(view.cast.masked[view.index])
    for word in ("report", "allegations", "allegation", "accusations", "accusation", "claims", "charges", "all", "both",
                 "it", "that", "this", "findings", "incident", "strike", "attack"):  # fmt: skip
        if word in words:
            out.append(f"{side}:word={word}:{near}")
    out += [f"{side}:rule={r.about}" for r in view.rejections]
    out += [f"{side}:modality={claim.status}", f"ruled={ruled}", f"{side}:ruled={ruled}"]
    return out
