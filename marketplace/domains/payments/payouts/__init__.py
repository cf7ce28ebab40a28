"""Money that leaves: asked for, looked at when it is much, sent, or back on the balance."""
