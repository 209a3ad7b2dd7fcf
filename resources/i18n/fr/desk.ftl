## Ce qui a été fait (avec « Annuler » à côté)
done-nothing = Rien à changer : tout était déjà ainsi.
done-workspace-create = Espace créé.
done-venue-edit = Réglages du lieu enregistrés.
done-member-add = { $name } fait partie des membres.
done-member-edit = Fiche de { $name } enregistrée.
done-member-activate = { $name } est actif.
done-member-deactivate = { $name } est inactif ; rien n’est effacé.
done-members-activate =
    { $count ->
        [one] Un membre est devenu actif.
       *[other] { $count } membres sont devenus actifs.
    }
done-members-deactivate =
    { $count ->
        [one] Un membre est devenu inactif ; rien n’est effacé.
       *[other] { $count } membres sont devenus inactifs ; rien n’est effacé.
    }
done-subscription-add = Abonnement de { $name } enregistré.
done-subscription-pay = Paiement de { $name } enregistré.
done-subscription-extend = Abonnement de { $name } prolongé jusqu’au { $until }.
done-subscription-cancel = Abonnement de { $name } résilié.
done-product-save = Produit « { $name } » enregistré.
done-price-save = Tarif « { $name } » enregistré.
done-option-save = Option « { $name } » enregistrée.
done-product-archive = « { $name } » n’est plus en vente.
done-product-restore = « { $name } » est de nouveau en vente.
done-product-reorder = Nouvel ordre enregistré.
done-field-save = Champ « { $name } » enregistré.
done-field-archive = Le champ « { $name } » n’est plus demandé ; ce qu’il contient est gardé.
done-field-restore = Le champ « { $name } » est de nouveau demandé.
done-member-fields = Champs de { $name } enregistrés.
done-file-add = « { $file } » ajouté à la fiche de { $name }.
done-ticket-add = Billet de { $name } ajouté.
done-ticket-edit = Billet de { $name } enregistré.
done-ticket-remove = Billet de { $name } retiré.
done-sync-again = { $name } : envoyé de nouveau.
done-member-apart = { $name } : personnes différentes, c’est noté.
done-layout-save = Choix de colonnes « { $name } » enregistré.
done-layout-forget = Choix de colonnes « { $name } » retiré.
done-undo = Annulé : { $what } { $name }
done-redo = Rétabli : { $what } { $name }

## L’historique : une action par entrée
action-workspace-create = Création de l’espace
action-venue-edit = Réglages du lieu
action-member-add = Nouveau membre
action-member-edit = Fiche modifiée
action-member-activate = Membre activé
action-member-deactivate = Membre désactivé
action-subscription-add = Abonnement vendu
action-subscription-pay = Paiement reçu
action-subscription-extend = Abonnement prolongé
action-subscription-cancel = Abonnement résilié
action-product-save = Produit enregistré
action-product-archive = Produit retiré de la vente
action-product-restore = Produit remis en vente
action-product-reorder = Ordre modifié
action-price-save = Tarif enregistré
action-price-archive = Tarif retiré de la vente
action-price-restore = Tarif remis en vente
action-option-save = Option enregistrée
action-option-archive = Option retirée de la vente
action-option-restore = Option remise en vente
action-field-save = Champ enregistré
action-field-archive = Champ archivé
action-field-restore = Champ remis en service
action-field-reorder = Ordre des champs modifié
action-member-fields = Champs de la fiche modifiés
action-ticket-add = Billet ajouté
action-ticket-edit = Billet modifié
action-ticket-remove = Billet retiré
action-sync-again = Changement refusé envoyé de nouveau
action-sync-resolve = Autre valeur d’un conflit reprise
action-member-apart = Personnes différentes
action-layout-save = Choix de colonnes enregistré
action-layout-forget = Choix de colonnes retiré
action-undo = Annulation
action-redo = Rétablissement
note-members =
    { $count ->
        [one] un membre
       *[other] { $count } membres
    }
note-subscription = { $product }, { $price }, { $amount }
note-payment = { $amount }
note-extended = jusqu’au { $until } : { $reason }
note-cancelled = { $product }
note-cancelled-why = { $product } : { $reason }
note-undo = { $what }, { $at }
note-apart = { $names }
note-ticket = { $title }
why-extended = prolongé : { $reason }

