"""Files of products being read in, in the background."""
