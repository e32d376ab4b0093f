"""Schema migrations, run by lagniappe.db.migrate."""

HEAD = "0015"
"""The newest revision, known without loading the migration library (a test compares)."""
