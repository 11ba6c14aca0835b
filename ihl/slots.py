"""Roles on a sentence: where the actor before a verb stands, where the one after it, how far a clause goes.

There is no parser here; every search is a short walk over tokens and chunks with stops that are written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, ORGAN, PERSON, PRONOUN, REPORT, SIDES, Chunk
from ihl.engine.match import QUOTE_MARKS, Filled
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import CLAUSE_ROLES
from ihl.text import Sentence

ACTOR_KINDS = frozenset({NAME, PERSON, ORGAN, NOMINAL, PRONOUN, SIDES, DEMONYM})
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec yesterday today tonight morning afternoon evening night week month year weekend decade "
    "weeks months years days hours day hour".split()
)
_DATE_SIDE = frozenset(
    "on in at last this next late early mid earlier later since during the past ago same of that".split()
)
_STRONG_DATE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december yesterday today".split()
)
_ASIDE = 40  # longest aside between commas that a subject search steps over, in tokens
_NEGATIONS = frozenset(
    {"not", "never", "n't", "cannot", "didn't", "doesn't", "don't", "hasn't", "haven't", "wouldn't", "won't"}
)
_PARTICIPLES = frozenset(
    "found held said told known seen shown made taken brought given put set struck hit shot".split()
)


def governed(lowers: Sequence[str], first: int, rules: RuleSet) -> bool:
    """Whether a noun phrase stands behind a preposition, adjectives in between ("of eastern Oru")."""
    i = first - 1
    while i >= 0 and first - i <= 3 and (rules.is_in("head_modifier", lowers[i]) or lowers[i] in ("the", "a", "an")):
        i -= 1
    return i >= 0 and rules.is_in("preposition", lowers[i])


class SentenceSlots:
    """The matcher's view of one sentence, its chunks and its cues."""

    def __init__(
        self, sentence: Sentence, chunks: Sequence[Chunk], rules: RuleSet, cue_starts: Sequence[int] = ()
    ) -> None:
        self.sentence = sentence
        self.lowers = sentence.lowers
        self.chunks = chunks
        self.rules = rules
        self.cue_starts = cue_starts
        self._subjects: dict[tuple[int, int], int | None] = {}
        self._starting = {chunk.first: i for i, chunk in enumerate(chunks)}
        self._ending = {chunk.end: i for i, chunk in enumerate(chunks)}
        self._covering = {at: i for i, chunk in enumerate(chunks) for at in range(chunk.first, chunk.end)}

    # -- what may be stepped over ------------------------------------------------------------------------------------

    def visible(self, at: int, anchor: int) -> bool:
        return self.sentence.inside[at] == self.sentence.inside[anchor]

    def filler(self, at: int) -> bool:
        return self._fillers[at]

    @cached_property
    def _fillers(self) -> tuple[bool, ...]:
        out = [self.rules.is_in("filler", word) or (word.endswith("ly") and len(word) > 4) for word in self.lowers]
        depth = 0
        for i, word in enumerate(self.lowers):
            depth += word in ("(", "[")
            out[i] = out[i] or depth > 0
            depth = max(0, depth - (word in (")", "]")))
        for first, last in self._dates():
            out[first:last] = [True] * (last - first)
        return tuple(out)

    def _dates(self) -> Iterator[tuple[int, int]]:
        """Runs such as "on Thursday", "in December 2024", "late last month"."""
        i = 0
        while i < len(self.lowers):
            j = i
            strong = False
            while j < len(self.lowers) and (
                self._date_word(j)
                or (self.lowers[j] in _DATE_SIDE and not (j > i and self.lowers[j] == "of" and not strong))
            ):
                strong = strong or self._date_word(j)
                j += 1
            while j > i and self.lowers[j - 1] in ("of", "the", "in", "on", "at", "that", "during", "since", "this"):
                j -= 1
            if strong and j > i:
                yield i, j
            i = max(j, i + 1)

    def _date_word(self, at: int) -> bool:
        word = self.lowers[at]
        if at in self._covering:
            return False
        return word in _DATE_WORDS or (word.isdigit() and (len(word) == 4 or (len(word) < 3 and self._near_month(at))))

    def _near_month(self, at: int) -> bool:
        return any(word in _STRONG_DATE for word in self.lowers[max(0, at - 1) : at + 2])

    # -- clauses -----------------------------------------------------------------------------------------------------

    def clause_end(self, at: int) -> int:
        """The position after the clause that runs on from `at`."""
        inside = self.sentence.inside[at] if at < len(self.lowers) else -1
        for i in range(at + 1, len(self.lowers)):
            if self.sentence.inside[i] == inside and any(
                self.lowers[i : i + len(words)] == words for words in self._enders.get(self.lowers[i], ())
            ):
                return i
        return len(self.lowers)

    @cached_property
    def _enders(self) -> dict[str, list[tuple[str, ...]]]:
        out: dict[str, list[tuple[str, ...]]] = {}
        for words in self.rules.words["clause_end"]:
            out.setdefault(words[0], []).append(words)
        return out

    def clause_start(self, at: int) -> int:
        """The position where the clause that runs up to `at` begins."""
        for i in range(at - 1, -1, -1):
            if self.lowers[i] == ";" or (
                i + 1 < at and self.lowers[i] == "," and self.lowers[i + 1] in ("while", "but", "whereas")
            ):
                return i + 1
        return 0

    # -- roles, for the matcher --------------------------------------------------------------------------------------

    def right(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        if role in CLAUSE_ROLES:
            end = self.clause_end(at)
            if end > at:
                yield Filled(role, at, end - 1), end
            for shorter in range(at + 1, end):  # where something must follow the clause
                yield Filled(role, at, shorter - 1), shorter
            return
        index = self.chunk_right(at, anchor)
        if index is not None and (not owner or self._is_owner(index)):
            found = self.coordinated_right(index)
            yield (
                Filled(role, self.chunks[index].first, self.chunks[found[-1]].end - 1, tuple(found)),
                self.chunks[found[-1]].end,
            )

    def left(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        if role in CLAUSE_ROLES:
            start = self.clause_start(at + 1)
            if start <= at:
                yield Filled(role, start, at), start - 1
            return
        index = self.owner(at + 1) if owner else self.subject(at + 1, anchor)
        # where words of the frame stand before the actor too, it cannot be the subject of another verb further on
        if index is not None and (last or owner or self._own_verb(index, at + 1)):
            found = self.subjects(index)
            yield (
                Filled(role, self.chunks[found[0]].first, self.chunks[found[-1]].end - 1, tuple(found)),
                self.chunks[found[0]].first - 1,
            )
        beside = self._ending.get(at + 1)
        if beside is not None and beside != index and not last and self.chunks[beside].kind in ACTOR_KINDS:
            found = self.coordinated_left(beside)  # "by A": the frame itself says what stands before
            yield (
                Filled(role, self.chunks[found[0]].first, self.chunks[beside].end - 1, tuple(found)),
                self.chunks[found[0]].first - 1,
            )

    def owner(self, at: int) -> int | None:
        """The actor that owns the noun at `at`: "Veska's accusation", "Veskan claims", "Relief Watch allegations"."""
        i = at - 1
        for _ in range(7):
            if i < 0:
                return None
            index = self._covering.get(i)
            if index is not None:
                chunk = self.chunks[index]
                if chunk.kind == REPORT and chunk.owner is not None:
                    return index  # "Veska's genocide case": the owner is part of the noun phrase
                return index if self._is_owner(index) and self.visible(i, min(at, len(self.lowers) - 1)) else None
            word = self.lowers[i]
            verb = self.rules.is_in("say", word) and not self.rules.is_in("noun_or_verb", word)
            if (
                word not in ("'s", "'", *QUOTE_MARKS)
                and not self.filler(i)
                and (verb or self._stops(word) or not word[0].isalnum())
            ):
                return None
            i -= 1
        return None

    def _is_owner(self, index: int) -> bool:
        chunk = self.chunks[index]
        return (
            chunk.kind in ACTOR_KINDS
            and (chunk.possessive or chunk.kind in (DEMONYM, NAME, ORGAN))
            and not (chunk.kind == PRONOUN and not chunk.possessive)
        )

    # -- actors right of a word --------------------------------------------------------------------------------------

    def chunk_right(self, at: int, anchor: int) -> int | None:
        """The chunk that begins at `at`, or after adjectives and fillers."""
        for _ in range(7):
            while at < len(self.lowers) and self.lowers[at] in QUOTE_MARKS:
                at += 1
            if at >= len(self.lowers):
                return None
            index = self._starting.get(at, self._covering.get(at))
            if index is not None:
                return self._actor_or_next(index)
            word = self.lowers[at]
            if (
                not self.visible(at, anchor)
                or not (word[0].isalnum() or self.filler(at))
                or (self._stops(word) and not self.filler(at))
            ):
                return None
            at += 1
        return None

    def _actor_or_next(self, index: int) -> int | None:
        chunk = self.chunks[index]
        if chunk.kind in ACTOR_KINDS or chunk.kind == REPORT:
            follower = index + 1
            # "Veskan rebels' Ilo Tarn", "Veskan oil company Oruoil": an owner before another actor only tells whose it is
            if (
                follower < len(self.chunks)
                and self.chunks[follower].kind in ACTOR_KINDS
                and self.chunks[follower].noun != "event_noun"
            ):
                gap = self.lowers[chunk.end : self.chunks[follower].first]
                plain = all(word[0].isalnum() and not self._stops(word) or word == "and" for word in gap)
                if (chunk.possessive and len(gap) <= 2) or (
                    chunk.kind == DEMONYM and not chunk.plural and len(gap) <= 3 and plain
                ):
                    return follower
            return index
        return None

    def _stops(self, word: str) -> bool:
        return (
            self.rules.is_in("preposition", word)
            or self.rules.is_in("verb_start", word)
            or word in ("that", "which", "who", "and", "or", "not", "it")
        )

    def coordinated_right(self, index: int) -> list[int]:
        """A chunk with those joined to it: "A, B and other C", "A and its allies"."""
        found = [index]
        while (following := found[-1] + 1) < len(self.chunks):
            gap = self.lowers[self.chunks[found[-1]].end : self.chunks[following].first]
            if not self._joins(gap, found[-1], following):
                break
            found.append(following)
        return found

    def _joins(self, gap: Sequence[str], left: int, right: int) -> bool:
        one, other = self.chunks[left], self.chunks[right]
        words = [word for word in gap if word not in QUOTE_MARKS and word not in ("the", "a", "an", "both")]
        if (
            other.kind not in ACTOR_KINDS
            or other.noun == "event_noun"
            or (other.kind == PRONOUN and not other.possessive)
            or one.possessive
        ):
            return False
        if words == [",", "including"]:
            return True
        if words in (
            ["and"],
            ["or"],
            [",", "and"],
            ["&"],
            ["as", "well", "as"],
            [",", "as", "well", "as"],
            ["along", "with"],
            ["together", "with"],
        ):
            return not self._begins_clause(right)
        if words == [","]:
            return self._list_goes_on(right)
        adjectives = all(word[0].isalnum() and not self._stops(word) for word in words[1:])
        return 1 < len(words) <= 4 and words[0] == "and" and adjectives and not self._begins_clause(right)

    def _list_goes_on(self, index: int) -> bool:
        """Whether a comma joins a list ("A, B and C") and does not open an aside."""
        for following in range(index, min(index + 4, len(self.chunks) - 1)):
            gap = [
                w
                for w in self.lowers[self.chunks[following].end : self.chunks[following + 1].first]
                if w not in ("the", "a")
            ]
            if gap in (["and"], [",", "and"]):
                return self.chunks[following].kind in (NAME, PERSON, ORGAN)
            if gap != [","]:
                return False
        return False

    def _begins_clause(self, index: int) -> bool:
        """Whether "and X" opens a new clause ("… and X said") instead of joining X."""
        end = self.chunks[index].end
        while end < len(self.lowers) and self.filler(end) and self.lowers[end] not in ("has", "have", "had"):
            end += 1
        return (
            end < len(self.lowers)
            and (self.rules.is_in("verb_start", self.lowers[end]) or self.rules.is_in("say", self.lowers[end]))
            and not self._before_is_start(index)
        )

    def _before_is_start(self, index: int) -> bool:
        """Two actors at the head of a sentence share its verb: "A and B said"."""
        before = self.chunks[index - 1]
        return (
            before.first <= 1
            or self.lowers[before.first - 1] in (",", ":", "that", *QUOTE_MARKS)
            or self.lowers[before.first - 2 : before.first] == ("to", ",")
        )

    def subjects(self, index: int) -> list[int]:
        """A subject with all that share its verb."""
        return [*self.coordinated_left(index)[:-1], *self._with_those_beside(index)]

    def _with_those_beside(self, index: int) -> list[int]:
        """ "A, as well as B, were responsible": B stands in an aside and shares the verb."""
        end = self.chunks[index].end
        beside = self.lowers[end : end + 2] in ((",", "as"), (",", "along"), (",", "together")) or self.lowers[
            end : end + 2
        ] == ("as", "well")
        return self.coordinated_right(index) if beside else [index]

    def _aside(self, index: int) -> bool:
        """Whether a chunk stands in round brackets."""
        before = self.lowers[: self.chunks[index].first]
        return before.count("(") > before.count(")")

    def _before_bracket(self, index: int) -> int:
        while index > 0 and self._aside(index):
            index -= 1
        return index

    def _bare(self, first: int, end: int) -> list[str]:
        """The words between two chunks without quote marks, articles and bracketed asides."""
        out, depth = [], 0
        for word in self.lowers[first:end]:
            depth += word == "("
            if not depth and word not in QUOTE_MARKS and word not in ("the", "a", "an", "both"):
                out.append(word)
            depth -= word == ")"
        return out

    # -- actors left of a word ---------------------------------------------------------------------------------------

    def subject(self, at: int, anchor: int) -> int | None:
        """The actor that stands as subject before position `at`: nearest first, but not behind a preposition."""
        key = (at, self.sentence.inside[anchor])
        if key not in self._subjects:
            self._subjects[key] = self._find_subject(at, anchor)
        return self._subjects[key]

    def _find_subject(self, at: int, anchor: int) -> int | None:
        covering = self._covering.get(at)
        if covering is not None and self.chunks[covering].kind != PRONOUN:
            return None  # "report", "state" as part of a noun phrase are no verbs
        i = at - 1
        budget = 24
        verb = self.lowers[at] if at < len(self.lowers) else ""
        near = self.rules.is_in("noun_or_verb", verb)
        if (verb.endswith("ed") or verb in _PARTICIPLES) and self._after_be(at):
            return None  # a passive: what stands before it is not who does it
        while i >= 0 and budget:
            budget -= 1
            word = self.lowers[i]
            if not self.visible(i, anchor):
                if word == "," or word in QUOTE_MARKS:
                    return None  # the words before belong to somebody's speech
                return None
            if word in QUOTE_MARKS or self.filler(i):
                i -= 1
                continue
            index = self._covering.get(i)
            if index is not None:
                verdict = self._as_subject(index, i)
                if verdict is True:
                    return index
                if verdict is False:
                    return None
                i = verdict
                continue
            if word in (",", "—", "–", "--", ")", "-"):
                opened = self._aside_start(i)
                if opened is None:
                    return self._beside_comma(i, at, anchor)
                i = opened
                continue
            if word in ("who", "which", "that"):
                i -= 2 if i and self.lowers[i - 1] == "," else 1
                before = self._covering.get(i)
                # what the relative clause speaks of stands right before it, or is no actor
                return before if before is not None and self.chunks[before].kind in ACTOR_KINDS else None
            if word in _NEGATIONS and self.lowers[i + 1 : i + 2] != ("only",):
                return None  # "did not say": it was not said
            if word == "and" or self._verbal(i):
                return None if near else self._elided(i, anchor)
            if not word[0].isalnum() or near:
                return None
            i -= 1
        return None

    def _after_be(self, at: int) -> bool:
        i = at - 1
        while i >= 0 and self.filler(i) and self.lowers[i] not in ("has", "have", "had"):
            i -= 1
        return i >= 0 and self.lowers[i] in ("is", "are", "was", "were", "be", "been", "being")

    def _as_subject(self, index: int, i: int) -> bool | int:
        """True: this is it. False: there is none. A position: go on from there."""
        chunk = self.chunks[index]
        before = self.lowers[chunk.first - 1] if chunk.first else ""
        behind = self._governed(index) and not self._absolute(before, chunk)
        if (
            chunk.metonym
            and chunk.kind == NAME
            and not self._verbal(min(chunk.end, len(self.lowers) - 1))
            and not self.filler(min(chunk.end, len(self.lowers) - 1))
        ):
            return chunk.first - 1  # a capital is its government only right before a verb
        if chunk.kind == PRONOUN and chunk.possessive:
            return i - 1
        if chunk.kind == DEMONYM and not behind and chunk.plural and not chunk.possessive:
            return True
        if behind or chunk.possessive or chunk.kind == DEMONYM:
            return chunk.first - (2 if behind else 1)
        # what stands here as subject is no actor: then there is none, and the walk must not go past it
        return not (chunk.kind == CIVILIANS or chunk.noun == "event_noun")

    def _beside_comma(self, i: int, at: int, anchor: int) -> int | None:
        """A comma that closes no aside: the name before it, or the subject that the verb shares."""
        index = self._ending.get(i)
        if (
            index is not None
            and self.lowers[i] == ","
            and self.chunks[index].kind == PERSON
            and self.lowers[self.chunks[index].first - 1] == ","
        ):
            return index
        return self._main_subject(i, anchor) if self.lowers[at].endswith("ing") else self._elided(i, anchor)

    def _own_verb(self, index: int, at: int) -> bool:
        """Whether no other verb stands between a subject and the verb at `at` (an aside may hold one)."""
        end = self.chunks[index].end
        return self.lowers[end : end + 1] in ((",",), ("(",), ("–",), ("—",)) or not any(
            self._verbal(j) and not self.filler(j) for j in range(end, at)
        )

    def _absolute(self, before: str, chunk: Chunk) -> bool:
        """ "…, with Veska rejecting the report" has a subject of its own."""
        return before == "with" and chunk.end < len(self.lowers) and self.lowers[chunk.end].endswith("ing")

    def _aside_start(self, comma: int) -> int | None:
        """Where an aside that ends with this comma (or dash, bracket) began, if an actor stands before it."""
        closing = self.lowers[comma]
        opening = {")": "(", "—": "—", "–": "–", "--": "--", "-": "-"}.get(closing, ",")
        for i in range(comma - 1, max(-1, comma - _ASIDE), -1):
            if self.lowers[i] == opening:
                index = self._ending.get(i)
                if (
                    index is not None
                    and self.chunks[index].kind in ACTOR_KINDS | {REPORT}
                    and not self._governed(index)
                ):
                    return i - 1
                if opening != ",":
                    return None
        return None

    def _governed(self, index: int) -> bool:
        return governed(self.lowers, self.chunks[index].first, self.rules)

    def _verbal(self, i: int) -> bool:
        word = self.lowers[i]
        if (
            self.rules.is_in("noun_or_verb", word)
            and i - 1 not in self._covering
            and (not i or self.lowers[i - 1] not in ("to", "will", "would", "who", "which"))
        ):
            return False
        return self.rules.is_in("verb_start", word) or self.rules.is_in("say", word)

    def _elided(self, i: int, anchor: int) -> int | None:
        """The subject of an earlier verb, for "X rejected it, calling …" and "X rejected it and called …"."""
        for j in range(i, -1, -1):
            if self._verbal(j) and self.visible(j, anchor) and j not in self._covering:
                index = self._plain_subject(j, anchor)
                if index is not None:
                    return index
        return None

    def _main_subject(self, i: int, anchor: int) -> int | None:
        """The subject of the first verb of the sentence, which a participle after a comma shares."""
        for j in range(i):
            if self._verbal(j) and self.visible(j, anchor) and j not in self._covering:
                index = self._plain_subject(j, anchor)
                if index is not None:
                    return index
        # verbs the lists do not know: the first actor that stands free leads the sentence
        free = (
            n
            for n, c in enumerate(self.chunks)
            if c.end <= i and c.kind in ACTOR_KINDS and not c.possessive and c.kind != DEMONYM
        )
        return next((n for n in free if not self._governed(n) and self.visible(self.chunks[n].first, anchor)), None)

    def _plain_subject(self, at: int, anchor: int) -> int | None:
        i = at - 1
        while i >= 0:
            if not self.visible(i, anchor):
                return None
            index = self._covering.get(i)
            if index is not None:
                verdict = self._as_subject(index, i)
                if verdict is True:
                    return index
                if verdict is False:
                    return None
                i = verdict
                continue
            word = self.lowers[i]
            if word in (",", "—", "–", ")"):
                opened = self._aside_start(i)
                if opened is None:
                    return None
                i = opened
                continue
            if (
                word in ("who", "which", "that", "and")
                or not (word[0].isalnum() or word in QUOTE_MARKS)
                or (self._verbal(i) and not self.filler(i))
            ):
                return None
            i -= 1
        return None

    def coordinated_left(self, index: int) -> list[int]:
        """The actors joined to a subject from the left: "A, B and C said"."""
        found = [index]
        while found[0] > 0:
            left = found[0] - 1
            if self._aside(left):  # "A (of which B is part) and C said"
                left = self._before_bracket(left)
            gap = self._bare(self.chunks[left].end, self.chunks[found[0]].first)
            chunk = self.chunks[left]
            joined = gap in (["and"], ["or"], [",", "and"], ["as", "well", "as"], [",", "as", "well", "as"]) or (
                gap == [","] and len(found) > 1
            )
            if (
                not joined
                or chunk.kind not in ACTOR_KINDS
                or chunk.possessive
                or chunk.kind == DEMONYM
                or chunk.noun == "event_noun"
                or (chunk.kind == PRONOUN)
            ):
                break
            if self._governed(left) and self.lowers[chunk.first - 1] != "both":
                break
            found.insert(0, left)
        return found
