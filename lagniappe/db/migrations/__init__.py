"""Schema migrations, run by lagniappe.db.migrate."""

HEAD = "0010"
"""The newest revision, known without loading the migration library (a test compares)."""
