"""wording: what a rule says, in plain sentences, with no word on whether anything happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ihl.engine.entries import ActEntry, CategoryEntry
from ihl.engine.schema import AnyRule, AttributionRule, ConductRule, ContextRule, CueRule, DenialRule

ALLEGATIONS_ONLY = "These are allegations as sources make them; nothing here rules on whether any of them is true."

BASIS = {
    "named": "a source uses the name of this:",
    "described": "a source uses words that describe this:",
    "referred": "a source takes up a label given before",
}
AGENT = {
    "subject": "The one it is said of stands before them, as the subject.",
    "passive": "The one it is said of stands after them, behind “by”.",
    "owner": "The one it is said of owns the noun, stands before it as an adjective, or after it behind “by”.",
    "possessor": "The one it is said of owns the noun or stands after it behind “by”; an adjective is not read.",
    "none": "They have no place for the one it is said of.",
}
STANCE = {
    "alleges": "a source alleges an act",
    "reports": "a source says or writes of an act",
    "finds": "a source gives an act as its finding",
    "demands": "a source demands that an act stop",
    "charges": "a source brings charges of an act",
    "adjudicates": "a source gives a ruling on an act",
}
OPEN_ALLEGER = {
    "nobody": "Where they name no source, it stays open who says so.",
    "outer": "Where they name no source, it is the one whose words hold them.",
}
DENIES = {
    "rejects": "an actor says that what is said is false",
    "disputes_label": "an actor says that the label does not fit",
    "attributes_elsewhere": "an actor says that somebody else did it",
    "impugns_source": "an actor speaks against the source",
}
ABOUT = {
    "act": "It answers what is said of an act.",
    "accusation": "It answers an accusation.",
    "report": "It answers all that a report holds against the denier's side.",
    "incident": "It answers what is said of an incident.",
    "label": "It answers the label.",
}
SETS = {
    "name": "part of a name, and no allegation",
    "definition": "part of a definition, and no allegation",
    "law": "part of a statement of law, and no allegation, unless the words say it of somebody",
    "general": "said in general, and no allegation",
    "figurative": "a figure of speech, and no allegation",
    "hypothetical": "a condition or a question, and no allegation",
    "future": "a risk or a forecast, and no allegation",
    "history": "history, and no allegation, unless the words say it of somebody",
    "unsaid": "what somebody did not say, and no allegation",
    "negated": "said not to be so, which denies the label",
    "cleared": "what somebody was cleared of, which is a denial",
    "adjudicated": "an allegation on which a court has ruled",
    "charged": "an allegation that is charged",
    "alleged": "a hedged allegation, by whoever is named",
    "hedged": "a hedged allegation",
}
REACH = {
    "inside": "in these words",
    "same sentence": "in the same sentence",
    "after": "in these words or after them in the sentence",
    "before": "in these words or before them in the sentence",
}
ROLES = {
    "alleger": "who says so: an actor",
    "accused": "whom it is said of: an actor, or several joined by “and”",
    "act": "what is said: a clause; without a cue in it, nothing is recorded",
    "denier": "who denies: an actor",
    "denied": "what is denied: a clause; where it holds a cue, only allegations of that category are answered",
}


def sentences(rule: AnyRule, categories: Mapping[str, CategoryEntry], acts: Mapping[str, ActEntry]) -> tuple[str, ...]:
    """What a rule says, the main sentence first."""
    match rule:
        case CueRule():
            return tuple(_cue(rule, categories, acts))
        case AttributionRule():
            return tuple(_attribution(rule))
        case ConductRule():
            return tuple(_conduct(rule))
        case DenialRule():
            return (f"Where these words stand, {DENIES[rule.denies]}.", ABOUT[rule.about])
        case ContextRule():
            return tuple(_context(rule))


def gives(rule: AnyRule) -> str:
    """What a rule gives, in the terms of the rule language: a category, a stance, the sort of a denial, a context."""
    match rule:
        case CueRule():
            return ", ".join((*rule.category, *(f"act: {act}" for act in rule.acts))) or rule.basis
        case AttributionRule():
            return rule.stance
        case ConductRule():
            return f"conduct, {rule.modality}" if rule.modality else "conduct"
        case DenialRule():
            return f"{rule.denies}, {rule.about}"
        case ContextRule():
            return rule.sets


def _cue(rule: CueRule, categories: Mapping[str, CategoryEntry], acts: Mapping[str, ActEntry]) -> Iterator[str]:
    labels = [categories[name].label if name in categories else name for name in rule.category]
    noted = [acts[name].label if name in acts else name for name in rule.acts]
    what = "" if rule.basis == "referred" else f" {' or '.join(labels or noted or ['an act'])}"
    yield f"Where these words stand, {BASIS[rule.basis]}{what}."
    if rule.basis == "referred":
        yield "The category is that of the label they take up."
    if noted:
        what = "That" if not labels else " and ".join(noted)
        yield f"{what} is noted beside an allegation in the sentence, and adds no category."
    yield AGENT[rule.agent]


def _attribution(rule: AttributionRule) -> Iterator[str]:
    yield f"Where these words stand, {STANCE[rule.stance]}."
    if rule.accused_from == "allegers":
        yield "Each of those who speak accuses the others."
    yield from _modality(rule.modality)
    yield OPEN_ALLEGER[rule.open_alleger]


def _conduct(rule: ConductRule) -> Iterator[str]:
    yield "Where these words stand, an act is said of an actor, whoever says so; the source is looked for elsewhere."
    yield from _modality(rule.modality)
    taken = (
        "it is the one that the text before speaks of" if rule.accused_from == "before" else "it stays open who it is"
    )
    yield f"Where they name no actor, {taken}."


def _modality(modality: str | None) -> Iterator[str]:
    if modality is not None:
        yield f"An allegation in this frame is recorded as {modality}."


def _context(rule: ContextRule) -> Iterator[str]:
    words, _, side = rule.reach.partition(" words ")
    reach = REACH.get(rule.reach) or f"in these words or up to {words} words {side} them"
    yield f"A cue {reach} is taken for {SETS[rule.sets]}."
    if rule.stops_at:
        yield f"The reach ends at: {', '.join(rule.stops_at)}."
