"""The pages of newspapers: their furniture, columns and articles, and the order in which a scrambled page is read."""
