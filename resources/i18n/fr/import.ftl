import-title = Importer
import-file-line = { $file } · { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
import-later = Reprendre plus tard
import-step-file = Fichier
import-step-columns = Colonnes
import-step-verify = Vérifier
import-step-done = Terminé

import-drop-title = Déposez votre fichier ici
import-browse = Choisir un fichier…
import-path = ou saisissez son chemin
import-path-hint = /chemin/vers/membres.csv
import-path-use = Lire
import-path-missing = Indiquez le chemin du fichier à importer
import-no-dialog = Cet ordinateur n’a pas de fenêtre de choix de fichier : saisissez le chemin, ou déposez le fichier sur la fenêtre.
import-file-title = Choisir le fichier à importer
import-checking = Lecture de { $file }…
import-stop = Arrêter

import-columns-title = Ce que Guichet a reconnu
import-columns-header = Dans le fichier
import-columns-samples = Exemples
import-columns-filled = Remplie
import-columns-percent = { $percent } %
import-columns-field = Devient
import-columns-unnamed = Colonne { $number }
import-read-encoding = Encodage
import-read-separator = Séparateur
import-read-dates = Dates
import-read-decimal = Décimales
import-read-sheet = Feuille
import-separator-semicolon = point-virgule ;
import-separator-comma = virgule ,
import-separator-tab = tabulation
import-separator-pipe = barre |
import-dates-dmy = jj/mm/aaaa
import-dates-mdy = mm/jj/aaaa
import-dates-ymd = aaaa-mm-jj
import-decimal-comma = 12,50
import-decimal-point = 12.50

import-read-as = Lu comme
import-read-separator-is = séparateur
import-read-tab = tabulation
import-read-dates-is = dates
import-read-decimal-is = décimales
import-read-change = Changer
import-also-subscriptions = { $count ->
    [one] { $count } abonnement
   *[other] { $count } abonnements
}
import-also-payments = { $count ->
    [one] { $count } paiement, { $amount }
   *[other] { $count } paiements, { $amount }
}
import-also-names = À créer : { $names }
import-read-why = Pourquoi ?
import-read-fold = Replier
import-head-line = Ligne
import-head-what = Ce qui arrive
import-head-subject = Personne ou colonne
import-head-value = E-mail ou valeur
import-head-detail = Détail
import-what-refused = refusé
import-what-duplicate = doublon ?
import-rows-none = Aucune ligne de cette sorte
import-policy = Si la personne existe :
import-policy-fill = Compléter les vides
import-policy-overwrite = Remplacer
import-policy-leave = Ne rien changer
import-rejects = Enregistrer les refus
import-rejects-write = Enregistrer
import-rejects-cancel = Annuler
import-rejects-path = Fichier des refus
import-rejects-title = Enregistrer les lignes refusées
import-rejects-name = { $name } refus
import-rejects-saved = { $count ->
    [one] { $count } ligne refusée enregistrée dans { $path } : corrigez-la, puis importez ce fichier
   *[other] { $count } lignes refusées enregistrées dans { $path } : corrigez-les, puis importez ce fichier
}
import-writing = Import en cours…
import-writing-text = Vous pouvez continuer à travailler : l’import se fait d’un bloc, ou pas du tout.
import-cancelled = Import arrêté : rien n’a été écrit
import-unsaved = Un import est en cours
import-job-check = Lecture de { $file }
import-job-import = Import de { $file }

import-done-title = C’est fait
import-undone-title = Import annulé
import-undone-text = Tout est comme avant l’import.
import-undo = Annuler l’import
import-another = Importer un autre fichier
import-members = Voir les membres

import-field-member-id = Numéro du membre
import-field-full-name = Prénom et nom
import-field-standing = Abonnement
import-field-valid-until = Valable jusqu’au
import-field-price-amount = Montant du tarif
import-field-ticket-title = Billet : intitulé
import-field-ticket-category = Billet : catégorie
import-field-ticket-date = Billet : date
import-field-status = État de l’abonnement
import-close = Fermer
import-rows-none-text = Choisissez une autre carte, ou appuyez encore sur celle-ci pour revenir.
import-what-new = nouveau
import-what-updated = modifié
import-what-unchanged = inchangé
import-done-text = { $new ->
    [0] Aucune nouvelle personne
    [one] { $new } nouvelle personne
   *[other] { $new } nouvelles personnes
}, { $updated ->
    [0] aucune fiche modifiée
    [one] { $updated } fiche modifiée
   *[other] { $updated } fiches modifiées
}.
import-row-sold = { $what } · { $amount }
import-row-sold-paid = { $what } · { $amount } · payé le { $day }
import-value-yes = oui
import-value-no = non
import-drop-text = CSV, Excel (XLSX, XLS), LibreOffice (ODS) ou contacts (VCF), tel que vous l’avez. Rien n’est écrit avant que vous ayez tout vu.
import-file-kind = Tableaux et contacts (CSV, XLSX, ODS, VCF)
import-columns-text = Corrigez si besoin : une colonne devient un champ, un nouveau champ, ou reste de côté.
import-columns-ignored = Ne pas importer
import-columns-verify = Vérifier les lignes
import-file-on = Voir les colonnes
import-program = Export { $program } reconnu
import-read-program = export
import-remembered = Ce fichier a les colonnes de celui du { $when } : elles sont lues comme alors.
import-afresh = Repartir de zéro
import-subject = Les lignes parlent de
import-subject-members = Membres
import-subject-subscriptions = Abonnements
import-subject-tickets = Billets
import-group-member = Membre
import-group-address = Adresse
import-group-subscription = Abonnement
import-group-payment = Paiement
import-group-ticket = Billet
import-group-billing = Facturation
import-group-own = Champs du lieu
import-group-new = Nouveau champ
import-new-field = Nouveau champ : { $kind }
import-column-policy = Si le champ est déjà rempli
import-column-as-file = Comme le fichier
import-column-fill = Compléter s’il est vide
import-column-overwrite = Remplacer
import-column-leave = Ne pas changer
import-read-header = Titres
import-read-header-none = aucun
import-read-header-row = ligne { $row }
import-rechecking = { $percent ->
    [0] Vérification…
   *[other] Vérification… { $percent } %
}
import-count-new = { $count ->
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
import-count-updated = { $count ->
    [one] { $count } modifié
   *[other] { $count } modifiés
}
import-count-unchanged = { $count ->
    [one] { $count } inchangé
   *[other] { $count } inchangés
}
import-count-refused = { $count ->
    [one] { $count } refusé
   *[other] { $count } refusés
}
import-card-new = { $count ->
    [one] nouveau
   *[other] nouveaux
}
import-card-updated = { $count ->
    [one] modifié
   *[other] modifiés
}
import-card-unchanged = { $count ->
    [one] inchangé
   *[other] inchangés
}
import-card-duplicates = { $count ->
    [one] doublon possible
   *[other] doublons possibles
}
import-card-contradicted = { $count ->
    [one] saisie contredite
   *[other] saisies contredites
}
import-card-refused = { $count ->
    [one] refusé
   *[other] refusés
}
import-card-left = { $count ->
    [one] laissé de côté
   *[other] laissés de côté
}
import-card-sales = { $count ->
    [one] tarif à créer
   *[other] tarifs à créer
}
import-also-tickets = { $count ->
    [one] { $count } billet
   *[other] { $count } billets
}
import-also-fields = Nouveaux champs : { $names }
import-what-contradicted = contredit
import-what-left = de côté
import-row-contradicted = { $field } : gardé { $kept }, le fichier dit { $said }
import-row-ticket = Billet : { $title }
import-row-title = Ligne { $row }
import-row-nothing = Cette ligne répète une autre ligne du fichier : elle n’apporte rien.
import-row-before = Ligne précédente
import-row-after = Ligne suivante
import-row-close = Fermer la ligne
import-choose-title = Qui est-ce ?
import-choose-same = La même personne
import-choose-row = La même personne qu’à la ligne { $row }
import-choose-new = Quelqu’un de nouveau
import-choose-out = Laisser cette ligne de côté
import-hand-keep = Garder { $value } (saisi par { $by }, { $when })
import-hand-take = Prendre { $value } du fichier
import-hand-text = Ce qui a été saisi à la main est gardé, sauf si vous en décidez autrement.
import-hand-all = { $count ->
    [one] Prendre la valeur du fichier
   *[other] Prendre les { $count } valeurs du fichier
}
import-hand-taken = Le fichier l’emporte partout, même sur ce qui a été saisi à la main.
import-hand-back = Garder les saisies
import-cells = Dans le fichier
import-cells-help = Entrée corrige la cellule pour cet import ; le fichier ne change pas.
import-cell-typed = Entrée pour corriger, Échap pour renoncer
import-cell-aside = Pas importée
import-cell-mended = corrigée
import-cell-back = Revenir au fichier
import-sale-text = Le fichier nomme ces tarifs, que Guichet n’a pas encore.
import-sale-create = Créer ce tarif
import-sale-use = C’est { $name }
import-sale-without = Importer sans abonnement
import-sale-about = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
} · { $amount }
import-done-prices = { $count ->
    [one] { $count } tarif créé
   *[other] { $count } tarifs créés
}
import-done-left = { $count ->
    [one] { $count } ligne laissée de côté par vous
   *[other] { $count } lignes laissées de côté par vous
}
import-go = { $count ->
    [0] Rien à importer
    [one] Importer { $count } personne
   *[other] Importer { $count } personnes
}
import-go-creating = { $go } et créer { $what }
import-go-both = { $one } et { $other }
import-go-prices = { $count ->
    [one] { $count } tarif
   *[other] { $count } tarifs
}
import-go-fields = { $count ->
    [one] { $count } champ
   *[other] { $count } champs
}
import-suggested = Créer le champ : { $kind }
