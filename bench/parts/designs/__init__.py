"""Ways of computing forty measures of a nation's children, each measured in its own process.

A design opens the data once and then answers as often as it is asked: the nation's total of every
count, which must be the same for all of them.
"""
