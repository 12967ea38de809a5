"""Web pages: what of their markup people see, line by line, and which of it is the article."""
