"""Live screens: the agents' socket, presence, and marks of what has been seen."""
