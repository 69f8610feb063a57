"""The dashboard's frame, session, caches and wording; the pages themselves lie in pages/."""
