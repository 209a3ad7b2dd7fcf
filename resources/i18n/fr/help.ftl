help-title = Les touches
help-everywhere = Partout
help-list = Dans une liste
help-forms = Dans un formulaire
help-foot = F1 ouvre cette page d’où que vous soyez.
help-close = Fermer
