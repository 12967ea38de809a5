r"""The wording of these documents, part by part; each builds on those below it only.

| part | what it knows |
| --- | --- |
| `essays`, `newspapers`, `bulletins` | what is special to the documents of one kind: their heads, their pages, their order |
| `web` | what a web page has round a text that was copied from it |
| `makers` | who made a document: bylines, colophons, sign-offs |
| `layout` | lines, pieces, headlines, headings, captions, sections |
| `figures` | amounts, what they measure, whose they are, plan or fact, change and period |
| `places`, `people`, `named` | who and what a text names |
| `dates`, `marks`, `moments`, `numerals`, `scanning`, `wordlists` | what all of these are written with |

In patterns `[^\W\da-zA-Z_]`, a letter that is not Latin, stands for a Chinese character: to spell their block out costs a millisecond of
compiling each time, and leaves rare characters of names (𬭎) out.
"""
