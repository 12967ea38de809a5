"""The issues of bulletins: mast-head, contents, items, sign-off and distribution list."""
