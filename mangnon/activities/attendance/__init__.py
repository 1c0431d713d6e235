"""Who took part: counts by groups, or a sign-in list with sealed names."""
