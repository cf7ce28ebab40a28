"""Wishes: listings people keep an eye on, and searches they want to hear of again."""
