"""The binary Word format (MS-DOC, Word 97 to 2003, and WPS): streams, pieces of text, properties, styles and lists."""
