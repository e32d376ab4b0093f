"""What programs of the company may ask."""
