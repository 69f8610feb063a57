"""Where a title like this goes, and how many would come."""
