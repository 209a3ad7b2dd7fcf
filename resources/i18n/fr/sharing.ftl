## Le pied de la fenêtre
sharing-foot-shared = Partagé
sharing-foot-first = Premier échange…
sharing-foot-secret = Secret à noter
sharing-foot-waiting = { $count } en attente
sharing-foot-offline = Hors ligne depuis { $since }
sharing-foot-offline-now = Hors ligne
sharing-foot-apart = Injoignable depuis { $since }
sharing-foot-decide = À décider
sharing-tip-preparing = La recherche se prépare ; tout ce que vous faites est déjà enregistré.
sharing-tip-alone = Tout est enregistré dans un fichier de cet ordinateur, que personne d’autre ne voit.
sharing-tip-shared = Tout est partagé. Dernier échange : { $at }.
sharing-tip-first = Ce que les autres postes ont fait arrive.
sharing-tip-secret = Ce système ne garde pas le secret de ce poste : notez-le, sinon l’échange s’arrêtera au prochain démarrage.
sharing-tip-waiting = { $count ->
    [one] Un changement part vers le serveur ; il est déjà enregistré ici.
   *[other] { $count } changements partent vers le serveur ; ils sont déjà enregistrés ici.
}
sharing-tip-offline = { $count ->
    [0] Vous avez choisi de travailler sans réseau.
    [one] Vous avez choisi de travailler sans réseau. Un changement attend ici.
   *[other] Vous avez choisi de travailler sans réseau. { $count } changements attendent ici.
}
sharing-tip-apart = { $count ->
    [0] Le serveur ne répond pas. Continuez : l’échange reprendra de lui-même.
    [one] Le serveur ne répond pas. Continuez : un changement attend ici, et l’échange reprendra de lui-même.
   *[other] Le serveur ne répond pas. Continuez : { $count } changements attendent ici, et l’échange reprendra de lui-même.
}
sharing-tip-decide = { $count ->
    [one] Un changement attend votre décision.
   *[other] { $count } changements attendent votre décision.
}

## Ce qu’un rôle ne permet pas
sharing-barred-administrator = Votre rôle ne le permet pas : c’est aux administrateurs.
sharing-barred-manager = Votre rôle ne le permet pas : c’est aux administrateurs et aux responsables.

## Partager
sharing-share-title = Partager cet espace
sharing-share-text = Plusieurs postes travaillent sur les mêmes membres, par une base PostgreSQL que vous administrez. Chaque poste garde tout chez lui et continue sans réseau ; les changements s’échangent dès que le serveur répond.
sharing-server = Serveur
sharing-port = Port
sharing-database = Base de données
sharing-database-help = Une base vide, qui ne sert qu’à cela.
sharing-login = Identifiant de l’administrateur
sharing-password = Mot de passe
sharing-login-help = Ceux de l’administrateur de la base. Ils servent une fois, et ne sont gardés nulle part.
sharing-proof = Comment le serveur prouve qui il est
sharing-proof-system = Certificats de ce système
sharing-proof-system-help = Chiffré ; le serveur a un certificat reconnu par cet ordinateur.
sharing-proof-pinned = Un certificat précis
sharing-proof-pinned-help = Chiffré ; le serveur se prouve par le certificat que vous donnez, le sien ou celui de son autorité.
sharing-proof-local = Cet ordinateur, sans chiffrement
sharing-proof-local-help = Le serveur est sur cet ordinateur : rien ne passe par le réseau.
sharing-certificate = Certificat (fichier PEM)
sharing-certificate-title = Certificat du serveur
sharing-certificate-kind = Certificat PEM
sharing-certificate-typed = Cet ordinateur n’a pas de fenêtre pour choisir un fichier : écrivez son chemin.
sharing-browse = Choisir…
sharing-workspace = Nom de l’espace
sharing-operator = Votre nom
sharing-operator-help = Tel que les autres le liront.
sharing-computer = Nom de ce poste
sharing-computer-help = S’il ne doit pas porter le nom de cet ordinateur : « Bar », « Entrée »…
sharing-share = Partager
sharing-stop = Arrêter
sharing-job-share = Envoi de l’espace au serveur
sharing-shared-done = L’espace est partagé. Invitez maintenant les autres postes.
sharing-share-stopped = Le partage a été arrêté : rien n’est resté sur le serveur, et rien n’a changé ici.
sharing-server-missing = Indiquez le serveur
sharing-database-missing = Indiquez la base de données
sharing-login-missing = Indiquez l’identifiant de l’administrateur de la base
sharing-port-unreadable = « { $text } » n’est pas un port : écrivez 1 à 65535
sharing-local-only = Ce serveur n’est pas cet ordinateur : choisissez une connexion chiffrée
sharing-certificate-missing = Choisissez le fichier du certificat
sharing-certificate-unreadable = Le fichier { $path } ne se lit pas : { $reason }
sharing-certificate-none = { $path } n’est pas un certificat PEM. Il commence par « BEGIN CERTIFICATE ».

