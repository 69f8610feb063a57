"""The partner's brief: its content in the partner's language, and its PDF."""
