"""Schema migrations, run by lagniappe.db.migrate."""

HEAD = "0001"
"""The newest revision, known without loading the migration library (a test compares)."""
