"""What else has a name: organisations, projects, initiatives, works and policies."""
