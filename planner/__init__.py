"""Microhit: plans the launch of a film that starts in one place and can travel to many."""
