# Les dates et les heures.
moment = { $date } à { $time }
moment-today = aujourd’hui { $time }
moment-yesterday = hier { $time }

# Une valeur derrière son nom.
titled = { $title } : { $value }
