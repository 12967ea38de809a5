"""Who made a document: authors, reporters, editors, senders and the houses they work for."""
