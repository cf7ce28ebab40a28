"""Money moving: what happens when somebody pays, is paid back, is paid out, or goes to their bank."""
