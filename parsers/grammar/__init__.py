r"""The wording of these documents: marks, dates, names, mast-heads, paragraphs and their order.

In patterns `[^\W\da-zA-Z_]`, a letter that is not Latin, stands for a Chinese character: to spell their block out costs a millisecond of
compiling each time, and leaves rare characters of names (𬭎) out.
"""
