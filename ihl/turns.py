"""Speaker turns of transcripts: who is named before a colon, and how far a turn goes."""

from __future__ import annotations

import re

CLOSERS = "\"'”’»)]"
HEAD_CHARS = 240
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏȘȚ"  # what a name may begin with in Latin script: "Özan" too
_NAME_WORD = rf"[{UPPER}][\w.’'-]*+"
_TITLE = r"(?:Mrs?|MRS?|Ms|MS|Dr|DR|Prof|PROF|Sir|SIR|Lord|LORD|Dame|DAME|Lady|LADY)\b\.?"
# A name, and beside it an outlet, a seat and a party, the person who holds the office, or an office: then a colon.
TURN = re.compile(
    rf"(?P<name>{_NAME_WORD}(?: (?:{_NAME_WORD}|of|for|the|de|van|von|der|bin|al)){{0,7}})"
    rf"(?: ?\((?P<person>{_TITLE} [^()]{{1,60}})\)|(?: ?\([^()]{{1,60}}\)){{1,3}}|, [^\W\d][^():,.]{{2,50}})?"
    rf":\s+(?P<said>[\"“‘'(\[…—]*[{UPPER}0-9].*)",
    re.DOTALL,
)
_DATED = re.compile(rf"(?:{WEEKDAY}|{MONTH})\b|.*\d{{4}}")
_QUESTION = frozenset(["q", "a", "question", "answer"])
_LABEL = re.compile(
    r"(?:note|updated?|correction|clarification|analysis|background|watch|read|opinion|breaking|exclusive|live|videos?"
    r"|photos?|sources?|related|summary|contacts?|date|location|subject|re|from|to|cc|tags|topics|warning|factbox"
    r"|timeline|explainer|comment|editorial|review|interview)\b",
    re.IGNORECASE,
)
_TRANSCRIPT = 3  # turns from which on a text is a transcript
_SPOKEN_ENDS = (".", "!", "?", "…", "—", "–", "-")


def find_speakers(bodies: list[str], kinds: list[str]) -> list[str | None]:
    """The speaker of each block, None where nobody is named."""
    sayings = ("paragraph", "short")
    names = [_speaker(body) if kind in sayings else None for body, kind in zip(bodies, kinds, strict=True)]
    found = [name for name in names if name]
    if len(found) == 1 and not _speaks_alone(found[0], len(bodies)):
        return [None] * len(bodies)
    return _carried(names, kinds)


def _carried(speakers: list[str | None], kinds: list[str]) -> list[str | None]:
    """In a transcript a paragraph without a name is its predecessor's; what follows the last turn is nobody's."""
    turns = [at for at, speaker in enumerate(speakers) if speaker]
    if len(turns) < _TRANSCRIPT:
        return speakers
    out = list(speakers)
    for at in range(turns[0] + 1, turns[-1]):
        out[at] = speakers[at] or (out[at - 1] if kinds[at] == "paragraph" else None)
    return out


def _speaker(body: str) -> str | None:
    """The name before the colon if a sentence follows; titles such as "Veska: Army Must Stop" are none."""
    turn = TURN.match(body)
    if turn is None or _LABEL.match(turn["name"]) or _beside_a_town(turn):
        return None
    name, said = turn["person"] or turn["name"], turn["said"]
    if name.lower() in _QUESTION:
        return name
    spoken = said[-8:].rstrip(CLOSERS).endswith(_SPOKEN_ENDS)
    return name if spoken and not (len(said.split(maxsplit=4)) > 3 and is_title_case(said[:HEAD_CHARS])) else None


def _beside_a_town(turn: re.Match[str]) -> bool:
    """ "ORU, Monday: …" and "Oru, Veska: …" tell where and when; a speaker with an office has two names."""
    beside = turn.string[turn.end("name") : turn.start("said")]
    return beside.startswith(",") and (" " not in turn["name"] or _DATED.match(beside[2:]) is not None)


def _speaks_alone(name: str, blocks: int) -> bool:
    """One "CITY NAME: ..." opens many a news story; a transcript has several turns, or nothing else."""
    if name.lower() in _QUESTION:
        return True
    return " " in name and not name.startswith("The ") and (blocks == 1 or not name.isupper())


def is_title_case(body: str) -> bool:
    words = [word for word in body.split() if word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
