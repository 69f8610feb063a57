"""HTTP and Google clients: timeouts, retries, redaction, cache, sign-in."""