## Ce qui n’a pas pu être annulé
left-changed =
    { $count ->
        [one] { $name } : un champ a été modifié depuis ; il reste tel quel.
       *[other] { $name } : { $count } champs ont été modifiés depuis ; ils restent tels quels.
    }
left-changed-field = { $name } : « { $field } » a été modifié depuis ; il reste tel quel.
left-touched = { $name } a été modifié depuis, et reste. Annulez d’abord l’action plus récente.
left-used = { $name } sert encore à autre chose, et reste. Annulez d’abord ce qui en dépend.
left-orphan = { $name } ne peut pas revenir : ce dont il dépend a été annulé. Rétablissez-le d’abord.
left-more =
    { $count ->
        [one] Un autre élément reste aussi tel quel.
       *[other] { $count } autres éléments restent aussi tels quels.
    }
left-members-gone =
    { $count ->
        [one] Un membre n’est plus là ; il a été passé.
       *[other] { $count } membres ne sont plus là ; ils ont été passés.
    }
left-choice-held =
    { $count ->
        [one] Un membre garde le choix « { $choice } », qui n’est plus proposé.
       *[other] { $count } membres gardent le choix « { $choice } », qui n’est plus proposé.
    }
undo-nothing = Il n’y a rien à annuler.
undo-already = Cette action est déjà annulée.
undo-create = La création de l’espace ne s’annule pas.
undo-gone = Ce que cette action a fait n’est plus là : une action plus récente l’a retiré. Annulez d’abord celle-là.
redo-nothing = Il n’y a rien à rétablir.

## Ce qui n’est plus là
gone-entry = Cette action n’est pas dans l’historique de cet espace.
gone-member = Ce membre n’est plus là : son ajout a été annulé. Cherchez-le dans la liste ou ajoutez-le de nouveau.
gone-subscription = Cet abonnement n’est plus là : sa vente a été annulée.
gone-product = Ce produit n’est plus là. Choisissez-en un autre.
gone-price = Le tarif « { $name } » n’est plus en vente. Choisissez-en un autre ; le reste de votre saisie est gardé.
gone-layout = Ce choix de colonnes n’est plus là. Fermez la page et rouvrez-la.
gone-price-unknown = Ce tarif n’est plus là. Choisissez-en un autre ; le reste de votre saisie est gardé.
gone-option = L’option « { $name } » n’est plus proposée. Choisissez-en une autre ; le reste de votre saisie est gardé.
gone-option-unknown = Cette option n’est plus là. Choisissez-en une autre.
gone-venue = Les réglages de cet espace manquent. Restaurez une sauvegarde.
gone-field = Ce champ n’est plus là : sa création a été annulée.
gone-ticket = Ce billet n’est plus là : il a été retiré, ou son ajout annulé.
gone-content = Ce fichier n’est plus dans l’espace. Lancez la vérification de l’espace et restaurez une sauvegarde si besoin.

## La vente
sale-paid-in-the-future = La date de paiement est dans le futur. Corrigez-la.
sale-one-option = Ce produit n’accepte qu’une option. N’en gardez qu’une.
sale-lifetime-runs = Cette personne a déjà « { $product } » à vie : il n’y a rien à renouveler.
sale-stock =
    { $stock ->
        [one] Le tarif « { $price } » est complet : la seule place est prise. Choisissez un autre tarif ou augmentez le stock.
       *[other] Le tarif « { $price } » est complet : les { $stock } places sont prises. Choisissez un autre tarif ou augmentez le stock.
    }
sale-max-of-price =
    { $limit ->
        [one] Un seul abonnement « { $price } » à la fois par membre.
       *[other] Au plus { $limit } abonnements « { $price } » à la fois par membre.
    }
sale-max-of-product =
    { $limit ->
        [one] Un seul abonnement « { $product } » à la fois par membre.
       *[other] Au plus { $limit } abonnements « { $product } » à la fois par membre.
    }
