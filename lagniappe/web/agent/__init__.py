"""The agents' workspace: one module per screen or resource, each with its `routes`."""
