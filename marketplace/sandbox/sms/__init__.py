"""An SMS sender that keeps what it is given, to be read on the index page."""
