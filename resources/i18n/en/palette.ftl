palette-hint = An action, a name, an e-mail, a phone number…
palette-none = Nothing has this name. Try fewer letters.
palette-foot = ↑ ↓ choose · Enter open · Esc close
palette-no-email = no e-mail