## Rejoindre
sharing-join-title = Rejoindre un espace partagé
sharing-join-help = Avec le code qu’un administrateur vous a donné. L’espace ouvert ici reste tel qu’il est.
sharing-join-open = Rejoindre un espace partagé…
sharing-join-text = Un administrateur vous a donné un code, valable 72 heures. Ce que les autres ont saisi arrive dans un nouveau fichier de cet ordinateur.
sharing-join-code = Code d’invitation
sharing-join-code-help = Collez-le en entier, de « guichet- » jusqu’à la fin.
sharing-join-code-missing = Collez le code de l’invitation
sharing-join-where = Où garder l’espace
sharing-join-where-missing = Indiquez un fichier
sharing-join-do = Rejoindre
sharing-joining = Le serveur vérifie le code…
sharing-taking = { $count ->
    [0] Connexion établie : ce que les autres ont saisi arrive…
    [one] Une ligne reçue…
   *[other] { $count } lignes reçues…
}

## L’espace partagé
sharing-fact-server = Serveur
sharing-fact-database = Base de données
sharing-fact-you = Vous
sharing-fact-exchanged = Dernier échange
sharing-fact-waiting = En attente
sharing-you = { $name } · { $role }
sharing-waiting = { $count ->
    [0] Rien
    [one] Un changement
   *[other] { $count } changements
}
sharing-never = pas encore
sharing-exchange = Échanger maintenant
sharing-exchanging = Échange en cours…
sharing-exchanged = Échange terminé : { $sent ->
    [one] { $sent } changement envoyé
   *[other] { $sent } changements envoyés
}, { $taken ->
    [one] { $taken } ligne reçue
   *[other] { $taken } lignes reçues
}.
sharing-agree = Je suis d’accord : continuer l’échange
sharing-offline = Travailler hors ligne
sharing-offline-off = Les changements sont échangés dès que le serveur répond.
sharing-offline-on = Rien n’est échangé avant que vous le décidiez ; tout est enregistré ici.
sharing-secret = Secret de ce poste
sharing-secret-help = Ce système ne l’a pas gardé. Sans lui, demandez une nouvelle invitation.
sharing-secret-give = Utiliser ce secret
sharing-secret-note = Ce système n’a pas de trousseau pour garder le secret de ce poste. Notez-le en lieu sûr : il sera demandé à chaque démarrage, et n’est écrit nulle part ailleurs.
sharing-secret-noted = C’est noté
sharing-leave-title = Quitter l’espace partagé
sharing-leave-help = Tout reste dans le fichier de cet ordinateur, et n’est plus échangé avec personne.
sharing-leave = Quitter
sharing-leave-ask = Quitter l’espace partagé ?
sharing-leave-text = { $count ->
    [0] Tout reste dans le fichier de cet ordinateur, et n’est plus échangé avec personne. Ce poste perd son accès : pour revenir, il faudra une nouvelle invitation.
    [one] Un changement n’a pas encore été envoyé : les autres ne l’auront pas. Tout reste dans le fichier de cet ordinateur, et n’est plus échangé avec personne. Pour revenir, il faudra une nouvelle invitation.
   *[other] { $count } changements n’ont pas encore été envoyés : les autres ne les auront pas. Tout reste dans le fichier de cet ordinateur, et n’est plus échangé avec personne. Pour revenir, il faudra une nouvelle invitation.
}
sharing-left = L’espace n’est plus partagé par ce poste. Tout est resté ici.

