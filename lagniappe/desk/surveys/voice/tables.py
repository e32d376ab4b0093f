"""Tables of desk/surveys/voice."""
