"""What is understood: pure functions from bytes to checked documents; no clock, network, database or settings."""
