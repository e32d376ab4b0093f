"""Gaps: questions people asked that nothing in the library answers well, grouped by meaning."""
