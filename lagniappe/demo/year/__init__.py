"""`lagniappe demo --year`: a year of contacts with planted truth, for the reports to find."""
