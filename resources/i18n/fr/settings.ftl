settings-title = Réglages
settings-page-appearance = Apparence
settings-page-venue = Lieu
settings-page-fields = Champs
settings-page-sharing = Partage
settings-page-data = Données
settings-page-about = À propos
settings-unsaved = Les réglages du lieu ne sont pas enregistrés

settings-this-computer = Sur cet ordinateur
settings-language = Langue
settings-appearance = Thème
settings-appearance-system = Comme le système
settings-appearance-light = Clair
settings-appearance-dark = Sombre
settings-text-size = Taille du texte
settings-text-size-value = { $percent } %
settings-dense = Lignes serrées
settings-dense-help = Plus de personnes à l’écran, moins d’air entre les lignes.
settings-card = Dessiner avec la carte graphique
settings-card-help = Dès le prochain démarrage. Si la fenêtre ne s’ouvre pas, Guichet s’en passe la fois d’après.
settings-live = Ces choix s’appliquent aussitôt, pour ce poste seulement.

settings-venue-title = Votre lieu
settings-venue-help = Partagé par tous les postes de cet espace.
settings-venue-name = Nom du lieu
settings-venue-name-missing = Donnez un nom à votre lieu
settings-zone = Fuseau horaire
settings-zone-change = Changer : tapez une ville
settings-zone-none = Aucun fuseau ne porte ce nom. Essayez la grande ville la plus proche.
settings-currency = Monnaie
settings-rules-title = Règles de validité
settings-school-year-end = Dernier jour de l’année scolaire
settings-school-year-help = Un tarif « année scolaire » vaut jusqu’à la fin de ce jour.
settings-school-day-unreadable = Ce jour n’existe pas dans ce mois
settings-expires-soon = « Expire bientôt »
settings-rollover = Passer à la période suivante
settings-rollover-help = Une adhésion à période fixe vendue dans ces derniers jours vaut jusqu’à la fin de la période suivante. 0 : jamais.
settings-days-unreadable = « { $text } » n’est pas un nombre de jours : écrivez 0 à 366
settings-save = Enregistrer
settings-month-1 = janvier
settings-month-2 = février
settings-month-3 = mars
settings-month-4 = avril
settings-month-5 = mai
settings-month-6 = juin
settings-month-7 = juillet
settings-month-8 = août
settings-month-9 = septembre
settings-month-10 = octobre
settings-month-11 = novembre
settings-month-12 = décembre

settings-where-title = Où sont vos données
settings-where-help = Tout est dans ce fichier, sur cet ordinateur. Rien n’en sort sans vous.
settings-size-kilobytes = { $size } ko
settings-size-megabytes = { $size } Mo
settings-open-folder = Ouvrir le dossier
settings-folder-not-opened = Le dossier { $path } n’a pas pu être ouvert : ouvrez-le depuis votre gestionnaire de fichiers
settings-backup = Sauvegarder…
settings-backup-running = Sauvegarde en cours…
settings-backup-help = Une copie complète de l’espace, à garder ailleurs que sur cet ordinateur.
settings-backup-title = Sauvegarder l’espace
settings-backup-name = guichet { $day }
settings-backed-up = Sauvegarde faite : { $path }
settings-restore = Restaurer…
settings-restore-help = Remplace l’espace par une sauvegarde. Ce qui est là maintenant est gardé à côté.
settings-restore-title = Choisir la sauvegarde à restaurer
settings-restore-confirm-title = Restaurer cette sauvegarde ?
settings-restore-confirm-text = L’espace d’aujourd’hui sera mis de côté dans le même dossier, puis remplacé par { $path }. Ce qui a été saisi depuis cette sauvegarde n’y sera plus ; l’espace mis de côté permet d’y revenir.
settings-restore-confirm = Restaurer
settings-cancel = Annuler
settings-other-title = Autres espaces
settings-other-help = Une autre association, une autre salle : chacune son fichier.
settings-open = Ouvrir un espace…
settings-open-title = Ouvrir un espace
settings-create = Créer un espace…
settings-create-title = Créer un espace
settings-file-kind = Espace Guichet
settings-path = Chemin du fichier
settings-path-use = Continuer
settings-path-missing = Indiquez le chemin du fichier
settings-no-dialog = Cet ordinateur n’a pas de fenêtre de choix de fichier : saisissez le chemin.
settings-file-exists = { $path } existe déjà : choisissez un autre nom
settings-file-missing = Il n’y a pas de fichier { $path } : vérifiez le chemin
settings-check-title = Vérification
settings-check-help = Relit tout le fichier et contrôle que rien ne s’y contredit.
settings-check = Vérifier
settings-check-running = Vérification en cours…
settings-check-clean = Tout est en ordre.
settings-check-found = { $count ->
    [one] { $count } chose à savoir :
   *[other] { $count } choses à savoir :
}
settings-job-check = Vérification de l’espace
settings-job-backup = Sauvegarde de l’espace

settings-about-version = Guichet { $version }
settings-about-text = Le guichet de votre lieu : membres, abonnements et recettes, sans réseau et tout de suite.
settings-about-licence = Logiciel libre, sous licence MIT ou Apache 2.0, au choix.
settings-about-fonts = Caractères Inter (SIL Open Font License 1.1) ; icônes Lucide (ISC).
settings-about-stack = Construit avec Rust, iced, SeaORM et SQLite.
settings-changed = Modifié, pas encore enregistré
settings-days-before = jours avant la fin

## The venue’s own fields
settings-fields-title = Champs du lieu
settings-fields-help = Ce que votre lieu note de ses membres en plus du reste : instrument, taille, certificat… Chaque fiche les demande dans cet ordre.
settings-fields-empty = Aucun champ du lieu
settings-fields-empty-text = Ajoutez ce que votre lieu note de ses membres en plus du reste : instrument, taille, certificat…
settings-fields-keys = Alt + ↑ ou ↓ déplace un champ, Suppr l’archive, Inser en ajoute un.
settings-fields-hide-archived = Masquer les archives
settings-fields-show-archived =
    { $count ->
        [one] Montrer un champ archivé
       *[other] Montrer { $count } champs archivés
    }
settings-fields-unsaved = Un champ du lieu n’est pas enregistré.
settings-field-new = Nouveau champ
settings-field-form-new = Nouveau champ
settings-field-form = Modifier le champ
settings-field-label = Clé dans les fichiers et les scripts : { $label }
settings-field-title-hint = Par exemple : Instrument
settings-field-choices = Choix, un par ligne
settings-field-help = Aide, montrée sous le champ
settings-field-help-hint = Par exemple : celui que vous jouez le plus
settings-field-required-help = Les fiches où il manque le disent ; il ne peut plus être vidé.
settings-field-required-tag = obligatoire
settings-field-archived-tag = archivé
settings-field-preview = Tel que les fiches le montrent ; essayez-le ici
settings-field-create = Créer le champ
settings-field-leave = Ce champ n’est pas enregistré. Abandonner ce qui est écrit ?
settings-field-more = Autres actions du champ
settings-field-edit = Modifier
settings-field-up = Monter
settings-field-down = Descendre
settings-field-archive = Archiver
settings-field-unarchive = Remettre en service
