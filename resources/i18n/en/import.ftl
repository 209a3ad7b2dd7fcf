import-title = Import
import-file-line = { $file } · { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
import-later = Come back later
import-step-file = File
import-step-columns = Columns
import-step-verify = Check
import-step-done = Done

import-drop-title = Drop your file here
import-browse = Choose a file…
import-path = or type its path
import-path-hint = /path/to/members.csv
import-path-use = Read
import-path-missing = Give the path of the file to import
import-no-dialog = This computer has no window to choose files with: type the path, or drop the file on the window.
import-file-title = Choose the file to import
import-checking = Reading { $file }…
import-stop = Stop

import-columns-title = What Guichet recognised
import-columns-header = In the file
import-columns-samples = Examples
import-columns-filled = Filled
import-columns-percent = { $percent }%
import-columns-field = Becomes
import-columns-unnamed = Column { $number }
import-read-encoding = Encoding
import-read-separator = Separator
import-read-dates = Dates
import-read-decimal = Decimals
import-read-sheet = Sheet
import-separator-semicolon = semicolon ;
import-separator-comma = comma ,
import-separator-tab = tab
import-separator-pipe = bar |
import-dates-dmy = dd/mm/yyyy
import-dates-mdy = mm/dd/yyyy
import-dates-ymd = yyyy-mm-dd
import-decimal-comma = 12,50
import-decimal-point = 12.50

import-read-as = Read as
import-read-separator-is = separator
import-read-tab = tab
import-read-dates-is = dates
import-read-decimal-is = decimals
import-read-change = Change
import-also-subscriptions = { $count ->
    [one] { $count } subscription
   *[other] { $count } subscriptions
}
import-also-payments = { $count ->
    [one] { $count } payment, { $amount }
   *[other] { $count } payments, { $amount }
}
import-also-names = To create: { $names }
import-read-why = Why?
import-read-fold = Fold away
import-head-line = Row
import-head-what = What comes
import-head-subject = Person or column
import-head-value = E-mail or value
import-head-detail = Detail
import-what-refused = refused
import-what-duplicate = duplicate?
import-rows-none = No row of this kind
import-policy = If the person is known:
import-policy-fill = Fill the blanks
import-policy-overwrite = Overwrite
import-policy-leave = Change nothing
import-rejects = Save the refused rows
import-rejects-write = Save
import-rejects-cancel = Cancel
import-rejects-path = File for the refused rows
import-rejects-title = Save the refused rows
import-rejects-name = { $name } refused
import-rejects-saved = { $count ->
    [one] { $count } refused row saved in { $path }: correct it, then import that file
   *[other] { $count } refused rows saved in { $path }: correct them, then import that file
}
import-writing = Importing…
import-writing-text = You can go on working: the import comes in as a whole, or not at all.
import-cancelled = Import stopped: nothing was written
import-unsaved = An import is running
import-job-check = Reading { $file }
import-job-import = Import of { $file }

import-done-title = Done
import-undone-title = Import undone
import-undone-text = All is as it was before the import.
import-undo = Undo the import
import-another = Import another file
import-members = See the members

import-field-member-id = Member number
import-field-full-name = First and last name
import-field-standing = Subscription
import-field-valid-until = Valid until
import-field-price-amount = Amount of the price
import-field-ticket-title = Ticket: title
import-field-ticket-category = Ticket: category
import-field-ticket-date = Ticket: date
import-field-status = State of the subscription
import-close = Close
import-rows-none-text = Choose another card, or press this one again to go back.
import-what-new = new
import-what-updated = updated
import-what-unchanged = unchanged
import-done-text = { $new ->
    [0] No new person
    [one] { $new } new person
   *[other] { $new } new people
}, { $updated ->
    [0] no record changed
    [one] { $updated } record changed
   *[other] { $updated } records changed
}.
import-row-sold = { $what } · { $amount }
import-row-sold-paid = { $what } · { $amount } · paid on { $day }
import-value-yes = yes
import-value-no = no
import-drop-text = CSV, Excel (XLSX, XLS), LibreOffice (ODS) or contacts (VCF), as you have it. Nothing is written before you have seen all of it.
import-file-kind = Tables and contacts (CSV, XLSX, ODS, VCF)
import-columns-text = Correct it where needed: a column becomes a field, a new field, or stays aside.
import-columns-ignored = Do not import
import-columns-verify = Check the rows
import-file-on = See the columns
import-program = { $program } export recognised
import-read-program = export
import-remembered = This file has the columns of that of { $when }: they are read as then.
import-afresh = Start afresh
import-subject = The rows are about
import-subject-members = Members
import-subject-subscriptions = Subscriptions
import-subject-tickets = Tickets
import-group-member = Member
import-group-address = Address
import-group-subscription = Subscription
import-group-payment = Payment
import-group-ticket = Ticket
import-group-billing = Billing
import-group-own = The venue’s own fields
import-group-new = New field
import-new-field = New field: { $kind }
import-column-policy = If the field is filled already
import-column-as-file = As the file
import-column-fill = Fill it if blank
import-column-overwrite = Overwrite
import-column-leave = Do not change
import-read-header = Titles
import-read-header-none = none
import-read-header-row = row { $row }
import-rechecking = { $percent ->
    [0] Checking…
   *[other] Checking… { $percent }%
}
import-count-new = { $count } new
import-count-updated = { $count } updated
import-count-unchanged = { $count } unchanged
import-count-refused = { $count } refused
import-card-new = { $count ->
   *[other] new
}
import-card-updated = { $count ->
   *[other] updated
}
import-card-unchanged = { $count ->
   *[other] unchanged
}
import-card-duplicates = { $count ->
    [one] possible duplicate
   *[other] possible duplicates
}
import-card-contradicted = { $count ->
    [one] entry contradicted
   *[other] entries contradicted
}
import-card-refused = { $count ->
   *[other] refused
}
import-card-left = { $count ->
   *[other] left out
}
import-card-sales = { $count ->
    [one] price to create
   *[other] prices to create
}
import-also-tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
import-also-fields = New fields: { $names }
import-what-contradicted = contradicted
import-what-left = left out
import-row-contradicted = { $field }: { $kept } kept, the file says { $said }
import-row-ticket = Ticket: { $title }
import-row-title = Row { $row }
import-row-nothing = This row repeats another row of the file: it brings nothing.
import-row-before = Row before
import-row-after = Next row
import-row-close = Close the row
import-choose-title = Who is it?
import-choose-same = The same person
import-choose-row = The same person as in row { $row }
import-choose-new = Somebody new
import-choose-out = Leave this row out
import-hand-keep = Keep { $value } (entered by { $by }, { $when })
import-hand-take = Take { $value } from the file
import-hand-text = What was entered by hand is kept, unless you decide otherwise.
import-hand-all = { $count ->
    [one] Take the file’s value
   *[other] Take the file’s { $count } values
}
import-hand-taken = The file wins everywhere, even over what was entered by hand.
import-hand-back = Keep what was entered
import-cells = In the file
import-cells-help = Enter mends the cell for this import; the file does not change.
import-cell-typed = Enter to mend, Escape to give up
import-cell-aside = Not imported
import-cell-mended = mended
import-cell-back = Back to the file
import-sale-text = The file names these prices, which Guichet does not have yet.
import-sale-create = Create this price
import-sale-use = It is { $name }
import-sale-without = Import without subscription
import-sale-about = { $count ->
    [one] { $count } row
   *[other] { $count } rows
} · { $amount }
import-done-prices = { $count ->
    [one] { $count } price created
   *[other] { $count } prices created
}
import-done-left = { $count ->
    [one] { $count } row left out by you
   *[other] { $count } rows left out by you
}
import-go = { $count ->
    [0] Nothing to import
    [one] Import { $count } person
   *[other] Import { $count } people
}
import-go-creating = { $go } and create { $what }
import-go-both = { $one } and { $other }
import-go-prices = { $count ->
    [one] { $count } price
   *[other] { $count } prices
}
import-go-fields = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
import-suggested = Create the field: { $kind }
