## Entities and their columns
venue-name = Name
venue-time-zone = Time zone
venue-currency = Currency
venue-school-year-end = Last day of the school year
venue-expires-soon-days = “Expires soon”: number of days
venue-rollover-days = Runs on to the next period: number of days
venue-welcomed = Welcome answered
venue-created-at = Created
product-name = Name
product-category = Category
product-vat-rate = VAT rate
product-short-text = Short text
product-long-text = Long text
product-option-choice = Choice of options
product-max-per-member = Most per member
product-archived = Archived
product-position = Order
product-created-at = Created
price-product = Product
price-name = Name
price-amount = Amount
price-open = Open amount
price-minimum = Least amount
price-duration = Duration
price-stock = Stock
price-max-per-member = Most per member
price-requires = Subscription required
price-archived = Archived
price-position = Order
price-created-at = Created
product-option-product = Product
product-option-name = Name
product-option-archived = Archived
product-option-position = Order
product-option-created-at = Created
member-first-name = First name
member-last-name = Last name
member-email = E-mail
member-active = Active
member-email-state = E-mail state
member-email-error = E-mail error
member-email-checked-at = E-mail checked
member-team = Team
member-vip = VIP
member-pseudonym = Pseudonym
member-username = User name
member-phone = Phone
member-birth-date = Birth date
member-address = Address
member-postal-code = Postal code
member-city = City
member-country = Country
member-language = Language
member-newsletter = Newsletter
member-newsletter-at = Consent given on
member-newsletter-how = Consent given by
member-comment = Comment
member-billing-name = Billing name
member-billing-email = Billing e-mail
member-billing-address = Billing address
member-billing-country = Billing country
member-billing-vat = VAT number
member-source = Source
member-created-at = Created
member-modified-at = Modified
subscription-member = Member
subscription-product = Product
subscription-price = Price
subscription-product-name = Product name
subscription-price-name = Price name
subscription-duration = Duration
subscription-contribution = Contribution
subscription-options = Options
subscription-starts = Start
subscription-validity = Validity
subscription-ends = End
subscription-why = Why it ends then
subscription-paid-on = Payment date
subscription-method = Payment method
subscription-awaiting-validation = Awaiting validation
subscription-cancelled-at = Cancelled on
subscription-cancelled-by = Cancelled by
subscription-cancelled-why = Reason for cancelling
subscription-origin = Origin
subscription-created-at = Created
payment-member = Member
payment-subscription = Subscription
payment-amount = Amount
payment-currency = Currency
payment-method = Payment method
payment-kind = Kind
payment-reverses = Reverses
payment-paid-at = Paid
payment-note = Note
payment-created-at = Created

## A field of the venue's own
custom-field-title = Title
custom-field-label = Key
custom-field-kind = Type
custom-field-help = Help
custom-field-choices = Choices
custom-field-required = Required
custom-field-archived = Archived
custom-field-position = Order
custom-field-created-at = Created on
field-value-member = Member
field-value-field = Field
field-value-value = Value
field-value-created-at = Created on
field-value-modified-at = Modified on
field-kind-text = Text
field-kind-long-text = Long text
field-kind-number = Number
field-kind-date = Date
field-kind-choice = One choice
field-kind-choices = Several choices
field-kind-yes-no = Yes or no
field-kind-file = File

## A ticket
ticket-member = Member
ticket-title = Title
ticket-category = Category
ticket-order-number = Order number
ticket-ticket-number = Ticket number
ticket-activity = Activity
ticket-date = Date
ticket-source = Source
ticket-created-at = Created on
ticket-modified-at = Modified on

## A remembered choice of columns
layout-kind = Use
layout-name = Name
layout-content = Columns
layout-created-at = Created on
layout-modified-at = Modified on
layout-kind-import = Import
layout-kind-members = Export of members
layout-kind-subscriptions = Export of subscriptions
layout-kind-payments = Export of payments
layout-kind-tickets = Export of tickets

## Two members who are not the same person
apart-one = One member
apart-other = The other member
apart-created-at = Decided on


## Values
email-state-unverified = Unverified
email-state-verified = Verified
email-state-error = Error
source-hand = By hand
source-file = File
source-ticketing = Ticketing
source-kiosk = Kiosk
source-demo = Example
method-offered = Offered
method-card = Card
method-cash = Cash
method-cheque = Cheque
method-transfer = Transfer
method-online-card = Online card
method-sepa = SEPA direct debit
method-local-currency = Local currency
method-unknown = Unknown
payment-kind-payment = Payment
payment-kind-reversal = Counter-entry
option-choice-one = Only one
option-choice-many = Several
origin-counter = Counter
origin-renewal = Renewal
origin-file = File
origin-online = Online
origin-demo = Example
status-valid = Valid
status-upcoming = Upcoming
status-ended = Ended
status-cancelled = Cancelled
status-awaiting = Awaiting
status-not-applicable = No validity
standing-valid = Valid
standing-expiring = Expires soon
standing-expired = Expired
standing-none = No subscription
validity-not-applicable = Not applicable
validity-until = Until a date
validity-never = Never ends

## Durations
duration-none = No validity
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
duration-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
duration-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
duration-month-end = Until the end of the month
duration-calendar-year = Calendar year
duration-school-year = School year
duration-lifetime = Lifetime
duration-fixed = From { $start } to { $end }
duration-count = A duration counts from 1 to { $limit } units. Correct the number, or choose “Lifetime”.
duration-dates = The end, { $end }, comes before the start, { $start }. Swap or correct the dates.

