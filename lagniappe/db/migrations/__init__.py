"""Schema migrations, run by lagniappe.db.migrate."""

HEAD = "0014"
"""The newest revision, known without loading the migration library (a test compares)."""
