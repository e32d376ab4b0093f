"""Reports: they read what the desks wrote, and write nothing but themselves."""
