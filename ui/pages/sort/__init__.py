"""Sort: from a heap of tasks to core or delegable, one key at a time, and what to give away first."""
