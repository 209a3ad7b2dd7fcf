## Help
cli-usage-heading = Utilisation :
cli-commands-heading = Commandes 
cli-options-heading = Options 
cli-arguments-heading = Arguments 
cli-command-value = COMMANDE
cli-help-more = « guichet help COMMANDE » explique une commande. Sans commande, la fenêtre s’ouvre.
    Fin : 0 fait, 1 échec, 2 mal écrit, 3 fait mais des lignes ont été refusées.
cli-about = Guichet, le comptoir de votre lieu : membres, abonnements et encaissements
cli-about-demo = Remplit un espace vide de personnes, produits, abonnements et paiements d’exemple
cli-about-members = Liste les membres
cli-about-subscriptions = Liste les abonnements
cli-about-fields = Liste les champs du lieu
cli-about-field = Ajoute un champ du lieu, ou le remplit pour un membre
cli-about-field-add = Ajoute un champ aux fiches des membres
cli-about-field-set = Remplit ou vide un champ du lieu pour un membre
cli-about-import = Importe un fichier CSV ou Excel, en une seule action que l’on peut annuler
cli-about-export = Exporte les membres, les abonnements, les paiements ou les billets
cli-about-subscribe = Enregistre l’abonnement d’un membre et son paiement
cli-about-history = Montre l’historique : qui a fait quoi, et quand
cli-about-undo = Annule la dernière action, ou celle que l’on nomme
cli-about-check = Vérifie que l’espace est intact ; échoue et dit ce qui ne va pas sinon
cli-about-backup = Copie l’espace entier dans un fichier
cli-about-restore = Remplace l’espace par une sauvegarde ; l’ancien est gardé à côté
cli-about-help = Explique une commande
cli-arg-workspace = Fichier de l’espace ; sinon le dernier ouvert
cli-arg-language = Langue des textes : fr ou en
cli-arg-software = Dessine la fenêtre sans la carte graphique
cli-arg-version = Dit la version
cli-arg-help = Explique
cli-arg-members = Nombre de membres (300 si rien n’est dit)
cli-arg-seed = Graine du hasard : la même donne les mêmes personnes
cli-arg-search = Mots à trouver, sans souci des accents ni des majuscules
cli-arg-where = Filtre, autant de fois que l’on veut. Membres : tab, active, email_error, standing, team, email_valid, duplicate, custom.CLÉ (any, none, ou une valeur). Abonnements : product, paid_on, ends, status
cli-arg-sort = Colonne de tri, par exemple last_name ou received
cli-arg-descending = Trie à l’envers
cli-arg-limit = Nombre de lignes au plus
cli-arg-json = Écrit un document JSON, pour les programmes
cli-arg-from = Fichier à importer : CSV ou classeur
cli-arg-as = Ce qu’il contient : members (les abonnements sont ignorés) ou subscriptions
cli-arg-map = Colonne du fichier et le champ qu’elle est ; rien après le = pour l’ignorer
cli-arg-on-match = Pour un membre déjà connu : fill (remplit les blancs), overwrite (remplace) ou leave (laisse)
cli-arg-policy = La même règle pour une seule colonne, par exemple Téléphone=overwrite
cli-arg-sheet = La feuille du classeur, par son nom
cli-arg-encoding = L’encodage du fichier, par exemple windows-1252
cli-arg-separator = Le séparateur des colonnes : un signe, ou tab
cli-arg-decimal = Le signe des décimales : comma ou point
cli-arg-dates = L’ordre des dates : dd/mm, mm/dd ou yyyy-mm-dd
cli-arg-header-row = La ligne des noms de colonnes, à partir de 1 ; 0 : il n’y en a pas
cli-arg-afresh = Oublie comment un fichier aux mêmes colonnes a été importé
cli-arg-over-hand = Prend les valeurs du fichier même contre celles saisies à la main
cli-arg-no-create = Ne crée ni produit ni tarif : les personnes entrent sans ces abonnements
cli-arg-dry-run = Dit ce qui serait fait, sans rien écrire
cli-arg-rejects = Fichier où garder les lignes refusées et leurs raisons
cli-arg-exported = members, subscriptions, payments ou tickets
cli-arg-to = Fichier à écrire, en .csv, .xlsx ou .ods
cli-arg-fields = Champs, dans l’ordre, séparés par des virgules
cli-arg-layout = Un choix de colonnes enregistré, par son nom
cli-arg-dialect = Écriture du CSV : french_excel ou plain
cli-arg-title = Titre du champ, tel que les fiches le montrent
cli-arg-kind = Type du champ : text, long_text, number, date, choice, choices, yes_no ou file
cli-arg-choices = Choix, dans l’ordre, séparés par des virgules
cli-arg-explain = Aide montrée sous le champ
cli-arg-required = Le champ est obligatoire
cli-arg-field = Le champ, par sa clé ou son titre
cli-arg-value = Ce qu’il contient ; d’un champ de fichier, le chemin du fichier
cli-arg-clear = Vide le champ
cli-arg-email = E-mail du membre
cli-arg-price = Nom du tarif, ou « produit, tarif »
cli-arg-method = Moyen de paiement : cash, card, cheque, transfer ou offered
cli-arg-amount = Montant payé, par exemple 25,00 ; sinon celui du tarif
cli-arg-name = Nom de la personne, quand plusieurs partagent l’e-mail
cli-arg-member = Seulement l’historique du membre qui a cet e-mail
cli-arg-entry = Numéro de l’action dans l’historique
cli-arg-copy = Fichier de la copie ; il ne doit pas encore exister
cli-arg-backup = Sauvegarde à reprendre
cli-arg-topic = Commande à expliquer

