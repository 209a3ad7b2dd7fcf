## Common words of the window
save = Enregistrer
cancel = Annuler
back = Retour
close = Fermer
retry = Réessayer
undo = Annuler
date-placeholder = jj/mm/aaaa
date-unreadable = « { $text } » n’est pas une date. Écrivez par exemple 31/08/2027.

## Sections
section-members = Membres
section-products = Produits
section-settings = Réglages
section-import = Importation

## The state of the desk
desk-saved = Enregistré ici
desk-preparing = Préparation…
jobs-running = { $count ->
    [one] { $count } tâche en cours
   *[other] { $count } tâches en cours
}
jobs-show = Voir les tâches

## Opening
opening = Ouverture de { $name }…
open-failed = « { $name } » ne s’ouvre pas
open-failed-safe = Rien n’a été modifié dans ce fichier.
open-ways = Ou bien :
open-restore = Restaurer une sauvegarde
open-restore-text = Elle prend la place de ce fichier, qui est gardé à côté.
open-restoring = Restauration de la sauvegarde…
open-other = Ouvrir un autre espace
open-other-text = Celui d’un autre lieu, ou une copie.
open-create = Créer un nouvel espace
open-create-text = Vide, ou avec des exemples pour essayer. Ce fichier reste où il est.

## Leaving
quit-title = Quitter maintenant ?
quit-text = Ce qui suit serait perdu ou interrompu :
quit-running = { $title } : en cours, serait arrêté.
quit-stay = Rester
quit-leave = Quitter quand même

## No screen
display-none = Guichet a besoin d’un écran : aucun n’est indiqué (DISPLAY et WAYLAND_DISPLAY sont vides). Ouvrez une session graphique, ou utilisez les commandes : « guichet help ».
display-dead = L’écran « { $display } » ne répond pas. Ouvrez une session graphique, ou utilisez les commandes : « guichet help ».
display-failed = La fenêtre n’a pas pu s’ouvrir : { $reason }. Essayez « guichet --software », ou utilisez les commandes : « guichet help ».
start-card-failed = Le dernier démarrage avec la carte graphique n’a pas abouti. Guichet dessine maintenant sans elle ; Réglages → Apparence permet de réessayer.

## Preferences
preferences-unreadable = Vos préférences ne se lisent pas ({ $file } : { $reason }). Guichet reprend les réglages d’origine.
preferences-broken = Le fichier de vos préférences est abîmé ({ $reason }). Guichet reprend les réglages d’origine.
preferences-value = La préférence « { $name } » vaut { $value }, ce qui n’est pas possible : le réglage d’origine est repris.
preferences-not-saved = Vos préférences n’ont pas pu être enregistrées ({ $file } : { $reason }). Vérifiez la place sur le disque et les droits du dossier.

## Keys
key-name-ctrl = Ctrl
key-name-shift = Maj
key-name-alt = Alt
key-name-escape = Échap
key-name-enter = Entrée
key-name-space = Espace
key-name-backspace = Retour arrière
key-name-page-down = Page suiv.
key-name-page-up = Page préc.
key-name-home = Début
key-name-end = Fin
key-name-tab = Tab
key-search = Chercher un membre
key-palette = Toutes les actions et tous les membres
key-subscribe = Nouvel abonnement
key-undo = Annuler la dernière action
key-redo = Rétablir
key-import = Importer un fichier
key-export = Exporter ce qui est affiché ou coché
key-members = Aller aux membres
key-products = Aller aux produits
key-settings = Aller aux réglages
key-sharing = Aller au partage
key-duplicates = Voir les doublons possibles
key-jobs = Voir les tâches en cours
key-help = Voir les touches
key-close = Fermer ce qui est ouvert
key-rows = Ligne suivante, ligne précédente
key-pages = Page suivante, page précédente
key-ends = Première ligne, dernière ligne
key-open = Ouvrir la ligne
key-tick = Cocher la ligne
key-tick-all = Tout cocher
key-next-tab = Liste suivante
key-previous-tab = Liste précédente
key-clear-filters = Effacer la recherche et les filtres
key-next-field = Champ suivant
key-previous-field = Champ précédent
key-save = Enregistrer
key-confirm = Valider la fenêtre ouverte

## Une valeur tapée seule
cell-missing = Indiquez une valeur
cell-no-number = « { $text } » n’est pas un nombre entier
cell-no-yes-no = « { $text } » : écrivez oui ou non
cell-no-choice = « { $text } » n’est pas un de ces choix : { $choices }
