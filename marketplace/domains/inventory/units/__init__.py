"""One physical appliance, told from all others by its serial number."""
