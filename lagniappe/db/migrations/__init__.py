"""Schema migrations, run by lagniappe.db.migrate."""

HEAD = "0016"
"""The newest revision, known without loading the migration library (a test compares)."""
