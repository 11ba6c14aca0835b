"""Why a text gives what it gives, and why a rule stays silent."""
