# Fichiers reçus et fichiers donnés.

# Lire un fichier
exchange-file-missing = Le fichier « { $file } » n’existe pas ou n’existe plus ({ $path }). Vérifiez son nom, puis choisissez-le à nouveau.
exchange-file-forbidden = Vous n’avez pas le droit de lire « { $file } ». Copiez-le dans un dossier à vous, puis choisissez la copie.
exchange-file-folder = « { $file } » est un dossier. Choisissez le fichier qui s’y trouve.
exchange-file-unreadable = « { $file } » n’a pas pu être lu : { $error }. S’il est sur une clé ou un réseau, copiez-le d’abord sur cet ordinateur.
exchange-file-empty = « { $file } » est vide. Exportez-le à nouveau depuis le logiciel d’où il vient.
exchange-file-too-large = « { $file } » dépasse 4 Go. Partagez-le en plusieurs fichiers.
exchange-file-binary = « { $file } » n’est pas un tableau : ni texte séparé (CSV), ni classeur (XLSX, XLS, ODS), ni fiches de contact (vCard). Enregistrez-le en CSV ou en XLSX depuis le logiciel qui l’a créé.
exchange-no-room-to-read = La place a manqué pour préparer la lecture de « { $file } » : { $error }. Libérez de la place sur le disque, puis recommencez.
exchange-too-many-rows = « { $file } » a plus de { $limit } lignes. Partagez-le en plusieurs fichiers.
exchange-too-wide = La ligne { $row } de « { $file } » a plus de { $limit } colonnes, ou une cellule démesurée. Supprimez ce qui se trouve loin à droite dans la feuille, ou indiquez un autre séparateur.
exchange-open-quote = Dans « { $file } », un guillemet ouvert à la ligne { $row } n’est jamais refermé. Corrigez cette ligne ou enregistrez le fichier en XLSX.
exchange-no-rows = « { $file } » ne contient aucune ligne à importer.
exchange-no-people = Aucune colonne de « { $file } » n’a été reconnue comme un nom ou un e-mail. Colonnes trouvées : { $columns }. Indiquez ce qu’elles sont.
exchange-no-such-column = Le fichier n’a pas de colonne « { $column } ». Ses colonnes sont : { $columns }.
exchange-no-such-encoding = L’encodage « { $encoding } » n’est pas connu. Essayez UTF-8, windows-1252 ou macintosh.
exchange-no-such-header = « { $file } » n’a rien à la ligne { $row }. Indiquez la ligne où se trouvent les noms des colonnes.
exchange-no-such-sheet = Le classeur n’a pas de feuille « { $sheet } ». Ses feuilles sont : { $sheets }.
exchange-bad-separator = « { $separator } » ne peut pas séparer des colonnes. Choisissez un point-virgule, une virgule, une tabulation ou une barre.
exchange-book-encrypted = « { $file } » est protégé par un mot de passe. Ouvrez-le dans Excel, enlevez le mot de passe, enregistrez-le, puis recommencez.
exchange-book-broken = « { $file } » est abîmé et ne peut pas être lu ({ $error }). Ouvrez-le dans Excel ou LibreOffice et enregistrez-le à nouveau.
exchange-book-too-big = « { $file } » est beaucoup plus gros à l’intérieur qu’à l’extérieur et n’a pas été ouvert. Enregistrez la feuille en CSV, puis importez ce fichier.
exchange-too-many-products = Plus de { $limit } produits différents : la colonne prise pour le produit est sans doute autre chose. Indiquez ce qu’elle est.

