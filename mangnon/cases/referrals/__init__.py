"""Referrals: what a partner is told of a case, for what, on which basis and until when."""
