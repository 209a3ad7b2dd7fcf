## New subscription
subscribe-title = Nouvel abonnement
subscribe-title-renew = Renouveler l’abonnement
subscribe-who = Qui
subscribe-who-placeholder = Nom ou e-mail
subscribe-who-missing = Indiquez pour qui est cet abonnement.
subscribe-someone-new = Nouveau membre : { $name }
subscribe-more-found = { $count ->
    [one] et une autre personne ; précisez la recherche ({ $key } pour la liste)
   *[other] et { $count } autres personnes ; précisez la recherche ({ $key } pour la liste)
}
subscribe-change-who = Changer
subscribe-new-member = Nouveau membre
subscribe-alike = Peut-être déjà membre :
subscribe-price = Produit et tarif
subscribe-price-placeholder = Choisir
subscribe-price-missing = Choisissez un produit et un tarif.
subscribe-price-archived = « { $price } » vient d’être archivé et ne se vend plus. Choisissez un autre tarif : le reste est gardé.
subscribe-nothing-to-sell = Aucun tarif à vendre. Créez un produit et un tarif dans « Produits » : ce que vous avez saisi est gardé.
subscribe-option-one = Option (une seule)
subscribe-option-many = Options
subscribe-payment = Paiement
subscribe-method-missing = Choisissez le moyen de paiement.
subscribe-card = Carte
subscribe-later = Plus tard
subscribe-valid-from-to = Valable du { $start } au { $end }
subscribe-valid-for-ever = Valable à partir du { $start }, sans fin
subscribe-no-validity = Ne donne pas de validité dans le temps
subscribe-unpaid-note = En attente : ne sera valable qu’une fois payé.
subscribe-take = Encaisser { $amount }
subscribe-offer = Offrir l’abonnement
subscribe-save-unpaid = Enregistrer sans encaisser
subscribe-resumed = Saisie reprise là où vous l’aviez laissée.
subscribe-restart = Recommencer
subscribe-unsaved = { $name } : un abonnement est saisi et n’est pas enregistré.