# Ce qui est cru, et pourquoi
exchange-encoding-mark = { $encoding } : le fichier le dit lui-même
exchange-encoding-wide = { $encoding } : un octet nul sur deux
exchange-encoding-ascii = Aucune lettre accentuée : l’encodage n’a pas d’importance
exchange-encoding-utf8 = { $encoding } : { $count ->
    [one] { $count } caractère accentué est juste
   *[other] les { $count } caractères accentués sont justes
}
exchange-encoding-letters = { $encoding } : { $count ->
    [one] { $count } lettre accentuée donne
   *[other] { $count } lettres accentuées donnent
} des mots d’ici
exchange-encoding-guessed = { $encoding } : le plus vraisemblable d’après { $count ->
    [one] { $count } caractère
   *[other] { $count } caractères
}
exchange-encoding-chosen = { $encoding } : choisi par vous
exchange-separator-hint = Séparateur indiqué par le fichier (sep=)
exchange-separator-none = Une seule colonne
exchange-separator-found = « { $separator } » sépare { $columns } colonnes dans { $share } % des lignes
exchange-dates-day-first = jj/mm : { $count ->
    [one] { $count } date a
   *[other] { $count } dates ont
} un jour au-delà de 12{ $against ->
    [0] {""}
   *[other] , contre { $against } à lire mm/jj
}
exchange-dates-month-first = mm/jj : { $count ->
    [one] { $count } date a
   *[other] { $count } dates ont
} un jour au-delà de 12 en deuxième place{ $against ->
    [0] {""}
   *[other] , contre { $against } à lire jj/mm
}
exchange-dates-ambiguous = jj/mm supposé : les { $count } dates se lisent dans les deux sens. Vérifiez-en une.
exchange-dates-year-first = aaaa-mm-jj : { $count ->
    [one] { $count } date commence
   *[other] { $count } dates commencent
} par l’année
exchange-dates-none = Aucune date
exchange-decimal-comma = Virgule décimale : { $count ->
    [one] { $count } montant
   *[other] { $count } montants
}{ $against ->
    [0] {""}
   *[other] , contre { $against } avec un point
}
exchange-decimal-point = Point décimal : { $count ->
    [one] { $count } montant
   *[other] { $count } montants
}{ $against ->
    [0] {""}
   *[other] , contre { $against } avec une virgule
}
exchange-decimal-none = Aucun montant avec décimales
exchange-header-found = Noms des colonnes à la ligne { $row }{ $known ->
    [0] {""}
    [one] {" "}: { $known } connu
   *[other] {" "}: { $known } connus
}
exchange-header-none = Pas de noms de colonnes : la première ligne est déjà une personne
exchange-sheet-read = Feuille « { $sheet } », sur { $count }
exchange-titles-skipped = { $count ->
    [one] { $count } ligne de titre au-dessus du tableau laissée de côté
   *[other] { $count } lignes de titre au-dessus du tableau laissées de côté
}
exchange-headers-skipped = { $count ->
    [one] { $count } répétition des noms de colonnes laissée de côté
   *[other] { $count } répétitions des noms de colonnes laissées de côté
}
exchange-totals-skipped = { $count ->
    [one] La ligne { $row } est un total et non une personne : laissée de côté
   *[other] { $count } lignes de total laissées de côté, la première à la ligne { $row }
}
exchange-rows-aside = { $count ->
    [one] La ligne { $row } n’est pas reprise : « { $column } » y vaut « { $value } ».
   *[other] { $count } lignes ne sont pas reprises, la première à la ligne { $row } : « { $column } » y vaut « { $value } ».
}
exchange-sales-aside = { $count ->
    [one] La personne de la ligne { $row } est reprise sans abonnement : « { $column } » y vaut « { $value } ».
   *[other] { $count } personnes sont reprises sans abonnement, la première à la ligne { $row } : « { $column } » y vaut « { $value } ».
}
exchange-sales-aside-blank = { $count ->
    [one] La personne de la ligne { $row } est reprise sans abonnement : « { $column } » y est vide.
   *[other] { $count } personnes sont reprises sans abonnement, la première à la ligne { $row } : « { $column } » y est vide.
}
exchange-rows-doubled = { $count ->
    [one] { $count } ligne répète mot pour mot une ligne d’avant
   *[other] { $count } lignes répètent mot pour mot une ligne d’avant
}
exchange-methods-unknown = { $count ->
    [one] { $count } mode de paiement n’a pas été compris : il devient « Inconnu »
   *[other] { $count } modes de paiement n’ont pas été compris : ils deviennent « Inconnu »
}
exchange-no-product-column = Aucune colonne ne dit quel produit : les paiements et les dates de fin ne sont pas repris. Indiquez la colonne du produit si elle existe.
exchange-no-end-column = Aucune colonne ne dit quand les abonnements finissent : la fin suit le tarif, et un tarif créé par cet import n’en donne pas.
exchange-no-ticket-column = Aucune colonne de « { $file } » ne parle d’un billet. Dites à l’étape « Colonnes » laquelle porte l’intitulé ou le numéro du billet, ou importez des membres.
exchange-choices-many = La colonne « { $column } » ne peut pas devenir un champ à choix : { $reason } Choisissez « Texte » pour elle.
exchange-tickets-known = { $count ->
    [one] Une ligne parle d’un billet que quelqu’un d’autre a déjà : il n’est pas ajouté.
   *[other] { $count } lignes parlent de billets que quelqu’un d’autre a déjà : ils ne sont pas ajoutés.
}

