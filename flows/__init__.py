"""What runs: the command line, the watcher, the Prefect flows and the settings they read."""
