palette-hint = Une action, un nom, un e-mail, un téléphone…
palette-none = Rien ne porte ce nom. Essayez moins de lettres.
palette-foot = ↑ ↓ choisir · Entrée ouvrir · Échap fermer
palette-no-email = sans e-mail
