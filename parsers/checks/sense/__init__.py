"""What does not add up: figures, dates, ranks and tables against each other, one file per relation; `figures` asks them all."""
