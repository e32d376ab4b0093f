"""Asking customers and colleagues: at once, on the same channel, in their own words."""
