"""The catalogue, who may give how much, what was given, vouchers and budgets."""
