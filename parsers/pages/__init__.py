"""Paged sources: what stands where on a page, and the reading order made of it. Every paged reader fills the same model."""
