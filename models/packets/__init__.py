"""What an assistant gets of a hand-over: values in (content), bytes out (formats), the way back (reply)."""
