"""The figures of a text: amount, unit, what each measures and whose it is, plan or fact, change and period."""
