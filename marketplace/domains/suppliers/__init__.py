"""Suppliers: companies that sell new goods and services, and the people who work for them.

Always holds: a work account belongs to one supplier; a closed supplier sells nothing and keeps its balance.
"""
