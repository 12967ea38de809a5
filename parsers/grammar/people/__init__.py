"""The people of a text: their names, the posts they hold, and how the text calls them later."""
