"""Reading files of products: each mapping turns one row of somebody's table into one row of our shelf."""
