"""Events, and the letters that carry them: signed, queued on disk, sent until they are taken."""
