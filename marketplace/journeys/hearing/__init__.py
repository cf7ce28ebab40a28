"""What the provider tells us: read, looked after, and followed."""
