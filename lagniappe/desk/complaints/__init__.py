"""A customer is let down: hear it, follow the protocol, register it, make it good."""
