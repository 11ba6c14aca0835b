"""The labelling configuration of a Label Studio project in which our tasks are annotated."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ihl.labelstudio.fields import ALLEGATION, ANSWERS, DENIAL, KIND, NOT_ALLEGATION, TEXT, Field, fields_of

# Told apart by people who see few colours, and none of them an alarm: a colour says nothing about the words under it.
COLOURS = {ALLEGATION: "#e69f00", DENIAL: "#0072b2", NOT_ALLEGATION: "#999999"}


def labelling_config() -> str:
    """Return the configuration in XML, to be pasted or uploaded where a project asks for its labelling interface."""
    view = Element("View")
    SubElement(view, "Header", value="$path", size="5")
    kinds = SubElement(view, "Labels", name=KIND, toName=TEXT, choice="single")
    for kind, colour in COLOURS.items():
        SubElement(kinds, "Label", value=kind, background=colour)
    relations = SubElement(view, "Relations", choice="single")
    SubElement(relations, "Relation", value=ANSWERS)
    # Said outright, since a server in secure mode takes texts for addresses and leaves the words of regions out.
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}", valueType="text", saveTextResult="yes")
    for kind in COLOURS:
        group = SubElement(view, "View", _shown_for(kind))
        for field in fields_of(kind):
            SubElement(group, "Header", value=field.hint, size="6")
            _control(group, field)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def _control(group: Element, field: Field) -> None:
    asked = {"name": field.name, "toName": TEXT, "perRegion": "true", **_shown_for(field.kind)}
    if not field.options:
        SubElement(group, "TextArea", asked, editable="true", skipDuplicates="true")
        return
    how = "multiple" if field.several else "single"
    choices = SubElement(group, "Choices", asked, choice=how, required="true", showInline="true")
    for option in field.options:
        SubElement(choices, "Choice", value=option)


def _shown_for(kind: str) -> dict[str, str]:
    return {"visibleWhen": "region-selected", "whenTagName": KIND, "whenLabelValue": kind}