# Pourquoi une ligne n’entre pas
exchange-nul = Cette cellule contient un caractère invisible (NUL). Retapez-la.
exchange-error-cell = Cette cellule contient une erreur de calcul du tableur. Corrigez sa formule.
exchange-date-unreadable = Ce n’est pas une date. Écrivez jj/mm/aaaa.
exchange-date-impossible = Ce jour n’existe pas dans le calendrier.
exchange-date-year = L’année { $year } n’est pas vraisemblable. Écrivez-la sur quatre chiffres.
exchange-amount-unreadable = Ce n’est pas un montant. Écrivez par exemple 12,50.
exchange-amount-negative = Un montant ne peut pas être négatif.
exchange-amount-too-precise = Ce montant a trop de décimales.
exchange-amount-too-large = Ce montant est trop grand pour être juste.
exchange-yes-no-unreadable = Ni oui ni non. Écrivez oui ou non.
exchange-product-missing = Un paiement sans produit. Dites de quel produit il s’agit.
exchange-name-too-long = Ce nom dépasse { $limit } caractères.
exchange-reason = Motif du refus

# Qui pourrait être la même personne
exchange-alike-email-row = Même e-mail ({ $email }) que la ligne { $row }, autre nom
exchange-nameless-unknown = La ligne n’a pas de nom, et personne n’a encore l’adresse { $email } : complétez-la.
exchange-nameless-several = La ligne n’a pas de nom, et plusieurs membres ont l’adresse { $email } : écrivez de qui il s’agit.
exchange-alike-email-known = Même e-mail ({ $email }) que { $name }, autre nom
exchange-alike-birth-row = Même nom et même date de naissance que la ligne { $row }
exchange-alike-birth-known = Même nom et même date de naissance que { $name }

# Importer
action-file-import = Import
done-import = « { $name } » importé : { $new ->
    [0] aucun nouveau membre
    [one] { $new } nouveau membre
   *[other] { $new } nouveaux membres
}, { $updated ->
    [0] aucune fiche complétée
    [one] { $updated } fiche complétée
   *[other] { $updated } fiches complétées
}
note-import = { $new ->
    [one] { $new } nouveau
   *[other] { $new } nouveaux
}, { $updated ->
    [one] { $updated } complété
   *[other] { $updated } complétés
}
exchange-left-refused = { $count ->
    [one] { $count } ligne refusée n’a pas été importée. Vous pouvez l’enregistrer pour la corriger.
   *[other] { $count } lignes refusées n’ont pas été importées. Vous pouvez les enregistrer pour les corriger.
}
exchange-workspace-changed = L’espace a changé depuis la vérification, et le résultat ne serait plus celui que vous avez vu. Vérifiez le fichier à nouveau.
exchange-end-said = fin indiquée par le fichier « { $file } »
exchange-end-unsaid = ni le fichier ni le tarif n’indiquent de fin