## Why a subscription ends when it does
period-none = No validity: this price, paid on { $paid }, gives no right over time
period-lifetime = Never ends: lifetime, paid on { $paid }
period-fixed = { $end }: dates set by the price, { $start } to { $end }, whatever the day of payment ({ $paid })
period-hours = { $end }: { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}, because paid on { $paid }
period-days = { $end }: { $count ->
    [one] { $count } day
   *[other] { $count } days
}, because paid on { $paid }
period-weeks = { $end }: { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}, because paid on { $paid }
period-months = { $end }: { $count ->
    [one] { $count } month
   *[other] { $count } months
}, because paid on { $paid }
period-years = { $end }: { $count ->
    [one] { $count } year
   *[other] { $count } years
}, because paid on { $paid }
period-month-end = { $end }: end of the month, because paid on { $paid }
period-calendar-year = { $end }: calendar year, because paid on { $paid }
period-school-year = { $end }: school year, because paid on { $paid }
period-rolled-over = { $period }; with the last { $days ->
    [one] day
   *[other] { $days } days
} of the period before on top
period-early = { $period }; starts when the running one ends ({ $running }): no paid day is lost

## What is wrong with a text
text-too-long = This text has { $length } characters; this field takes { $limit } at most. Shorten it.
text-control = This text contains invisible characters that cannot be kept here. Type it again, or paste it as plain text.

## What is wrong with a member
member-first-name-missing = The first name is required.
member-last-name-missing = The last name is required.
member-email-missing = The e-mail is required. If the person has none, tick “No e-mail”.
member-birth-date-ahead = { $date } is still to come: this birth date needs correcting.
member-birth-date-too-old = { $date } is too long ago for a birth date. Check the year.

## What is wrong with an e-mail address
email-no-at = “{ $email }” is not an e-mail address: the @ is missing.
email-two-ats = “{ $email }” has more than one @: an e-mail address has only one.
email-nothing-before = “{ $email }” has nothing before the @: complete the address.
email-nothing-after = “{ $email }” has nothing after the @: complete the address, for example “@example.org”.
email-space = “{ $email }” contains a space: an e-mail address has none.
email-dots = “{ $email }” has a misplaced dot: at the start, at the end, or two in a row.
email-character = “{ $email }” contains a character that an e-mail address cannot have.
email-control = “{ $email }” contains a line break or an invisible character. Type the address again.
email-domain = “{ $email }” has no complete domain after the @, such as “example.org”.
email-too-long = “{ $email }” is too long for an e-mail address.

## What is wrong with an amount
money-no-amount = “{ $text }” is not an amount. Write for example 12.50.
money-negative = “{ $text }” is negative: an amount is never below zero. To give money back, undo the payment.
money-decimals = “{ $text }” has too many decimals: this currency has { $decimals }.
money-ambiguous = “{ $text }” can be read in two ways: thousands or decimals. Write 1234.00 or 1.23.
money-too-large = “{ $text }” is too large for an amount. Check the number of digits.
money-below-zero = An amount cannot be negative.
money-offered-with-amount = “Offered” means 0: with { $amount }, choose another payment method, or set the amount to 0.
money-zero-not-offered = An amount of 0 is recorded as “Offered”: choose that payment method, or enter the amount paid.

## What is wrong with a product, an option or a price
product-name-missing = The product needs a name.
product-vat-rate-out-of-range = The VAT rate goes from 0 to 100%.
product-option-name-missing = The option needs a name.
max-per-member-too-small = The most per member is at least 1. Leave it empty for no limit.
price-name-missing = The price needs a name.
price-amount-too-small = { $amount } is too little: a price is free (0) or at least { $least }.
price-amount-too-large = { $amount } is too large for a price. Check the number of digits.
price-amount-below-minimum = The proposed amount is below the least amount, { $minimum }.
price-stock-below-zero = The stock cannot be negative. Leave it empty for no limit.
price-requires-itself = A price cannot require itself: it could never be sold.
price-requires-unknown = The required subscription is not known any more. Choose it again.

## What is wrong with the settings of the venue
venue-name-missing = The venue needs a name.
venue-time-zone-unknown = “{ $zone }” is not a known time zone. Choose for example Europe/Paris.
venue-currency-unknown = “{ $currency }” is not a currency code. Write three capitals, for example EUR.
venue-school-year-end-no-day = There is no such day. Write month and day, for example 08-31 for 31 August.
venue-days-out-of-range = This number of days goes from 0 to { $limit }.

## What is wrong with a filter
query-no-filter = There is no filter “{ $key }”. Choose among: { $choices }.
query-no-value = The filter “{ $key }” does not know “{ $value }”. Choose among: { $choices }.
query-no-product = There is no product “{ $value }”.

## What is wrong with a field of the venue's own, or with its value
custom-field-title-missing = The field must have a title.
custom-field-choices-missing = Write at least one choice, one a line.
custom-field-choices-many = { $count } choices are too many: a field offers at most { $limit }.
custom-value-number = “{ $value }” is not a number, which the field “{ $field }” asks for. Write for example 12.5.
custom-value-date = “{ $value }” is not a date, which the field “{ $field }” asks for. Write for example 31/08/2027.
custom-value-yes-no = “{ $value }” is neither yes nor no, which the field “{ $field }” asks for.
custom-value-choice = “{ $value }” is not one of the field’s choices. Choose among: { $choices }.
custom-value-file = “{ $value }” is not a file that the field “{ $field }” can keep: add it from the member’s page.
ticket-title-missing = The ticket must have a title.
layout-name-missing = Give this choice of columns a name.
layout-empty = Choose at least one column.

## Roles in a shared workspace
role-administrator = Administrator
role-manager = Manager
role-user = User
role-door = Door

## Why two members may be the same person
likeness-email-names = same e-mail and same name
likeness-names-birth = same name and same birth date
likeness-names-phone = same name and same phone
likeness-email = same e-mail
likeness-names = same name
likeness-either = same e-mail or same name
