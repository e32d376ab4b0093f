"""A made-up company to play with: `lagniappe demo`."""
