"""What people are told: one notice per person and fact, delivered once per channel, however often a job runs.

Always holds: a notice's key is unique; a delivery is one row per notice and channel; wishes are read when told.
"""
