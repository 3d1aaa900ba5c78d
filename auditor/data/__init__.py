"""Tables and weights, each with its origin and licence."""
