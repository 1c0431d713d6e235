"""Fields that the database only sees sealed, and the keys that open them."""
