## Entities and their columns
venue-name = Nom
venue-time-zone = Fuseau horaire
venue-currency = Monnaie
venue-school-year-end = Dernier jour de l’année scolaire
venue-expires-soon-days = « Expire bientôt » : nombre de jours
venue-rollover-days = Report à la période suivante : nombre de jours
venue-welcomed = Accueil terminé
venue-created-at = Créé le
product-name = Nom
product-category = Catégorie
product-vat-rate = Taux de TVA
product-short-text = Texte court
product-long-text = Texte long
product-option-choice = Choix des options
product-max-per-member = Maximum par membre
product-archived = Archivé
product-position = Ordre
product-created-at = Créé le
price-product = Produit
price-name = Nom
price-amount = Montant
price-open = Montant libre
price-minimum = Montant minimum
price-duration = Durée
price-stock = Stock
price-max-per-member = Maximum par membre
price-requires = Abonnement exigé
price-archived = Archivé
price-position = Ordre
price-created-at = Créé le
product-option-product = Produit
product-option-name = Nom
product-option-archived = Archivée
product-option-position = Ordre
product-option-created-at = Créée le
member-first-name = Prénom
member-last-name = Nom
member-email = E-mail
member-active = Actif
member-email-state = État de l’e-mail
member-email-error = Erreur de l’e-mail
member-email-checked-at = E-mail vérifié le
member-team = Équipe
member-vip = VIP
member-pseudonym = Pseudonyme
member-username = Identifiant
member-phone = Téléphone
member-birth-date = Date de naissance
member-address = Adresse
member-postal-code = Code postal
member-city = Ville
member-country = Pays
member-language = Langue
member-newsletter = Lettre d’information
member-newsletter-at = Consentement donné le
member-newsletter-how = Consentement donné par
member-comment = Commentaire
member-billing-name = Nom de facturation
member-billing-email = E-mail de facturation
member-billing-address = Adresse de facturation
member-billing-country = Pays de facturation
member-billing-vat = Numéro de TVA
member-source = Provenance
member-created-at = Créé le
member-modified-at = Modifié le
subscription-member = Membre
subscription-product = Produit
subscription-price = Tarif
subscription-product-name = Nom du produit
subscription-price-name = Nom du tarif
subscription-duration = Durée
subscription-contribution = Contribution
subscription-options = Options
subscription-starts = Début
subscription-validity = Validité
subscription-ends = Fin
subscription-why = Explication de la fin
subscription-paid-on = Date de paiement
subscription-method = Moyen de paiement
subscription-awaiting-validation = En attente de validation
subscription-cancelled-at = Annulé le
subscription-cancelled-by = Annulé par
subscription-cancelled-why = Motif de l’annulation
subscription-origin = Origine
subscription-created-at = Créé le
payment-member = Membre
payment-subscription = Abonnement
payment-amount = Montant
payment-currency = Monnaie
payment-method = Moyen de paiement
payment-kind = Nature
payment-reverses = Contrepasse
payment-paid-at = Payé le
payment-note = Note
payment-created-at = Créé le

## A field of the venue's own
custom-field-title = Titre
custom-field-label = Clé
custom-field-kind = Type
custom-field-help = Aide
custom-field-choices = Choix
custom-field-required = Obligatoire
custom-field-archived = Archivé
custom-field-position = Ordre
custom-field-created-at = Créé le
field-value-member = Membre
field-value-field = Champ
field-value-value = Valeur
field-value-created-at = Créée le
field-value-modified-at = Modifiée le
field-kind-text = Texte
field-kind-long-text = Texte long
field-kind-number = Nombre
field-kind-date = Date
field-kind-choice = Un choix
field-kind-choices = Plusieurs choix
field-kind-yes-no = Oui ou non
field-kind-file = Fichier

## A ticket
ticket-member = Membre
ticket-title = Intitulé
ticket-category = Catégorie
ticket-order-number = Numéro de commande
ticket-ticket-number = Numéro de billet
ticket-activity = Activité
ticket-date = Date
ticket-source = Origine
ticket-created-at = Créé le
ticket-modified-at = Modifié le

## A remembered choice of columns
layout-kind = Usage
layout-name = Nom
layout-content = Colonnes
layout-created-at = Créé le
layout-modified-at = Modifié le
layout-kind-import = Import
layout-kind-members = Export des membres
layout-kind-subscriptions = Export des abonnements
layout-kind-payments = Export des paiements
layout-kind-tickets = Export des billets

## Two members who are not the same person
apart-one = Un membre
apart-other = L’autre membre
apart-created-at = Décidé le


