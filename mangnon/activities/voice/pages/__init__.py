"""The pages of consultations: those of the holder, and the one that children answer on."""
