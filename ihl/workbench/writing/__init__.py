"""Rule files written and rewritten: new packs and rules, one layout, retirement, versions."""
