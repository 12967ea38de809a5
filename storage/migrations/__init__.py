"""Schema versions, shipped in the package and run by storage.database.migrate."""
