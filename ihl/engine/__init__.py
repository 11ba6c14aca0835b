"""The rule engine: from YAML files to matches on tokens. The rules themselves live in `rules/`."""
