## New subscription
subscribe-title = New subscription
subscribe-title-renew = Renew the subscription
subscribe-who = Who
subscribe-who-placeholder = Name or e-mail
subscribe-who-missing = Say who this subscription is for.
subscribe-someone-new = New member: { $name }
subscribe-more-found = { $count ->
    [one] and one other person; type more ({ $key } for the list)
   *[other] and { $count } other people; type more ({ $key } for the list)
}
subscribe-change-who = Change
subscribe-new-member = New member
subscribe-alike = Perhaps a member already:
subscribe-price = Product and price
subscribe-price-placeholder = Choose
subscribe-price-missing = Choose a product and a price.
subscribe-price-archived = “{ $price }” has just been archived and is not sold any more. Choose another price: the rest is kept.
subscribe-nothing-to-sell = No price to sell. Create a product and a price in “Products”: what you typed is kept.
subscribe-option-one = Option (one only)
subscribe-option-many = Options
subscribe-payment = Payment
subscribe-method-missing = Choose how it is paid.
subscribe-card = Card
subscribe-later = Later
subscribe-valid-from-to = Valid from { $start } to { $end }
subscribe-valid-for-ever = Valid from { $start }, with no end
subscribe-no-validity = Gives no validity in time
subscribe-unpaid-note = Waiting: valid only once paid.
subscribe-take = Take { $amount }
subscribe-offer = Offer the subscription
subscribe-save-unpaid = Save without payment
subscribe-resumed = Taken up where you left it.
subscribe-restart = Start over
subscribe-unsaved = { $name }: a subscription was typed and is not saved.
