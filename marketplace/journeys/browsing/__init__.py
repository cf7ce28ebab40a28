"""Looking at the second-hand shelf: how a search is read, how listings come to be found, who is told what is new."""
