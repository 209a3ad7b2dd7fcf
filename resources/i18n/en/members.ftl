## The lists
members-title = Members
members-search = Name, e-mail, phone
members-import = Import
members-subscribe = Subscription
list-all = All
list-current = Current
list-without = Without subscription
list-subscriptions = Subscriptions
list-count = { $shown } of { $all }
list-loading = Loading…
list-failed = The list cannot be read
list-standing-none = None
standing-expires-on = Ends on { $day }
ends-never = No end
column-standing = Subscription
column-product = Product and price
column-contribution = Contribution
column-options = Options
column-paid-on = Paid on
column-ends = Ends
column-valid = Validity

## Filters
filter-active = Active
filter-standing = Valid subscription
filter-email-valid = Valid e-mail
filter-email-error = E-mail error
filter-team = Team
filter-duplicate = Possible duplicate
filter-product = Product
filter-paid-on = Payment date
filter-ends = End of subscription
filter-status = Validity
choice-all = All
choice-all-dates = All dates
choice-yes = Yes
choice-no = No
choice-expiring = Expires soon
choice-no-subscription = No subscription
choice-gone-product = Withdrawn product
choice-today = Today
choice-last-week = Last 7 days
choice-next-week = Next 7 days
choice-month = This month
choice-year = This year
choice-without-date = No date
choice-with-date = Has a date
filters-clear = Clear

## What is ticked
ticked-count = { $count ->
    [one] { $count } ticked
   *[other] { $count } ticked
}
ticked-all = tick all ({ $total })
ticked-export = Export
ticked-activate = Activate
ticked-deactivate = Deactivate

## Empty lists
empty-members = No members yet
empty-members-text = Import the list you already have, or sign up the first person with a subscription.
empty-import = Import a list
empty-subscribe = New subscription
empty-current = No current subscription
empty-current-text = People whose subscription is valid today appear here.
empty-without = Everyone has a subscription
empty-without-text = People who never had a subscription appear here.
empty-subscriptions = No subscriptions yet
empty-subscriptions-text = Every subscription sold appears here, with its contribution and its end.
empty-search = Nothing matches “{ $text }”
empty-search-text = Try fewer letters, or no filter.
empty-search-subscribe = Sign this person up
empty-filters = Nothing matches these filters

## The member
member-tab-general = General
member-tab-subscriptions = Subscriptions
member-tab-history = History
member-since = Since
member-total-paid = Total paid
member-last-activity = Last seen
seen-today = today
seen-yesterday = yesterday
member-back = Back to the list
member-failed = This member cannot be read
member-inactive = Inactive
member-no-email = No e-mail
member-no-email-placeholder = This person has no e-mail
member-active-on = Offered everywhere. Untick rather than delete: everything is kept.
member-active-off = No longer offered at the desk; history and payments are kept.
member-team-help = Works for the venue.
member-vip-help = Stands out at the desk.
member-section-address = Address
member-section-names = Other names
member-section-billing = Billing
member-section-billing-help = Leave empty to bill the person themselves.
member-newsletter-switch = Agrees to the newsletter
member-newsletter-on = May receive your newsletters; note how the consent was given.
member-newsletter-off = Will not receive your newsletters.
member-newsletter-how-placeholder = at the desk, by form…
member-newsletter-given = Consent given on { $day }.
member-more = Other names and billing
member-less = Fewer fields
member-kept = { $source }, created on { $created }, changed on { $modified }.
member-sources = Where the values come from
member-sources-loading = Reading the journal…
member-source-operator = Entered by { $name }, { $when }
member-source-file = Import of { $name }, { $when }
member-source-demo = Example, { $when }
member-double = May be the same person as { $name } ({ $why }).
member-double-open = See that page
member-double-apart = Not the same person
member-double-apart-help = This possible duplicate is not proposed any more.
member-doubles-more = { $count ->
    [one] And one more person: filter “Possible duplicate” of the list.
   *[other] And { $count } more people: filter “Possible duplicate” of the list.
}
member-subscribe = New subscription
member-draft = Changes not saved
member-problems = { $count ->
    [one] One field needs correcting
   *[other] { $count } fields need correcting
}
member-discard = Discard
member-discard-ask = Discard what was changed in this member?
member-discard-yes = Discard
member-keep-editing = Keep editing
member-draft-kept = The changes to { $name } are kept, not saved yet: open the member again to find them.
member-unsaved-one = { $name } has changes that are not saved.
member-unsaved-many = { $count } members have changes that are not saved: { $names }.
member-no-subscription = No subscription
member-no-subscription-text = This person has not subscribed to anything yet.

