"""Who consented to what for which child, and withdrew it when."""
