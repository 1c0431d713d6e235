"""What the catalogue says of protection cases: forms, steps and time limits; plain values."""
