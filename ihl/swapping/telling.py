"""What a record holds, line by line, and what two records say otherwise of those in each other's places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ihl.marks import PUBLISHER
from ihl.record import Allegation, Cell, Denial, Range, Record
from ihl.swapping.text import Renaming

_AS_IT_IS = Renaming({}, {}, ())


@dataclass(frozen=True, slots=True)
class Line:
    """One mention or row: what it says, where (offsets after the swap), and in which words, which are not compared."""

    says: str
    places: tuple[int, ...]
    words: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.says}: “{' '.join(self.words.split())}”" if self.words else self.says


def differences(record: Record, swapped: Record, renaming: Renaming) -> list[str]:
    """Name what a record says that the record of the swapped text does not say, and the reverse; [] where all is alike.

    Mentions are compared by kind, place, categories, acts, modality and roles, rows by parties, category, modality and
    denials, all under the names after the swap.
    """
    wanted, found = Counter(_Teller(record, renaming).lines()), Counter(_Teller(swapped).lines())
    gone, new = (wanted - found).elements(), (found - wanted).elements()
    return [*(f"gone: {line}" for line in gone), *(f"new: {line}" for line in new)]


class _Teller:
    """Tells what a record holds under the names after a swap."""

    def __init__(self, record: Record, renaming: Renaming | None = None) -> None:
        self.record = record
        self.renaming = renaming or _AS_IT_IS
        self.swapped = renaming is None

    def lines(self) -> Iterator[Line]:
        """Every mention and every row."""
        for mention in self.record.mentions:
            tell = self._allegation(mention) if isinstance(mention, Allegation) else self._denial(mention)
            yield Line(tell, (*self._ends(mention.sentence), *self._ends(mention.span)), mention.span.text)
        for cell in self.record.allegations:
            yield Line(self._row(cell), (), "")

    def _ends(self, place: Range) -> tuple[int, int]:
        return self.renaming.moved(place.start), self.renaming.moved(place.end)

    def _who(self, *actors: str | None) -> str:
        return ", ".join(self._name(actor) for actor in actors if actor) or "nobody named"

    def _name(self, actor: str) -> str:
        if self.swapped or actor == PUBLISHER:
            return actor
        known = self.record.actors.get(actor)
        return self.renaming.actor(actor, known.name if known else None)

    def _allegation(self, one: Allegation) -> str:
        via = f" (via {self._who(*one.via)})" if one.via else ""
        acts = f"; acts {', '.join(act.type for act in one.acts)}" if one.acts else ""
        said = f"{self._who(one.alleger)}{via} → {self._who(*one.accused)}"
        return f"allegation {said}: {', '.join(one.categories)} ({one.modality}{acts})"

    def _denial(self, one: Denial) -> str:
        allegations = {mention.id: mention for mention in self.record.mentions if isinstance(mention, Allegation)}
        answered = "; ".join(
            f"{self._allegation(allegations[name])} at {self._ends(allegations[name].span)[0]}" for name in one.answers
        )
        via = f" (via {self._who(*one.via)})" if one.via else ""
        return f"denial {self._who(one.denier)}{via}: {one.denial_kind} [{answered or 'answers nothing here'}]"

    def _row(self, cell: Cell) -> str:
        denials = sorted(f"{self._who(denial.denier)} {denial.denial_kind}" for denial in cell.denials)
        denied = f"; denied: {', '.join(denials)}" if denials else ""
        who = f"{self._who(cell.alleger)} → {self._who(cell.accused)}"
        return f"row {who}: {cell.category} ({cell.modality}{denied})"
