"""Rules, lists, words, actors and labels, as tables, in plain words, as pages, and for editors."""
