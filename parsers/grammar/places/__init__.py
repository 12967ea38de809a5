"""The places of a text: the administrative divisions, which of them a name means, and where a document is at home."""
