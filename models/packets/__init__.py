"""What an assistant gets of one hand-over: values in, bytes out, and the reply back."""
