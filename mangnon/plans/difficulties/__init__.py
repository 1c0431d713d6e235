"""What stands in the way of a plan: raised by who carries it out, answered by the focal office."""
