"""What customers said in their own words, and what we did about it."""