sale-requires = Ce tarif demande un abonnement valide parmi : { $prices }.
sale-negative = Le montant ne peut pas être négatif.
sale-less-than-one = Le montant est 0 (offert) ou au moins 1.
sale-below-minimum = Le montant libre est d’au moins { $minimum }.
sale-nothing-to-await = Un montant de 0 n’attend pas de paiement : choisissez « Offert ».
warning-not-the-price = Le tarif est de { $amount }.
warning-email-shared = { $name } a déjà l’adresse { $email }. C’est permis (couples, familles) ; vérifiez que ce n’est pas la même personne.
warning-inactive = { $name } est inactif. L’abonnement ne change rien à cela.
pay-cancelled = Cet abonnement est résilié : il n’attend plus de paiement.
pay-already = Cet abonnement est déjà payé.
pay-offered = Cet abonnement a un montant : il ne peut pas devenir offert. Résiliez-le et offrez-en un nouveau.
pay-other-amount = Le montant attendu est de { $amount }.
extend-cancelled = Un abonnement résilié ne se prolonge pas. Vendez-en un nouveau.
extend-no-end = Cet abonnement n’a pas de date de fin à repousser.
extend-not-later = La nouvelle fin doit venir après le { $end }.
extend-why-missing = Dites pourquoi : la raison reste dans l’historique.
cancel-already = Cet abonnement est déjà résilié.
option-name-missing = Donnez un nom à cette option.
option-name-one-line = Le nom d’une option tient sur une ligne de 200 caractères au plus.
apart-too-few = Choisissez au moins deux membres qui ne sont pas la même personne.
apart-too-many = { $count } membres à la fois sont trop : décidez pour { $limit } au plus.
arrivals-here = { $name } est peut-être deux fois dans les membres : saisi ici et sur « { $there } ».
arrivals-elsewhere = { $name } est peut-être deux fois dans les membres : saisi sur « { $here } » et sur « { $there } ».
arrivals-unknown = { $name }, qui vient d’un autre poste, est peut-être déjà dans les membres.
arrivals-many = { $count ->
    [one] { $count } personne venue d’un autre poste est peut-être déjà dans les membres.
   *[other] { $count } personnes venues d’autres postes sont peut-être déjà dans les membres.
}
ticket-same = C’est le même billet que « { $title } » de { $name } : même commande et même numéro. Corrigez le numéro, ou ouvrez la fiche de { $name }.

## Les champs du lieu et leurs fichiers
custom-field-kind-stays = Ce champ contient déjà des valeurs : son type ne change plus. Créez un autre champ.
custom-value-required = Le champ « { $field } » est obligatoire : il ne peut pas être vidé.
custom-value-archived = Le champ « { $field } » est archivé : remettez-le en service pour y écrire.
custom-value-no-file-field = Le champ « { $field } » ne garde pas de fichier. Choisissez un champ de type fichier.
file-too-large = « { $file } » pèse { $size } Mio ; un champ garde un fichier de { $limit } Mio au plus. Réduisez-le, ou gardez-le ailleurs.
file-runs = « { $file } » s’exécuterait comme un programme : Guichet ne l’ouvre pas. Enregistrez-le ailleurs si vous êtes sûr de son origine.
file-no-program = Aucun programme de cet ordinateur n’a ouvert « { $file } ». Enregistrez-le ailleurs, puis ouvrez-le de là.