# Exporter
exchange-unknown-kind = « { $file } » ne dit pas quel fichier écrire. Terminez son nom par .csv, .xlsx ou .ods.
exchange-folder-missing = Le dossier où écrire « { $file } » n’existe pas ({ $path }). Choisissez-en un autre.
exchange-target-forbidden = « { $file } » ne peut pas être écrit ici : dossier ou fichier protégé. Choisissez un autre endroit, ou fermez le fichier s’il est ouvert ailleurs.
exchange-target-folder = « { $file } » est un dossier. Donnez un nom de fichier.
exchange-disk-full = Le disque est plein : « { $file } » n’a pas été écrit, et rien n’en reste. Libérez de la place ou choisissez un autre disque.
exchange-target-unwritable = « { $file } » n’a pas pu être écrit : { $error }. Choisissez un autre endroit.
exchange-sheet-members = Membres
exchange-sheet-subscriptions = Abonnements
exchange-sheet-payments = Paiements
exchange-sheet-tickets = Billets
exchange-yes = oui
exchange-no = non
exchange-never = à vie

# Noms des colonnes des fichiers : l’import les reconnaît
exchange-header-member-id = Identifiant membre
exchange-header-email = Courriel
exchange-header-first-name = Prénom
exchange-header-last-name = Nom
exchange-header-full-name = Nom complet
exchange-header-pseudonym = Pseudonyme
exchange-header-username = Identifiant
exchange-header-phone = Téléphone
exchange-header-birth-date = Date de naissance
exchange-header-address = Adresse
exchange-header-postal-code = Code postal
exchange-header-city = Ville
exchange-header-country = Pays
exchange-header-language = Langue
exchange-header-newsletter = Newsletter
exchange-header-unsubscribed = Désinscrit
exchange-header-comment = Commentaire
exchange-header-active = Actif
exchange-header-email-state = État du courriel
exchange-header-team = Équipe
exchange-header-vip = VIP
exchange-header-billing-name = Nom de facturation
exchange-header-billing-email = Courriel de facturation
exchange-header-billing-address = Adresse de facturation
exchange-header-billing-country = Pays de facturation
exchange-header-billing-vat = Numéro de TVA
exchange-header-standing = Situation
exchange-header-valid-until = À jour jusqu’au
exchange-header-created-at = Fiche créée le
exchange-header-product = Produit
exchange-header-price = Tarif
exchange-header-price-amount = Prix du tarif
exchange-header-contribution = Cotisation
exchange-header-options = Options
exchange-header-method = Mode de paiement
exchange-header-paid-on = Payé le
exchange-header-starts = Début
exchange-header-ends = Valable jusqu’au
exchange-header-status = Statut
exchange-header-cancelled-on = Annulé le
exchange-header-amount = Montant du paiement
exchange-header-currency = Devise
exchange-header-note = Note du paiement
exchange-header-payment-kind = Nature
exchange-header-ticket-title = Billet
exchange-header-ticket-category = Catégorie du billet
exchange-header-order-number = Numéro de commande
exchange-header-ticket-number = Numéro de billet
exchange-header-activity = Activité
exchange-header-ticket-date = Date du billet
exchange-header-source = Origine de la fiche

