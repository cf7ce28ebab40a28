"""From a name typed on a phone to a seller who may list: documents sealed away, the register asked, staff deciding."""
