"""Complaints, what happened to each, and what was promised after."""
