"""Recognition: thanks that reach people, small prizes, fair tables; never a deduction."""
