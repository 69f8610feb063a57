"""Reviews of a plan: checks that a person would make before signing."""
