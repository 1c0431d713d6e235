"""Organisations in time: names, powers, successors, and what passes to them."""
