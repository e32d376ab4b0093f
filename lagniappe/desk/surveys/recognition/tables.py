"""Tables of desk/surveys/recognition."""
