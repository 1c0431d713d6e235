"""Quality checks: what `catalog/quality/` asks of figures, and what is found wrong with them."""
