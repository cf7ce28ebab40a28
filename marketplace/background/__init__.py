"""The processes behind the pages: one worker a queue, and the one timetable; worker.py starts them."""
