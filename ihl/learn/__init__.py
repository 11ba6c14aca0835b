"""The trained classifiers: what they look at, how they are stored, and how they decide beside the rules."""
