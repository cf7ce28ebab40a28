"""An order stands still while a case about it is open, or a bank looks into its payment."""
