"""Taking a step, deciding on one, and what must hold before."""
