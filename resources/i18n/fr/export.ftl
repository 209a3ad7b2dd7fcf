export-title = Exporter
export-members-count = { $count ->
    [0] Aucun membre à exporter
    [one] { $count } membre
   *[other] { $count } membres
}
export-subscriptions-count = { $count ->
    [0] Aucun abonnement à exporter
    [one] { $count } abonnement
   *[other] { $count } abonnements
}
export-ticked = cochés dans la liste
export-filtered = tels que la liste les montre
export-counting = On compte…
export-format = Pour
export-format-french = Excel (CSV)
export-format-french-hint = Un CSV qu’Excel en français ouvre d’un double-clic, accents compris.
export-format-plain = CSV simple
export-format-plain-hint = Virgules, UTF-8, dates 2026-08-31 : pour un autre logiciel.
export-format-xlsx = Classeur XLSX
export-format-xlsx-hint = Un vrai classeur : dates et nombres calculables, en-têtes figés, filtre.
export-fields = Colonnes
export-fields-count = { $count ->
    [0] aucune colonne
    [one] { $count } colonne
   *[other] { $count } colonnes
}
export-fields-choose = Choisir
export-fields-hide = Replier
export-fields-all = Toutes
export-fields-none = Aucune
export-save = Enregistrer…
export-write = Enregistrer
export-replace = Remplacer
export-cancel = Annuler
export-stop = Arrêter
export-type-path = Saisir le chemin
export-path = Chemin du fichier
export-path-missing = Indiquez où enregistrer le fichier
export-file-exists = { $path } existe déjà. Enregistrez encore une fois pour le remplacer, ou changez le nom.
export-running = Écriture du fichier…
export-done = { $count ->
    [one] { $count } ligne exportée dans { $path }
   *[other] { $count } lignes exportées dans { $path }
}
export-cancelled = Export arrêté : aucun fichier n’a été écrit
export-unsaved = Un export est en cours
export-job = Export vers { $file }
export-name-members = membres { $day }
export-name-subscriptions = abonnements { $day }
export-later = Continuer en arrière-plan
export-format-ods = Classeur ODS
export-format-ods-hint = Un vrai classeur pour LibreOffice : dates et nombres calculables.
export-all = tous, sans filtre
export-of-ticked = des membres cochés
export-of-filtered = des membres que la liste montre
export-subject-members = Membres
export-subject-subscriptions = Abonnements
export-subject-payments = Paiements
export-subject-tickets = Billets
export-scope-shown = La liste
export-scope-ticked = Cochés
export-scope-all = Tout
export-field-up = Monter la colonne
export-field-down = Descendre la colonne
export-fields-help = Glissez une colonne à sa place, ou déplacez celle qui a le focus par Alt+↑ et Alt+↓.
export-layout = Choix de colonnes
export-layout-usual = Colonnes habituelles
export-layout-forget = Oublier ce choix
export-keep = Enregistrer ce choix sous…
export-keep-name = Nom du choix
export-keep-go = Garder
export-name-payments = paiements { $day }
export-name-tickets = billets { $day }
