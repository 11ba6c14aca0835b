"""Rules beside rules: two versions over the same articles, and rules that disagree."""
