"""Altair charts that are returned, never shown; used by pages and PDFs."""
