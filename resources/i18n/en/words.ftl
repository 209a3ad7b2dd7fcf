# Dates and times.
moment = { $date } at { $time }
moment-today = today { $time }
moment-yesterday = yesterday { $time }

# A value behind its name.
titled = { $title }: { $value }