## Wrong usage
cli-unknown-argument = « { $argument } » n’est pas connu ici. « guichet help » montre comment faire.
cli-unknown-argument-near = « { $argument } » n’est pas connu ici ; vouliez-vous dire « { $near } » ?
cli-unknown-command = « { $command } » n’est pas une commande. « guichet help » montre comment faire.
cli-missing = Il manque : { $argument }. « guichet help » montre comment faire.
cli-no-value = « { $argument } » demande une valeur. « guichet help » montre comment faire.
cli-wrong-value = « { $value } » ne va pas pour « { $argument } ». « guichet help » montre comment faire.
cli-twice = « { $argument } » ne s’écrit qu’une fois.
cli-not-both = « { $argument } » et « { $other } » ne vont pas ensemble.
cli-too-many-values = « { $argument } » prend moins de valeurs que cela. « guichet help » montre comment faire.
cli-wrong = Cette ligne de commande n’est pas comprise. « guichet help » montre comment faire.
cli-wrong-choice = « { $value } » ne va pas pour { $argument }. Choisissez parmi : { $choices }.
cli-no-pair = { $argument } s’écrit avec un signe = : « { $value } » n’en a pas.
cli-no-entry = « { $entry } » n’est pas le numéro d’une action. « guichet history » les montre.

## What could not be done
cli-no-workspace = Il n’y a pas d’espace dans « { $path } ». Vérifiez le chemin, ou créez-en un avec la fenêtre, « guichet import » ou « guichet demo ».
cli-of-file = « { $path } » : { $reason }
cli-output = La réponse n’a pas pu être écrite : { $reason }.
cli-no-member = Aucun membre n’a l’e-mail « { $email } » (et ce nom, s’il a été donné). « guichet members --search » aide à le trouver.
cli-several-members = Plusieurs membres partagent « { $email } » : { $names }. Précisez avec --name.
cli-no-price = Il n’y a pas de tarif « { $price } » en vente. Tarifs : { $choices }.
cli-several-prices = Plusieurs tarifs s’appellent « { $price } ». Précisez : { $choices }.

## Answers
cli-standing = Abonnement
cli-valid-until = Valide jusqu’au
cli-notes = Remarques
cli-note-inactive = inactif
cli-note-team = équipe
cli-note-vip = VIP
cli-note-email-error = e-mail en erreur
cli-members-found = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
cli-subscriptions-found = { $count ->
    [one] { $count } abonnement
   *[other] { $count } abonnements
}
cli-first-shown = , dont les { $shown } premiers sont montrés
cli-when = Quand
cli-who = Qui
cli-what = Quoi
cli-subject = Sujet
cli-rows = Lignes
cli-state = État
cli-entry = Numéro
cli-undone = annulé
cli-undoes = annulation
cli-exported = { $rows ->
    [one] { $rows } ligne écrite
   *[other] { $rows } lignes écrites
} : { $path }
cli-check-fine = L’espace est intact.
cli-backed-up = L’espace est copié dans « { $path } ».
cli-restored = La sauvegarde est reprise dans « { $path } ».
cli-kept = L’espace précédent est gardé dans « { $path } ».

