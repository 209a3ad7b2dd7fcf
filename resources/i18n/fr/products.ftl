products-title = Produits
products-count = { $count ->
    [0] aucun produit
    [one] { $count } produit
   *[other] { $count } produits
}
products-new = Produit
products-new-price = Tarif
products-new-option = Option
products-loading = Lecture des produits…
products-retry = Réessayer
products-show-archived = { $count ->
    [one] Montrer { $count } élément archivé
   *[other] Montrer { $count } éléments archivés
}
products-hide-archived = Masquer les archives
products-empty-title = Rien à vendre pour l’instant
products-empty-text = Créez un premier produit, par exemple « Adhésion annuelle », puis donnez-lui un tarif : il sera proposé aussitôt au comptoir.
products-empty-action = Créer un premier produit
products-no-price = Sans tarif, ce produit ne peut pas encore être vendu : ajoutez-en un.
products-untitled = Sans nom
products-archived = Archivé
products-drafted = Non enregistré
products-option-tag = Option
products-move-up = Monter
products-move-down = Descendre
products-archive = Archiver
products-unarchive = Remettre en vente
products-more = Autres actions
products-edit = Modifier
products-keys = ↑ ↓ choisir · Entrée modifier · Alt ↑ ↓ déplacer · Suppr archiver

products-line-stock = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
products-line-max = { $count } par personne
products-line-requires = { $count ->
    [one] demande un autre abonnement
   *[other] demande l’un de { $count } abonnements
}
products-line-free = Gratuit
products-line-open = Prix libre
products-line-open-from = Libre, dès { $amount }

products-kind-years = Un nombre d’années
products-kind-months = Un nombre de mois
products-kind-weeks = Un nombre de semaines
products-kind-days = Un nombre de jours
products-kind-hours = Un nombre d’heures
products-kind-school-year = L’année scolaire
products-kind-calendar-year = L’année civile
products-kind-month-end = Jusqu’à la fin du mois
products-kind-lifetime = À vie
products-kind-fixed = Du… au… (dates fixes)
products-kind-none = Sans durée (ne donne pas de validité)

products-preview-until = Payé aujourd’hui : valable jusqu’au { $date }
products-preview-moment = Payé maintenant : valable jusqu’au { $at }
products-preview-between = Valable du { $from } au { $to }
products-preview-never = Payé aujourd’hui : valable à vie
products-preview-none = Ne donne pas de validité : ni début ni fin

products-form-product = Produit
products-form-new-product = Nouveau produit
products-form-price = Tarif
products-form-new-price = Nouveau tarif
products-form-option = Option
products-form-new-option = Nouvelle option
products-form-of = de « { $product } »
products-field-name = Nom
products-field-name-product-hint = Adhésion annuelle
products-field-name-price-hint = Plein tarif
products-field-name-option-hint = Atelier du mardi
products-field-category = Catégorie
products-field-category-hint = Adhésion, carnet, cours…
products-field-vat = TVA (%)
products-field-short-text = En une ligne
products-field-short-text-hint = Ce que l’équipe dit au comptoir
products-field-long-text = Description
products-field-option-choice = Si le produit a des options
products-option-choice-one = Une seule au choix
products-option-choice-many = Plusieurs possibles
products-field-max = Maximum par personne
products-field-max-hint = Sans limite
products-field-amount = Montant
products-field-amount-open = Montant proposé
products-field-open = Prix libre : la personne choisit son montant
products-field-minimum = Montant minimum
products-field-duration = Durée
products-field-count = Combien
products-field-from = Du
products-field-to = Au
products-field-date-hint = jj/mm/aaaa
products-field-stock = Places en même temps
products-field-stock-hint = Sans limite
products-field-requires = Réservé à qui a déjà l’un de ces abonnements
products-field-requires-none = Aucun coché : ouvert à tout le monde.
products-save = Enregistrer
products-create = Créer
products-close = Fermer
products-discard = Abandonner la saisie
products-sold-note = Les abonnements déjà vendus ne changent pas.

products-vat-unreadable = « { $text } » n’est pas un taux : écrivez par exemple 20 ou 5,5
products-number-unreadable = « { $text } » n’est pas un nombre à partir de 1 : laissez vide pour ne pas limiter
products-amount-missing = Indiquez le montant, 0 si c’est gratuit
products-count-unreadable = Indiquez un nombre de 1 à { $limit }
products-date-missing = Indiquez cette date
products-date-unreadable = « { $text } » n’est pas une date : écrivez par exemple 01/09/2026
products-unsaved = { $count ->
    [one] Une saisie de produit n’est pas enregistrée
   *[other] { $count } saisies de produits ne sont pas enregistrées
}