## Les postes et l’équipe
sharing-desks-title = Postes
sharing-desks-unknown = Connus quand le serveur répond.
sharing-desk-seen = { $operator } · vu { $when }
sharing-this-desk = Ce poste
sharing-revoke-open = Retirer l’accès…
sharing-revoke = Retirer l’accès
sharing-revoke-ask = Retirer l’accès de { $operator } ({ $computer }) ?
sharing-revoke-text = Ce poste ne reçoit et n’envoie plus rien, aussitôt. Ce qu’il a déjà envoyé reste, ce qu’il a dans son fichier aussi. Pour revenir, il lui faudra une nouvelle invitation.
sharing-team-title = Équipe
sharing-pending = Invité
sharing-active = Actif
sharing-inactive = Inactif
sharing-permissions = Droits
sharing-permissions-other = Droits ({ $count })
sharing-permissions-tip = Ce que cette personne peut faire, droit par droit ; entre parenthèses, combien sortent du rôle.
sharing-permissions-help = Le rôle décide, sauf où vous en décidez autrement pour cette personne.
sharing-permission-role-yes = Comme le rôle : oui
sharing-permission-role-no = Comme le rôle : non
sharing-permission-given = Oui, toujours
sharing-permission-denied = Non, jamais
sharing-invitations-title = Invitations en attente
sharing-invitation-until = { $role } · code valable jusqu’au { $at }
sharing-invitation-since = { $role } · code expiré depuis le { $at }
sharing-invitation-over = Expirée
sharing-withdraw-open = Retirer…
sharing-withdraw = Retirer l’invitation
sharing-withdraw-ask = Retirer l’invitation de { $name } ?
sharing-withdraw-text = Son code ne vaut plus rien, aussitôt. Vous pourrez toujours inviter de nouveau.
sharing-invite = Inviter…
sharing-invite-title = Inviter
sharing-invite-text = Pour une personne qui arrive, ou pour le second poste de quelqu’un. Vous recevrez un code à lui donner.
sharing-invite-make = Créer le code
sharing-guest-name = Nom
sharing-guest-name-missing = Indiquez qui vous invitez
sharing-guest-email = E-mail
sharing-guest-email-help = Pour reconnaître la personne ; Guichet n’envoie rien lui-même.
sharing-guest-email-missing = Indiquez son adresse e-mail
sharing-guest-role = Rôle
sharing-role-administrator-help = Peut tout, y compris les réglages, l’équipe et les postes.
sharing-role-manager-help = Fait le travail de chaque jour : membres, abonnements, produits ; ni réglages, ni équipe.
sharing-role-user-help = Lit tout et ne change rien.
sharing-role-door-help = Voit qui a un abonnement valide, et rien d’autre.
sharing-code-title = Code d’invitation
sharing-code-text = Donnez ce code à { $name }, de préférence de la main à la main ou par un message que personne d’autre ne lit. Il s’ouvre dans Guichet par « Rejoindre un espace partagé », une seule fois, dans les 72 heures.
sharing-code-once = Ce code n’est gardé nulle part : copiez-le avant de fermer.
sharing-code-unsaved = Le code d’invitation affiché n’est gardé nulle part
sharing-copy = Copier
sharing-copied = Copié

## À décider
sharing-review-title = À décider
sharing-review-help = Deux postes ont donné des valeurs différentes, ou le serveur a refusé un changement. Rien n’est perdu.
sharing-kept = Gardé
sharing-lost = Autre valeur
sharing-keep = Garder « { $value } »
sharing-take = Prendre « { $value } »
sharing-who = { $operator } ({ $computer })
sharing-who-unknown = un autre poste
sharing-refused = Changement refusé
sharing-mend = Corriger
sharing-mend-unsaved = La correction d’un changement refusé n’est pas encore envoyée
sharing-value-now = à présent : { $value }
sharing-more-fields = { $count ->
    [one] et un autre champ
   *[other] et { $count } autres champs
}
sharing-row-gone = Cette fiche n’est plus dans le fichier de cet ordinateur : ce changement ne peut pas être renvoyé. Mettez-le de côté.
sharing-send-again = Renvoyer
sharing-put-aside = Mettre de côté
sharing-put-aside-help = Il reste dans le fichier de cet ordinateur et n’est plus proposé.
sharing-settled = C’est décidé.
sharing-archived = Archivé