## Imports
cli-import-read = Lu en { $encoding }, colonnes séparées par « { $separator } », dates { $dates }.
cli-import-read-sheet = Lu comme classeur { $format }, feuille « { $sheet } ».
cli-import-read-cards = Lu comme des fiches de contacts ({ $format }).
cli-import-people = Membres : { $new } en plus, { $updated } complétés, { $unchanged } inchangés.
cli-import-subscriptions = { $subscriptions ->
    [one] { $subscriptions } abonnement en plus
   *[other] { $subscriptions } abonnements en plus
}, pour { $amount }.
cli-import-products = Produits et tarifs créés : { $names }.
cli-import-tickets = { $count ->
    [one] Un billet ajouté.
   *[other] { $count } billets ajoutés.
}
cli-import-fields = Champs créés : { $names }.
cli-import-contradictions = { $count ->
    [one] Une valeur saisie à la main est gardée contre celle du fichier (--over-hand prend celle du fichier) :
   *[other] { $count } valeurs saisies à la main sont gardées contre celles du fichier (--over-hand prend celles du fichier) :
}
cli-import-contradiction = Ligne { $row }, { $name } : « { $kept } », saisi par { $by } ; le fichier dit « { $said } ».
cli-import-refused = { $count ->
    [one] { $count } ligne refusée :
   *[other] { $count } lignes refusées :
}
cli-import-refusal = ligne { $row } : { $reason }
cli-import-duplicates = { $count ->
    [one] { $count } doublon possible :
   *[other] { $count } doublons possibles :
}
cli-import-duplicate = ligne { $row }, { $name } : { $reason }
cli-import-dry-run = Rien n’a été écrit : c’était un essai.
cli-import-nothing = Il n’y avait rien à écrire.

## Progress
cli-job-demo = Exemples en préparation
cli-job-check = Lecture du fichier
cli-job-import = Import
cli-job-export = Export

## Example data
demo-not-empty = Cet espace a déjà des membres : les exemples ne vont que dans un espace vide. Choisissez un autre fichier.
demo-too-many = Les exemples ne dépassent pas { $most } membres.
action-workspace-demo = Exemples
done-workspace-demo = L’espace d’exemple est prêt : { $members } membres, { $subscriptions } abonnements.
cli-no-field = Il n’y a pas de champ « { $field } ». Champs du lieu : { $choices }.
cli-field-value = { $field } : { $value }
cli-field-label = clé : { $label }
cli-fields-found =
    { $count ->
        [0] Aucun champ du lieu.
        [one] Un champ du lieu.
       *[other] { $count } champs du lieu.
    }

