"""Dated, sourced numbers and rules about the world, and their one loader."""
