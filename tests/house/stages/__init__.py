"""What the rows of the route table name: things made for a row, so that its address leads somewhere."""
