"""What articles share, and which of them had it first."""