## Values
email-state-unverified = Non vérifié
email-state-verified = Vérifié
email-state-error = En erreur
source-hand = Saisi à la main
source-file = Fichier
source-ticketing = Billetterie
source-kiosk = Borne
source-demo = Exemple
method-offered = Offert
method-card = Carte bancaire
method-cash = Espèces
method-cheque = Chèque
method-transfer = Virement
method-online-card = Carte en ligne
method-sepa = Prélèvement SEPA
method-local-currency = Monnaie locale
method-unknown = Inconnu
payment-kind-payment = Paiement
payment-kind-reversal = Contre-écriture
option-choice-one = Une seule
option-choice-many = Plusieurs
origin-counter = Guichet
origin-renewal = Renouvellement
origin-file = Fichier
origin-online = En ligne
origin-demo = Exemple
status-valid = Valide
status-upcoming = À venir
status-ended = Terminé
status-cancelled = Annulé
status-awaiting = En attente
status-not-applicable = Sans validité
standing-valid = Valide
standing-expiring = Expire bientôt
standing-expired = Expiré
standing-none = Sans abonnement
validity-not-applicable = Sans objet
validity-until = Jusqu’à une date
validity-never = Sans fin

## Durations
duration-none = Sans validité
duration-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
duration-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
duration-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
duration-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
duration-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
duration-month-end = Jusqu’à la fin du mois
duration-calendar-year = Année civile
duration-school-year = Année scolaire
duration-lifetime = À vie
duration-fixed = Du { $start } au { $end }
duration-count = Une durée compte de 1 à { $limit } unités. Corrigez le nombre, ou choisissez « À vie ».
duration-dates = La fin, le { $end }, vient avant le début, le { $start }. Échangez ou corrigez les dates.

## Why a subscription ends when it does
period-none = Sans validité : ce tarif, payé le { $paid }, ne donne pas de droit dans le temps
period-lifetime = Sans fin : à vie, payé le { $paid }
period-fixed = { $end } : dates fixées par le tarif, du { $start } au { $end }, quel que soit le jour du paiement ({ $paid })
period-hours = { $end } : { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}, car payé le { $paid }
period-days = { $end } : { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}, car payé le { $paid }
period-weeks = { $end } : { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}, car payé le { $paid }
period-months = { $end } : { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}, car payé le { $paid }
period-years = { $end } : { $count ->
    [one] { $count } an
   *[other] { $count } ans
}, car payé le { $paid }
period-month-end = { $end } : fin du mois, car payé le { $paid }
period-calendar-year = { $end } : année civile, car payé le { $paid }
period-school-year = { $end } : année scolaire, car payé le { $paid }
period-rolled-over = { $period } ; { $days ->
    [one] le dernier jour
   *[other] les { $days } derniers jours
} de la période précédente en plus
period-early = { $period } ; commence à la fin de l’abonnement en cours ({ $running }) : aucun jour payé n’est perdu

## What is wrong with a text
text-too-long = Ce texte compte { $length } caractères ; ce champ en prend { $limit } au plus. Raccourcissez-le.
text-control = Ce texte contient des caractères invisibles qui ne peuvent pas être enregistrés ici. Retapez-le, ou collez-le en texte simple.

## What is wrong with a member
member-first-name-missing = Le prénom est obligatoire.
member-last-name-missing = Le nom est obligatoire.
member-email-missing = L’e-mail est obligatoire. Si la personne n’en a pas, cochez « Sans e-mail ».
member-birth-date-ahead = Le { $date } n’est pas encore passé : cette date de naissance est à corriger.
member-birth-date-too-old = Le { $date } est trop ancien pour une date de naissance. Vérifiez l’année.

## What is wrong with an e-mail address
email-no-at = « { $email } » n’est pas une adresse e-mail : il y manque le @.
email-two-ats = « { $email } » contient plusieurs @ : une adresse e-mail n’en a qu’un.
email-nothing-before = « { $email } » n’a rien avant le @ : complétez l’adresse.
email-nothing-after = « { $email } » n’a rien après le @ : complétez l’adresse, par exemple « @exemple.fr ».
email-space = « { $email } » contient une espace : une adresse e-mail n’en a pas.
email-dots = « { $email } » a un point mal placé : au début, à la fin, ou deux de suite.
email-character = « { $email } » contient un caractère qu’une adresse e-mail ne peut pas avoir.
email-control = « { $email } » contient un retour à la ligne ou un caractère invisible. Retapez l’adresse.
email-domain = « { $email } » n’a pas de nom de domaine complet après le @, comme « exemple.fr ».
email-too-long = « { $email } » est trop long pour une adresse e-mail.

