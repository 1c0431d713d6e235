"""A child's move from one commune to another: offered or asked for, answered, and then history."""
