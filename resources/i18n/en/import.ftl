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
import-drop-text = CSV, Excel (XLSX, XLS) or LibreOffice (ODS), as you have it. Nothing is written before you have seen all of it.
import-browse = Choose a file…
import-path = or type its path
import-path-hint = /path/to/members.csv
import-path-use = Read
import-path-missing = Give the path of the file to import
import-no-dialog = This computer has no window to choose files with: type the path, or drop the file on the window.
import-file-title = Choose the file to import
import-file-kind = Tables (CSV, XLSX, ODS)
import-checking = Reading { $file }…
import-stop = Stop

import-columns-title = What Guichet recognised
import-columns-text = Correct it where needed: a column can become another field, or be left aside.
import-columns-header = In the file
import-columns-samples = Examples
import-columns-filled = Filled
import-columns-percent = { $percent }%
import-columns-field = Becomes
import-columns-ignored = Left aside
import-columns-unnamed = Column { $number }
import-columns-verify = Check
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

import-card-new = new
import-card-updated = updated
import-card-unchanged = unchanged
import-card-duplicates = possible duplicates
import-card-refused = refused
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
import-also-products = { $count ->
    [one] { $count } product or price to create
   *[other] { $count } products and prices to create
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
import-go = { $count ->
    [0] Nothing to import
    [one] Import { $count } person
   *[other] Import { $count } people
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
import-columns-foot = The columns are checked on the whole file before going further.
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