## What is wrong with an amount
money-no-amount = « { $text } » n’est pas un montant. Écrivez par exemple 12,50.
money-negative = « { $text } » est négatif : un montant ne descend pas sous zéro. Pour rendre de l’argent, annulez le paiement.
money-decimals = « { $text } » a trop de décimales : cette monnaie en compte { $decimals }.
money-ambiguous = « { $text } » peut se lire de deux façons : des milliers ou des décimales. Écrivez 1234,00 ou 1,23.
money-too-large = « { $text } » est trop grand pour un montant. Vérifiez le nombre de chiffres.
money-below-zero = Un montant ne peut pas être négatif.
money-offered-with-amount = « Offert » veut dire 0 : avec { $amount }, choisissez un autre moyen de paiement, ou mettez le montant à 0.
money-zero-not-offered = Un montant de 0 s’enregistre comme « Offert » : choisissez ce moyen de paiement, ou indiquez le montant payé.

## What is wrong with a product, an option or a price
product-name-missing = Le produit doit avoir un nom.
product-vat-rate-out-of-range = Le taux de TVA va de 0 à 100 %.
product-option-name-missing = L’option doit avoir un nom.
max-per-member-too-small = Le maximum par membre est au moins 1. Laissez vide pour ne pas limiter.
price-name-missing = Le tarif doit avoir un nom.
price-amount-too-small = { $amount } est trop peu : un tarif est gratuit (0) ou vaut au moins { $least }.
price-amount-too-large = { $amount } est trop grand pour un tarif. Vérifiez le nombre de chiffres.
price-amount-below-minimum = Le montant proposé est au-dessous du minimum, { $minimum }.
price-stock-below-zero = Le stock ne peut pas être négatif. Laissez vide pour ne pas limiter.
price-requires-itself = Un tarif ne peut pas s’exiger lui-même : il ne pourrait jamais être vendu.
price-requires-unknown = L’abonnement exigé n’est plus connu. Choisissez-le de nouveau.

## What is wrong with the settings of the venue
venue-name-missing = Le lieu doit avoir un nom.
venue-time-zone-unknown = « { $zone } » n’est pas un fuseau horaire connu. Choisissez par exemple Europe/Paris.
venue-currency-unknown = « { $currency } » n’est pas un code de monnaie. Écrivez trois capitales, par exemple EUR.
venue-school-year-end-no-day = Ce jour n’existe pas. Écrivez le mois et le jour, par exemple 08-31 pour le 31 août.
venue-days-out-of-range = Ce nombre de jours va de 0 à { $limit }.

## What is wrong with a filter
query-no-filter = Il n’y a pas de filtre « { $key } ». Choisissez parmi : { $choices }.
query-no-value = Le filtre « { $key } » ne connaît pas « { $value } ». Choisissez parmi : { $choices }.
query-no-product = Il n’y a pas de produit « { $value } ».

## What is wrong with a field of the venue's own, or with its value
custom-field-title-missing = Le champ doit avoir un titre.
custom-field-choices-missing = Écrivez au moins un choix, un par ligne.
custom-field-choices-many = { $count } choix, c’est trop : un champ en propose au plus { $limit }.
custom-value-number = « { $value } » n’est pas un nombre, que demande le champ « { $field } ». Écrivez par exemple 12,5.
custom-value-date = « { $value } » n’est pas une date, que demande le champ « { $field } ». Écrivez par exemple 31/08/2027.
custom-value-yes-no = « { $value } » n’est ni oui ni non, que demande le champ « { $field } ».
custom-value-choice = « { $value } » n’est pas un des choix du champ. Choisissez parmi : { $choices }.
custom-value-file = « { $value } » n’est pas un fichier que le champ « { $field } » peut garder : ajoutez-le depuis la fiche du membre.
ticket-title-missing = Le billet doit avoir un intitulé.
layout-name-missing = Donnez un nom à ce choix de colonnes.
layout-empty = Choisissez au moins une colonne.

## Rôles dans un espace partagé
role-administrator = Administrateur
role-manager = Responsable
role-user = Utilisateur
role-door = Entrée

## Why two members may be the same person
likeness-email-names = même e-mail et même nom
likeness-names-birth = même nom et même date de naissance
likeness-names-phone = même nom et même téléphone
likeness-email = même e-mail
likeness-names = même nom
likeness-either = même e-mail ou même nom
