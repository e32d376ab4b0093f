"""Rollups: what contacts add up to by day, month and kind, so that pages need not count."""
