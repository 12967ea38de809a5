"""How a text is laid out: its lines, the pieces that they join to, headlines, headings, captions and sections."""
