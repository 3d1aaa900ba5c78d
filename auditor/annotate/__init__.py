"""What one article shows by itself."""