# Ce que le fichier ne décide pas : une question avant l’import
exchange-file-markup = « { $file } » est une page ou un document et non un tableau. Ouvrez-le dans Excel ou LibreOffice, puis enregistrez-le en XLSX ou en CSV.
exchange-encoding-utf8-mixed = { $encoding } : { $count ->
    [one] { $count } caractère accentué est juste
   *[other] { $count } caractères accentués sont justes
} ; { $broken ->
    [one] { $broken } autre a été lu
   *[other] { $broken } autres ont été lus
} en windows-1252
exchange-dates-column-day-first = Colonne « { $column } », jj/mm : { $count ->
    [one] { $count } date a un jour supérieur à 12
   *[other] { $count } dates ont un jour supérieur à 12
}
exchange-dates-column-month-first = Colonne « { $column } », mm/jj : { $count ->
    [one] { $count } date a un jour supérieur à 12 en seconde place
   *[other] { $count } dates ont un jour supérieur à 12 en seconde place
}
exchange-dates-chosen-day-first = jj/mm : choisi par vous
exchange-dates-chosen-month-first = mm/jj : choisi par vous
exchange-dates-chosen-year-first = aaaa-mm-jj : choisi par vous
exchange-decimal-ambiguous-comma = Virgule décimale supposée : { $count ->
    [one] { $count } montant se lit
   *[other] { $count } montants se lisent
} aussi avec un point. Vérifiez-en un.
exchange-decimal-ambiguous-point = Point décimal supposé : { $count ->
    [one] { $count } montant se lit
   *[other] { $count } montants se lisent
} aussi avec une virgule. Vérifiez-en un.
exchange-decimal-column-comma = Colonne « { $column } », virgule décimale : { $count ->
    [one] { $count } montant
   *[other] { $count } montants
}
exchange-decimal-column-point = Colonne « { $column } », point décimal : { $count ->
    [one] { $count } montant
   *[other] { $count } montants
}
exchange-decimal-chosen-comma = Virgule décimale : choisie par vous
exchange-decimal-chosen-point = Point décimal : choisi par vous
exchange-doubt-encoding = Les lettres accentuées se lisent aussi bien en { $one } qu’en { $other }. Laquelle de ces lignes est la bonne ?
exchange-doubt-separator = Deux séparateurs donnent un tableau. Lequel de ces découpages est le bon ?
exchange-doubt-dates = Colonne « { $column } » : { $count ->
    [one] une date telle que « { $cell } » se lit
   *[other] { $count } dates telles que « { $cell } » se lisent
} dans les deux sens. Quel jour est-ce ?
exchange-doubt-decimal = Colonne « { $column } » : { $count ->
    [one] un montant tel que « { $cell } » se lit
   *[other] { $count } montants tels que « { $cell } » se lisent
} de deux façons. Combien est-ce ?
exchange-file-broken = « { $file } » est abîmé et ne peut pas être lu. Ouvrez-le dans le logiciel qui l’a créé et enregistrez-le à nouveau.
exchange-vcard-cards = { $count ->
    [one] { $count } fiche de contact
   *[other] { $count } fiches de contact
}, vCard { $versions }
exchange-vcard-groups = { $count ->
    [one] { $count } groupe de contacts laissé de côté
   *[other] { $count } groupes de contacts laissés de côté
}
exchange-vcard-cut = La dernière fiche de « { $file } » n’est pas terminée : le fichier est peut-être incomplet.
exchange-book-strange = « { $file } » est fait d’une façon qui n’est celle d’aucun tableur et n’a pas été ouvert. S’il s’ouvre dans Excel ou LibreOffice, enregistrez la feuille en CSV, puis importez ce fichier.
exchange-row-repeated = Dans « { $file } », la ligne { $row } est répétée { $count } fois, sans doute jusqu’au bas de la feuille. Supprimez les lignes sous votre liste, enregistrez, puis recommencez.
exchange-doubt-sheet = { $count } feuilles contiennent quelque chose. Laquelle faut-il importer ?

# Ce qu’un format ne peut pas contenir
exchange-cell-too-long = « { $column } », à la ligne de « { $who } », compte { $length } caractères, et une cellule { $kind } en contient { $limit } : « { $file } » n’a pas été écrit. Raccourcissez ce texte, laissez la colonne de côté, ou exportez en CSV.
exchange-cell-unwritable = « { $column } », à la ligne de « { $who } », contient un caractère invisible ({ $character }) que le format { $kind } ne sait pas écrire : « { $file } » n’a pas été écrit. Retapez ce texte, laissez la colonne de côté, ou exportez en CSV.
exchange-too-many-columns = Le format { $kind } contient { $limit } colonnes au plus : « { $file } » n’a pas été écrit. Choisissez moins de colonnes, ou exportez en CSV.
exchange-target-device = « { $file } » est un périphérique et non un fichier. Donnez le nom d’un fichier.
exchange-too-much = C’est plus que le format { $kind } ne peut contenir : « { $file } » n’a pas été écrit. Choisissez moins de lignes ou de colonnes, ou exportez en CSV.
