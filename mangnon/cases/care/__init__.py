"""Alternative care: children in need, registered carers, and who cares for whom."""
