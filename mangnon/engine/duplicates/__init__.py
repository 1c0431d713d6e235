"""Which records are of one child: candidates by blocking rules, levels of agreement, a score."""
