"""Creators: which of them to work with, by the people they reach together."""