## Le fichier et le disque
failure-refused = Cette action n’est pas permise.
failure-cancelled = Arrêté : rien n’a été écrit.
failure-at = « { $path } » : { $what }
failure-locked = « { $path } » est déjà ouvert par { $operator } sur { $computer }, depuis le { $since } (processus { $process }). Fermez-le là-bas, puis réessayez.
failure-locked-unknown = « { $path } » est déjà ouvert par un autre programme. Fermez-le là-bas, puis réessayez.
failure-newer = « { $path } » a été écrit par une version plus récente de Guichet. Mettez Guichet à jour sur cet ordinateur ; le fichier n’a pas été touché.
failure-foreign = « { $path } » est la base de données d’un autre programme. Choisissez un espace Guichet ; le fichier n’a pas été touché.
failure-not-a-workspace = Ce n’est pas un espace Guichet. Choisissez un autre fichier ; celui-ci n’a pas été touché.
failure-folder = « { $path } » est un dossier. Choisissez un fichier.
failure-emptied = « { $path } » est vide, mais son journal est resté à côté : il a sans doute été tronqué. Restaurez une sauvegarde.
failure-exists = « { $path } » existe déjà, et n’est pas remplacé. Choisissez un autre nom.
failure-no-folder = Le dossier « { $path } » n’existe pas. Créez-le ou choisissez-en un autre.
failure-no-backup = « { $path } » n’existe pas. Choisissez le fichier d’une sauvegarde.
failure-damaged-backup = La sauvegarde « { $path } » est abîmée et n’a pas été restaurée. Essayez-en une plus ancienne ; votre espace n’a pas changé.
failure-path-not-text = « { $path } » porte un nom que ce système ne sait pas écrire en texte. Choisissez un nom plus simple.
failure-read-only = Ce fichier ou son dossier est en lecture seule. Donnez-vous le droit d’y écrire, ou copiez-le ailleurs.
failure-disk-full = Le disque est plein : l’action n’a pas été enregistrée. Libérez de la place, puis recommencez.
failure-disk = Le disque n’a pas répondu : l’action n’a pas été enregistrée. Vérifiez qu’il est bien branché, puis recommencez.
failure-corrupt = Le fichier est abîmé. Fermez Guichet, gardez une copie du fichier et restaurez la dernière sauvegarde.
failure-cannot-open = Ce fichier ne s’ouvre pas : il manque, ou son dossier est inaccessible. Vérifiez le chemin.
failure-busy = Une autre action est en cours d’enregistrement. Attendez qu’elle finisse, puis recommencez.
failure-row-gone = Une ligne a disparu pendant l’enregistrement : rien n’a été écrit. Recommencez.
failure-unreadable-row = Une ligne ne se lit pas ({ $column }). Lancez la vérification de l’espace et restaurez une sauvegarde si besoin.
failure-storage = L’enregistrement a échoué : { $detail }. Rien n’a été écrit ; recommencez, et vérifiez l’espace si cela se répète.
notice-migrated = L’espace a été mis à jour pour cette version. Son état d’avant est gardé dans « { $path } ».
notice-clock = L’horloge de cet ordinateur indique le { $now }, mais la dernière action date du { $last }. Mettez l’horloge à l’heure : les dates de fin en dépendent.

## La vérification de l’espace
check-file = Le fichier est abîmé : { $detail }. Restaurez une sauvegarde.
check-reference = Une ligne de « { $table } » renvoie à une ligne de « { $parent } » qui manque.
check-offered = { $name } : un abonnement offert a un montant, ou un abonnement payé n’en a pas.
check-negative = { $name } : un abonnement a un montant négatif.
check-ends = { $name } : la fin d’un abonnement ne va pas avec sa validité.
check-starts = { $name } : un abonnement finit avant de commencer.
check-paid-on = { $name } : un abonnement a une date de paiement sans moyen de paiement.
check-sum = { $name } : la somme des paiements d’un abonnement n’est pas son montant.
check-live-member = { $name } : un abonnement n’a plus son membre.
check-archived-sum = { $name } : une vente annulée garde de l’argent.
check-fact-archived = { $name } : un paiement a été retiré, ce qui ne se fait jamais.
check-sign = { $name } : le signe d’un paiement ne va pas avec son genre.
check-reversal-of-nothing = { $name } : une contre-écriture ne reprend aucun paiement.
check-reversal = { $name } : une contre-écriture ne correspond pas au paiement qu’elle reprend.
check-reversed-twice = { $name } : un paiement est repris deux fois.
check-content = Le fichier « { $name } » d’un membre n’est plus dans l’espace, ou n’y est plus entier.
check-change = Une ligne de l’historique ({ $name }) n’appartient à aucune action.
check-entry-time = Les heures de l’historique reculent ({ $name }).
check-undo = Une action est marquée annulée sans l’être ({ $name }).
check-journal = Une ligne de « { $name } » n’est pas dans l’historique.
check-cell =
    { $count ->
        [one] Une ligne de « { $table } » contient une valeur illisible.
       *[other] { $count } lignes de « { $table } » contiennent une valeur illisible.
    }
check-more =
    { $count ->
        [one] … et une autre pareille.
       *[other] … et { $count } autres pareilles.
    }
