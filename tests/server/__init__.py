"""The server as it runs: real processes on this machine, attacked and killed."""
