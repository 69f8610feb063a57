"""Local servers that answer as the services on the web do, with made-up data."""
