"""Hours won back: what lies behind the figure at the top."""
