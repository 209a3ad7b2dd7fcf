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
import-drop-text = CSV, Excel (XLSX, XLS) ou LibreOffice (ODS), tel que vous l’avez. Rien n’est écrit avant que vous ayez tout vu.
import-browse = Choisir un fichier…
import-path = ou saisissez son chemin
import-path-hint = /chemin/vers/membres.csv
import-path-use = Lire
import-path-missing = Indiquez le chemin du fichier à importer
import-no-dialog = Cet ordinateur n’a pas de fenêtre de choix de fichier : saisissez le chemin, ou déposez le fichier sur la fenêtre.
import-file-title = Choisir le fichier à importer
import-file-kind = Tableaux (CSV, XLSX, ODS)
import-checking = Lecture de { $file }…
import-stop = Arrêter

import-columns-title = Ce que Guichet a reconnu
import-columns-text = Corrigez si besoin : une colonne peut devenir un autre champ, ou être laissée de côté.
import-columns-header = Dans le fichier
import-columns-samples = Exemples
import-columns-filled = Remplie
import-columns-percent = { $percent } %
import-columns-field = Devient
import-columns-ignored = Laissée de côté
import-columns-unnamed = Colonne { $number }
import-columns-verify = Vérifier
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

import-card-new = nouveaux
import-card-updated = modifiés
import-card-unchanged = inchangés
import-card-duplicates = doublons possibles
import-card-refused = refusés
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
import-also-products = { $count ->
    [one] { $count } produit ou tarif à créer
   *[other] { $count } produits et tarifs à créer
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
import-go = { $count ->
    [0] Rien à importer
    [one] Importer { $count } personne
   *[other] Importer { $count } personnes
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
import-columns-foot = La correspondance est vérifiée sur tout le fichier avant d’aller plus loin.
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
