"""The examples of rules: run, proven, counted; told to people, to pytest and to other programs."""
