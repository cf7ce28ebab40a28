"""Orders of second-hand appliances: what they cost in all, how they are placed, when an installation is signed off."""