## Partager
cli-about-share = Partage l’espace par une base PostgreSQL (le mot de passe est lu sur l’entrée standard)
cli-about-join = Rejoint un espace partagé avec un code d’invitation, dans un nouveau fichier
cli-about-sync = Échange avec les autres postes, une fois ou sans cesse
cli-about-desks = Liste les postes qui partagent l’espace
cli-about-team = Liste l’équipe et les invitations en attente, et change ce qu’une personne peut faire
cli-about-conflicts = Liste ce que deux postes ont changé différemment et ce que le serveur a refusé, et le règle
cli-about-duplicates = Liste qui est peut-être deux fois dans les membres, et note qui n’est pas la même personne
cli-about-invite = Crée un code d’invitation, valable 72 heures, pour une personne ou son second poste
cli-about-revoke = Retire l’accès d’un poste, ou retire une invitation
cli-about-leave = Quitte l’espace partagé ; tout reste dans le fichier
cli-arg-host = Serveur PostgreSQL
cli-arg-port = Port du serveur
cli-arg-database = Base de données, vide
cli-arg-login = Identifiant du poste ou de l’invitation à retirer : « guichet desks » et « guichet team » les listent
cli-arg-administrator = Identifiant de l’administrateur de la base
cli-arg-workspace-name = Nom de l’espace, tel que les autres postes le liront
cli-arg-person = Nom de la personne invitée
cli-arg-person-email = E-mail de la personne invitée
cli-arg-upgrade = Met le serveur de l’espace partagé au niveau de ce programme, au lieu de partager
cli-arg-plain = Sans chiffrement : seulement vers cet ordinateur
cli-arg-certificate = Certificat du serveur à épingler (fichier PEM)
cli-arg-operator = Votre nom, tel que les autres le liront
cli-arg-computer = Nom de ce poste, s’il n’est pas celui de l’ordinateur
cli-arg-code = Code d’invitation ; sans lui, il est lu sur l’entrée standard
cli-arg-once = Un seul échange
cli-arg-secret = Lit le secret de ce poste sur l’entrée standard (sans trousseau)
cli-arg-keep = Règle ce conflit en gardant la valeur gardée
cli-arg-apart = Note que ces membres, par leur numéro ou leur e-mail, ne sont pas la même personne
cli-arg-take = Règle ce conflit en reprenant l’autre valeur
cli-arg-again = Renvoie ce changement refusé
cli-arg-set = Corrige un champ du changement à renvoyer ; plusieurs fois si besoin
cli-arg-aside = Met ce changement refusé de côté
cli-arg-role = administrator, manager, user ou door
cli-arg-operator-of = Personne : son nom, son e-mail ou son identifiant
cli-arg-allow = Donne ce droit à la personne, quel que soit son rôle
cli-arg-deny = Refuse ce droit à la personne, quel que soit son rôle
cli-arg-as-role = Laisse de nouveau le rôle décider de ce droit
cli-arg-activate = Rend son accès à la personne
cli-arg-deactivate = Retire son accès à la personne, sur tous ses postes
cli-ask-password = Mot de passe de l’administrateur de la base :
cli-ask-code = Code d’invitation :
cli-give-secret = Donnez-le sur l’entrée standard, avec --secret.
cli-no-secret = Aucun secret n’a été lu sur l’entrée standard.
cli-ask-secret = Secret de ce poste :
cli-unreadable = Le fichier { $path } ne peut pas être lu : { $detail }
cli-sharing = Envoi de l’espace
cli-shared = L’espace est partagé. Invitez les autres avec « guichet invite ».
cli-upgraded = Le serveur est passé de la version { $before } à la version { $after }.
cli-upgrade-none = Le serveur est déjà à jour (version { $after }).
cli-joined = L’espace est rejoint : { $count } lignes reçues dans { $path }.
cli-exchanged = { $sent ->
    [one] { $sent } changement envoyé
   *[other] { $sent } changements envoyés
}, { $taken ->
    [one] { $taken } ligne reçue.
   *[other] { $taken } lignes reçues.
}
cli-operator = Personne
cli-last-seen = Vu
cli-login = Identifiant
cli-email = E-mail
cli-role = Rôle
cli-status = État
cli-exceptions = Droits hors rôle
cli-invitation = Invitation de { $name } ({ $role }), valable jusqu’au { $at } : { $login }
cli-invitation-over = Invitation de { $name } ({ $role }), expirée depuis le { $at } : { $login }
cli-may-role = oui, par le rôle : { $permission } ({ $what })
cli-may-not-role = non, par le rôle : { $permission } ({ $what })
cli-may = oui, donné : { $permission } ({ $what })
cli-may-not = non, refusé : { $permission } ({ $what })
cli-no-operator = Personne dans l’équipe ne s’appelle « { $who } ».
cli-many-operators = Plusieurs personnes s’appellent « { $who } » : donnez l’e-mail.
cli-computer = Poste
cli-no-conflict = Il n’y a pas de conflit ouvert n° { $id }.
cli-settled = Le conflit est réglé.
cli-conflict = n° { $id } { $subject }, { $field } : gardé « { $kept } » ({ $keeper }), écarté « { $lost } » ({ $loser })
cli-why = Pourquoi
cli-more-alike = { $count ->
    [one] et une autre personne
   *[other] et { $count } autres personnes
}
cli-duplicates-found = { $count ->
    [0] Aucun doublon possible.
    [one] { $count } doublon possible.
   *[other] { $count } doublons possibles.
}
cli-conflicts-found = { $count ->
    [0] Aucun conflit ouvert.
    [one] { $count } conflit ouvert.
   *[other] { $count } conflits ouverts.
}
cli-refused-change = Refusé { $id } { $subject }, { $values } : { $reason } ({ $code })
cli-refused-found = { $count ->
    [0] Aucun changement refusé.
    [one] { $count } changement refusé.
   *[other] { $count } changements refusés.
}
cli-no-refusal = Il n’y a pas de changement refusé { $id }.
cli-no-set = « { $field } » ne se corrige pas ici. Champs de ce changement : { $fields }
cli-sent-again = Le changement est renvoyé.
cli-put-aside = Le changement est mis de côté : il reste dans le fichier et n’est plus proposé.
cli-invited = Code d’invitation, valable 72 heures, à donner à cette personne et à nulle autre :
cli-revoked = Ce poste n’a plus accès.
cli-left = L’espace n’est plus partagé par ce fichier.
cli-note-secret = Secret de ce poste, à noter : il n’est nulle part ailleurs : { $secret }
cli-talking = Échange en cours.
cli-offline = Travail hors ligne.
cli-sharing-state = { $state } En attente : { $waiting }.
cli-arg-accept-removals = Accepte qu’un autre poste ait retiré beaucoup de lignes d’un coup
