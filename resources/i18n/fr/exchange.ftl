# Files in and out.