## Pendant une saisie
sharing-meanwhile = { $field } : { $before } → { $after }, par { $who }
sharing-meanwhile-unknown = { $field } : { $before } → { $after }, par un autre poste
sharing-meanwhile-who = { $operator } ({ $computer }), { $when }

## Pourquoi un changement a été refusé
refused-right = Le rôle de ce poste ne permettait pas ce changement (droit nécessaire : { $permission }). Un administrateur peut le donner dans « Équipe » ; renvoyez-le ensuite.
refused-field-unfit = « { $field } » ne contient pas une valeur que le serveur accepte, ou manque. Corrigez ce champ, puis renvoyez.
refused-unfit = Le serveur n’a pas compris ce changement : la version de Guichet de ce poste n’est sans doute pas celle de l’espace. Mettez Guichet à jour, puis renvoyez.
refused-field-once = « { $field } » s’écrit une seule fois, à la création de la fiche, et ne se change plus. Mettez ce changement de côté.
refused-once = Ce champ s’écrit une seule fois, à la création de la fiche, et ne se change plus. Mettez ce changement de côté.
refused-entry-gone = L’action dont ce changement fait partie n’est pas arrivée au serveur. Renvoyez-le : il repartira dans une action nouvelle.
refused-field-gone = Ce que « { $field } » désigne n’est pas sur le serveur : cela a peut-être été refusé aussi. Renvoyez-le d’abord, puis ce changement.
refused-gone = Cette fiche n’est pas sur le serveur : sa création a peut-être été refusée aussi. Renvoyez-la d’abord, puis ce changement.
refused-fact = De l’argent enregistré ne se change pas, et cette écriture est déjà sur le serveur avec un autre contenu. Mettez ce changement de côté, et faites une correction s’il en faut une.
refused-field-changed = Un autre poste avait changé « { $field } » entre-temps. Comparez avec la valeur à présent, corrigez la vôtre s’il le faut, puis renvoyez-la si elle doit la remplacer.
refused-changed = Un autre poste avait changé cette fiche entre-temps. Comparez avec les valeurs à présent, corrigez les vôtres s’il le faut, puis renvoyez-les si elles doivent les remplacer.
refused-database = La base de données du serveur n’a pas pu garder cette valeur. Corrigez-la, puis renvoyez ; si cela revient, montrez le détail à l’administrateur de la base.
refused-other = Le serveur a refusé ce changement pour une raison que cette version de Guichet ne connaît pas. Mettez Guichet à jour, puis renvoyez ; si cela revient, montrez le détail à un administrateur.
refused-detail = Réponse du serveur : { $detail }

## Les droits
permission-member-read = voir les membres
permission-member-write = modifier les membres
permission-subscription-read = voir les abonnements
permission-subscription-write = vendre et modifier les abonnements
permission-payment-read = voir les paiements
permission-payment-add = enregistrer des paiements
permission-catalogue-write = modifier les produits et les tarifs
permission-settings-write = modifier les réglages
permission-history-read = voir l’historique
permission-file-read = voir les fichiers joints
permission-team-manage = gérer l’équipe et les postes
## Doublons possibles
sharing-doubles-title = { $count ->
    [one] { $count } doublon possible
   *[other] { $count } doublons possibles
}
sharing-doubles-help = Deux postes ont peut-être saisi la même personne. Rien n’est fusionné tout seul : dites lesquelles ne sont pas la même.
sharing-doubles-apart = Toutes des personnes différentes
sharing-doubles-more = { $count ->
    [one] et une autre
   *[other] et { $count } autres
}
sharing-doubles-all = Voir tous les doublons possibles
sharing-tip-doubles = { $count ->
    [one] Une personne venue d’un autre poste est peut-être déjà dans les membres. Regardez et décidez.
   *[other] { $count } personnes venues d’autres postes sont peut-être déjà dans les membres. Regardez et décidez.
}
