"""The customers' voice: their own words, what they are about, and what we did about it."""
