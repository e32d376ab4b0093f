"""The order in which an upset customer is helped, and where a conversation stands in it."""
