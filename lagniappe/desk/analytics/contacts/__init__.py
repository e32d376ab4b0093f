"""Contacts: every time a customer needed somebody, counted once."""
