"""The Child Protection Fund: what is promised, received and granted, and the ledger beneath.

`journal` is the ledger and `posting` its only door; `gifts` are donors, pledges and receipts,
`receiving` enters them; `grant` is a grant and `granting` proposes and decides it. `public` is what
may be told to everybody.
"""
