"""The wording of these documents: marks, dates, names, mast-heads, paragraphs and their order."""
