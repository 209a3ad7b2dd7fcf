products-title = Products
products-count = { $count ->
    [0] no product
    [one] { $count } product
   *[other] { $count } products
}
products-new = Product
products-new-price = Price
products-new-option = Option
products-loading = Reading the products…
products-retry = Try again
products-show-archived = { $count ->
    [one] Show { $count } archived item
   *[other] Show { $count } archived items
}
products-hide-archived = Hide what is archived
products-empty-title = Nothing to sell yet
products-empty-text = Create a first product, for example “Annual membership”, then give it a price: the counter will offer it at once.
products-empty-action = Create a first product
products-no-price = Without a price this product cannot be sold yet: add one.
products-untitled = Untitled
products-archived = Archived
products-drafted = Not saved
products-option-tag = Option
products-move-up = Move up
products-move-down = Move down
products-archive = Archive
products-unarchive = Put back on sale
products-more = More actions
products-edit = Edit
products-keys = ↑ ↓ choose · Enter edit · Alt ↑ ↓ move · Del archive

products-line-stock = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
products-line-max = { $count } per person
products-line-requires = { $count ->
    [one] asks for another subscription
   *[other] asks for one of { $count } subscriptions
}
products-line-free = Free
products-line-open = Pay what you want
products-line-open-from = Open, from { $amount }

products-kind-years = A number of years
products-kind-months = A number of months
products-kind-weeks = A number of weeks
products-kind-days = A number of days
products-kind-hours = A number of hours
products-kind-school-year = The school year
products-kind-calendar-year = The calendar year
products-kind-month-end = To the end of the month
products-kind-lifetime = For life
products-kind-fixed = From… to… (fixed dates)
products-kind-none = No duration (gives no validity)

products-preview-until = Paid today: valid until { $date }
products-preview-moment = Paid now: valid until { $at }
products-preview-between = Valid from { $from } to { $to }
products-preview-never = Paid today: valid for life
products-preview-none = Gives no validity: neither start nor end

products-form-product = Product
products-form-new-product = New product
products-form-price = Price
products-form-new-price = New price
products-form-option = Option
products-form-new-option = New option
products-form-of = of “{ $product }”
products-field-name = Name
products-field-name-product-hint = Annual membership
products-field-name-price-hint = Full price
products-field-name-option-hint = Tuesday workshop
products-field-category = Category
products-field-category-hint = Membership, booklet, lessons…
products-field-vat = VAT (%)
products-field-short-text = In one line
products-field-short-text-hint = What the team says at the counter
products-field-long-text = Description
products-field-option-choice = If the product has options
products-option-choice-one = Only one
products-option-choice-many = Several
products-field-max = Maximum per person
products-field-max-hint = No limit
products-field-amount = Amount
products-field-amount-open = Proposed amount
products-field-open = Pay what you want: the person chooses the amount
products-field-minimum = Least amount
products-field-duration = Duration
products-field-count = How many
products-field-from = From
products-field-to = To
products-field-date-hint = dd/mm/yyyy
products-field-stock = Places at the same time
products-field-stock-hint = No limit
products-field-requires = Only for those who already have one of these subscriptions
products-field-requires-none = None ticked: open to everybody.
products-save = Save
products-create = Create
products-close = Close
products-discard = Drop what was typed
products-sold-note = Subscriptions already sold do not change.

products-vat-unreadable = “{ $text }” is not a rate: write for example 20 or 5.5
products-number-unreadable = “{ $text }” is not a number from 1: leave empty for no limit
products-amount-missing = Give the amount, 0 if it is free
products-count-unreadable = Give a number from 1 to { $limit }
products-date-missing = Give this date
products-date-unreadable = “{ $text }” is not a date: write for example 01/09/2026
products-unsaved = { $count ->
    [one] One product form is not saved
   *[other] { $count } product forms are not saved
}
