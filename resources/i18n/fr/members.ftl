## The lists
members-title = Membres
members-search = Nom, e-mail, téléphone
members-import = Importer
members-subscribe = Abonnement
list-all = Tous
list-current = En cours
list-without = Sans abonnement
list-subscriptions = Abonnements
list-count = { $shown } sur { $all }
list-loading = Chargement…
list-failed = La liste ne se lit pas
list-standing-none = Aucun
standing-expires-on = Expire le { $day }
ends-never = Sans fin
column-standing = Abonnement
column-product = Produit et tarif
column-contribution = Contribution
column-options = Options
column-paid-on = Payé le
column-ends = Fin
column-valid = Validité

## Filters
filter-active = Actif
filter-standing = Abonnement valide
filter-email-valid = E-mail valide
filter-email-error = Erreur d’e-mail
filter-team = Équipe
filter-duplicate = Doublon possible
filter-product = Produit
filter-paid-on = Date de paiement
filter-ends = Fin d’abonnement
filter-status = Validité
choice-all = Tous
choice-all-dates = Toutes les dates
choice-yes = Oui
choice-no = Non
choice-expiring = Expire bientôt
choice-no-subscription = Pas d’abonnement
choice-gone-product = Produit retiré
choice-today = Aujourd’hui
choice-last-week = Les 7 derniers jours
choice-next-week = Les 7 prochains jours
choice-month = Ce mois-ci
choice-year = Cette année
choice-without-date = Aucune date
choice-with-date = Possède une date
filters-clear = Effacer

## What is ticked
ticked-count = { $count ->
    [one] { $count } coché
   *[other] { $count } cochés
}
ticked-all = tout cocher ({ $total })
ticked-export = Exporter
ticked-activate = Activer
ticked-deactivate = Désactiver

## Empty lists
empty-members = Aucun membre pour l’instant
empty-members-text = Importez la liste que vous avez déjà, ou inscrivez la première personne avec un abonnement.
empty-import = Importer une liste
empty-subscribe = Nouvel abonnement
empty-current = Aucun abonnement en cours
empty-current-text = Les personnes dont l’abonnement est valide aujourd’hui apparaissent ici.
empty-without = Tout le monde a un abonnement
empty-without-text = Les personnes qui n’ont jamais eu d’abonnement apparaissent ici.
empty-subscriptions = Aucun abonnement pour l’instant
empty-subscriptions-text = Chaque abonnement vendu apparaît ici, avec sa contribution et sa fin.
empty-search = Rien ne correspond à « { $text } »
empty-search-text = Essayez avec moins de lettres, ou sans filtre.
empty-search-subscribe = Inscrire cette personne
empty-filters = Rien ne correspond à ces filtres

## The member
member-tab-general = Général
member-tab-subscriptions = Abonnements
member-tab-history = Historique
member-since = Depuis
member-total-paid = Total payé
member-last-activity = Vu
seen-today = aujourd’hui
seen-yesterday = hier
member-back = Retour à la liste
member-failed = Cette fiche ne se lit pas
member-inactive = Inactif
member-no-email = Sans e-mail
member-no-email-placeholder = Cette personne n’a pas d’e-mail
member-active-on = Proposé partout. Décochez plutôt que de supprimer : tout est gardé.
member-active-off = N’est plus proposé au guichet ; son historique et ses paiements sont gardés.
member-team-help = Travaille pour le lieu.
member-vip-help = Signalé d’un coup d’œil au guichet.
member-section-address = Adresse
member-section-names = Autres noms
member-section-billing = Facturation
member-section-billing-help = Laissez vide pour facturer à la personne elle-même.
member-newsletter-switch = Accepte la lettre d’information
member-newsletter-on = Peut recevoir vos lettres ; notez comment l’accord a été donné.
member-newsletter-off = Ne recevra pas vos lettres.
member-newsletter-how-placeholder = au guichet, par formulaire…
member-newsletter-given = Accord donné le { $day }.
member-more = Autres noms et facturation
member-less = Moins de champs
member-kept = { $source }, créé le { $created }, modifié le { $modified }.
member-sources = Provenance des valeurs
member-sources-loading = Lecture du journal…
member-source-operator = Saisi par { $name }, { $when }
member-source-file = Import de { $name }, { $when }
member-source-demo = Exemple, { $when }
member-double = C’est peut-être la même personne que { $name } ({ $why }).
member-double-open = Voir sa fiche
member-double-apart = Pas la même personne
member-double-apart-help = Ce doublon possible ne sera plus proposé.
member-doubles-more = { $count ->
    [one] Et une autre personne : filtre « Doublon possible » de la liste.
   *[other] Et { $count } autres personnes : filtre « Doublon possible » de la liste.
}
member-subscribe = Nouvel abonnement
member-draft = Modifications non enregistrées
member-problems = { $count ->
    [one] Un champ est à corriger
   *[other] { $count } champs sont à corriger
}
member-discard = Abandonner
member-discard-ask = Abandonner ce qui a été modifié dans cette fiche ?
member-discard-yes = Abandonner
member-keep-editing = Continuer
member-draft-kept = Les modifications de { $name } sont gardées, pas encore enregistrées : rouvrez sa fiche pour les retrouver.
member-unsaved-one = La fiche de { $name } a des modifications non enregistrées.
member-unsaved-many = { $count } fiches ont des modifications non enregistrées : { $names }.
member-no-subscription = Aucun abonnement
member-no-subscription-text = Cette personne n’a encore rien souscrit.

