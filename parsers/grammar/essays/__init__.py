"""The articles of theory pages: what stands at their head, and their order where the headline came out late."""