## A member's subscriptions
subscription-actions = Actions
subscription-renew = Renew
subscription-pay = Take payment
subscription-extend = Extend
subscription-cancel = Cancel subscription
subscription-days-left = { $days ->
    [0] last day
    [one] { $days } day
   *[other] { $days } days
}
subscription-due = { $amount } due
subscription-until = until { $end }
subscription-from-to = { $start } – { $end }
subscription-no-end = no end
subscription-cancelled-on = Cancelled on { $day } by { $operator }.
payments-title = Payments
payments-total = Total paid: { $total }
payment-taken-back = taken back

## Small dialogs
pay-title = Take payment
extend-title = Extend the subscription
extend-until = New end
extend-why = Reason
extend-why-placeholder = closure, goodwill…
extend-text = Give the last day included.
extend-ends-now = Ends on { $before } for now. Give the new last day included.
extend-result = { $days ->
    [one] Valid until { $day } included, instead of { $before }: one more day. Nothing is charged.
   *[other] Valid until { $day } included, instead of { $before }: { $days } more days. Nothing is charged.
}
extend-shortens = { $day } comes before the present end, { $before }: extending does not shorten.
cancel-title = Cancel this subscription?
cancel-why = Reason
cancel-result = The subscription is no longer valid from now on. It stays in the history, and so does its payment; the action can be undone.
cancel-confirm = Cancel the subscription

## The history
history-empty = Nothing yet
history-empty-text = Every action on this member will be told here.
history-by = { $when } · { $operator }
history-undone = undone
history-field = { $field }: { $before } → { $after }
history-more = { $count ->
    [one] and one more field
   *[other] and { $count } more fields
}

## The venue's own fields
custom-required = { $title } (required)
custom-nothing = Not given
custom-missing =
    { $count ->
        [one] Required field to be filled in: { $fields }.
       *[other] Required fields to be filled in: { $fields }.
    }
member-section-custom = Fields of the venue
custom-file-add = Add a file…
custom-file-add-title = Add a file
custom-file-reading = Reading…
custom-file-drop = or drop it on the window
custom-file-open = Open
custom-file-opening = “{ $file }” opens in another program, read-only. If nothing comes, use “Save as…”.
custom-file-more = More for the file
custom-file-save = Save as…
custom-file-save-title = Save the file
custom-file-saved = File saved: { $path }
custom-file-replace = Replace…
custom-file-remove = Remove
custom-offer-title = A file was dropped
custom-offer-text = Where does “{ $file }” go in the record of { $name }?
custom-offer-replaces = takes the place of “{ $file }”
custom-offer-import = Import as a list
custom-filter-menu = Fields
custom-filter-title = Filter by “{ $title }”
custom-filter-condition = Members whose value is
custom-filter-choose = Choose…
custom-filter-any = given
custom-filter-none = empty
custom-filter-contains = a text that contains…
custom-filter-range = between two bounds
custom-filter-text-label = Contains
custom-filter-from-label = From
custom-filter-to-label = To
custom-filter-text = “{ $text }”
custom-filter-between = { $from } to { $to }
custom-filter-from = from { $from }
custom-filter-to = up to { $to }
custom-filter-edit = Change…
custom-filter-apply = Filter

## A member's tickets
member-tab-tickets = Tickets
tickets-add = Add a ticket
tickets-empty = No tickets
tickets-empty-text = Tickets come with the import of a ticketing, or are added here by hand.
ticket-order = order { $number }
ticket-number = ticket { $number }
ticket-more = More for the ticket
ticket-edit = Edit
ticket-remove = Remove
ticket-dialog-new = New ticket
ticket-dialog-edit = Edit the ticket
ticket-dialog-add = Add
ticket-dialog-save = Save