## A member's subscriptions
subscription-actions = Actions
subscription-renew = Renouveler
subscription-pay = Encaisser
subscription-extend = Prolonger
subscription-cancel = Annuler l’abonnement
subscription-days-left = { $days ->
    [0] dernier jour
    [one] { $days } jour
   *[other] { $days } jours
}
subscription-due = { $amount } à payer
subscription-until = jusqu’au { $end }
subscription-from-to = { $start } – { $end }
subscription-no-end = sans fin
subscription-cancelled-on = Annulé le { $day } par { $operator }.
payments-title = Paiements
payments-total = Total payé : { $total }
payment-taken-back = repris

## Small dialogs
pay-title = Encaisser
extend-title = Prolonger l’abonnement
extend-until = Nouvelle fin
extend-why = Motif
extend-why-placeholder = fermeture, geste commercial…
extend-text = Indiquez le dernier jour inclus.
extend-ends-now = Se termine aujourd’hui le { $before }. Indiquez le nouveau dernier jour inclus.
extend-result = { $days ->
    [one] Valable jusqu’au { $day } inclus, au lieu du { $before } : un jour de plus. Rien n’est encaissé.
   *[other] Valable jusqu’au { $day } inclus, au lieu du { $before } : { $days } jours de plus. Rien n’est encaissé.
}
extend-shortens = Le { $day } vient avant la fin actuelle, le { $before } : prolonger ne raccourcit pas.
cancel-title = Annuler cet abonnement ?
cancel-why = Motif
cancel-result = L’abonnement n’est plus valable dès maintenant. Il reste dans l’historique, son paiement aussi ; l’action peut être annulée.
cancel-confirm = Annuler l’abonnement

## The history
history-empty = Rien encore
history-empty-text = Chaque action sur cette fiche sera racontée ici.
history-by = { $when } · { $operator }
history-undone = annulée
history-field = { $field } : { $before } → { $after }
history-more = { $count ->
    [one] et un autre champ
   *[other] et { $count } autres champs
}

## The venue’s own fields
custom-required = { $title } (obligatoire)
custom-nothing = Non renseigné
custom-missing =
    { $count ->
        [one] Champ obligatoire à remplir : { $fields }.
       *[other] Champs obligatoires à remplir : { $fields }.
    }
member-section-custom = Champs du lieu
custom-file-add = Ajouter un fichier…
custom-file-add-title = Ajouter un fichier
custom-file-reading = Lecture…
custom-file-drop = ou déposez-le sur la fenêtre
custom-file-open = Ouvrir
custom-file-opening = « { $file } » s’ouvre dans un autre programme, en lecture seule. Si rien ne vient, utilisez « Enregistrer sous… ».
custom-file-more = Autres actions du fichier
custom-file-save = Enregistrer sous…
custom-file-save-title = Enregistrer le fichier
custom-file-saved = Fichier enregistré : { $path }
custom-file-replace = Remplacer…
custom-file-remove = Retirer
custom-offer-title = Un fichier déposé
custom-offer-text = Où ranger « { $file } » dans la fiche de { $name } ?
custom-offer-replaces = prend la place de « { $file } »
custom-offer-import = Importer comme liste
custom-filter-menu = Champs
custom-filter-title = Filtrer par « { $title } »
custom-filter-condition = Membres dont la valeur est
custom-filter-choose = Choisir…
custom-filter-any = renseignée
custom-filter-none = vide
custom-filter-contains = un texte qui contient…
custom-filter-range = entre deux bornes
custom-filter-text-label = Contient
custom-filter-from-label = De
custom-filter-to-label = À
custom-filter-text = « { $text } »
custom-filter-between = { $from } à { $to }
custom-filter-from = dès { $from }
custom-filter-to = jusqu’à { $to }
custom-filter-edit = Modifier…
custom-filter-apply = Filtrer

## A member’s tickets
member-tab-tickets = Billets
tickets-add = Ajouter un billet
tickets-empty = Aucun billet
tickets-empty-text = Les billets viennent de l’import d’une billetterie, ou s’ajoutent ici à la main.
ticket-order = commande { $number }
ticket-number = billet { $number }
ticket-more = Autres actions du billet
ticket-edit = Modifier
ticket-remove = Retirer
ticket-dialog-new = Nouveau billet
ticket-dialog-edit = Modifier le billet
ticket-dialog-add = Ajouter
ticket-dialog-save = Enregistrer
