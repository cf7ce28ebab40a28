"""An order stands still while a case about it is open."""
