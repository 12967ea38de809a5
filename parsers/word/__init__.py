"""Word files (DOCX, DOCM): the package, its styles and lists, and the paragraphs of its stories as people see them."""
