"""voice: whose words the text is in, where nobody is quoted."""

from __future__ import annotations

from ihl.marks import PUBLISHER, Party, Speaker
from ihl.memory import Memory

ROLES = frozenset(
    ("spokesperson", "spokesman", "spokeswoman", "moderator", "question", "answer", "reporter", "journalist",
     "interviewer", "host", "chair", "chairman", "chairwoman", "chairperson", "president", "operator", "speaker",
     "q", "a")
)  # fmt: skip
TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "sir", "lord", "dame", "lady", "hon", "deputy", "senator"))


def voice_at(memory: Memory, sentence: int) -> Party:
    """Whose voice a sentence is in: the speaker's of a transcript, the body's that says "we", or the publisher's."""
    doc = memory.marks.doc
    speaker = doc.blocks[doc.sentences[sentence].block].speaker
    if speaker is None:
        return Party(memory.voice)
    words = [word for word in speaker.split() if word.rstrip(".").lower() not in TITLES]
    known = memory.people.get(words[-1].lower()) if words else None
    if known is not None:
        return known[1]
    if len(words) < 2 or words[-1].lower() in ROLES:
        return Party(PUBLISHER)
    name = " ".join(word.title() if word.isupper() else word for word in words)
    return Party(memory.registry.named(name, "", kind="person"), Speaker(name))
