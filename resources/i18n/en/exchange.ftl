# Files taken in and given out.

# Reading a file
exchange-file-missing = The file “{ $file }” is not there, or not any more ({ $path }). Check its name, then choose it again.
exchange-file-forbidden = You may not read “{ $file }”. Copy it to a folder of yours, then choose the copy.
exchange-file-folder = “{ $file }” is a folder. Choose the file inside it.
exchange-file-unreadable = “{ $file }” could not be read: { $error }. If it is on a stick or a network, copy it to this computer first.
exchange-file-empty = “{ $file }” is empty. Export it again from the program it comes from.
exchange-file-too-large = “{ $file }” is larger than 4 GB. Split it into several files.
exchange-file-binary = “{ $file }” is no table: neither separated text (CSV) nor a workbook (XLSX, XLS, ODS) nor contact cards (vCard). Save it as CSV or XLSX from the program that made it.
exchange-no-room-to-read = There was no room to prepare “{ $file }” for reading: { $error }. Free some space on the disk, then try again.
exchange-too-many-rows = “{ $file }” has more than { $limit } rows. Split it into several files.
exchange-too-wide = Row { $row } of “{ $file }” has more than { $limit } columns, or an enormous cell. Delete what stands far to the right in the sheet, or choose another separator.
exchange-open-quote = In “{ $file }”, a quote opened in row { $row } is never closed. Correct that row or save the file as XLSX.
exchange-no-rows = “{ $file }” has no rows to import.
exchange-no-people = No column of “{ $file }” was recognised as a name or an e-mail. Columns found: { $columns }. Say what they are.
exchange-no-such-column = The file has no column “{ $column }”. Its columns are: { $columns }.
exchange-no-such-encoding = The encoding “{ $encoding }” is not known. Try UTF-8, windows-1252 or macintosh.
exchange-no-such-header = “{ $file }” has nothing in row { $row }. Say in which row the names of the columns stand.
exchange-no-such-sheet = The workbook has no sheet “{ $sheet }”. Its sheets are: { $sheets }.
exchange-bad-separator = “{ $separator }” cannot separate columns. Choose a semicolon, a comma, a tab or a bar.
exchange-book-encrypted = “{ $file }” is protected by a password. Open it in Excel, remove the password, save it, then try again.
exchange-book-broken = “{ $file }” is damaged and cannot be read ({ $error }). Open it in Excel or LibreOffice and save it again.
exchange-book-too-big = “{ $file }” is far larger inside than outside and was not opened. Save the sheet as CSV and import that file.
exchange-too-many-products = More than { $limit } different products: the column taken for the product is probably something else. Say what it is.

# What is believed, and why
exchange-encoding-mark = { $encoding }: the file says so itself
exchange-encoding-wide = { $encoding }: every other byte is zero
exchange-encoding-ascii = No accented letters: the encoding does not matter
exchange-encoding-utf8 = { $encoding }: { $count ->
    [one] { $count } accented character is right
   *[other] all { $count } accented characters are right
}
exchange-encoding-letters = { $encoding }: { $count ->
    [one] { $count } accented letter makes
   *[other] { $count } accented letters make
} sensible words
exchange-encoding-guessed = { $encoding }: the likeliest, from { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
exchange-encoding-chosen = { $encoding }: chosen by you
exchange-separator-hint = Separator given by the file (sep=)
exchange-separator-none = A single column
exchange-separator-found = “{ $separator }” separates { $columns } columns in { $share } % of the rows
exchange-dates-day-first = dd/mm: { $count ->
    [one] { $count } date has
   *[other] { $count } dates have
} a day above 12{ $against ->
    [0] {""}
   *[other] , against { $against } that read mm/dd
}
exchange-dates-month-first = mm/dd: { $count ->
    [one] { $count } date has
   *[other] { $count } dates have
} a day above 12 in second place{ $against ->
    [0] {""}
   *[other] , against { $against } that read dd/mm
}
exchange-dates-ambiguous = dd/mm assumed: all { $count } dates can be read both ways. Check one of them.
exchange-dates-year-first = yyyy-mm-dd: { $count ->
    [one] { $count } date begins
   *[other] { $count } dates begin
} with the year
exchange-dates-none = No dates
exchange-decimal-comma = Decimal comma: { $count ->
    [one] { $count } amount
   *[other] { $count } amounts
}{ $against ->
    [0] {""}
   *[other] , against { $against } with a point
}
exchange-decimal-point = Decimal point: { $count ->
    [one] { $count } amount
   *[other] { $count } amounts
}{ $against ->
    [0] {""}
   *[other] , against { $against } with a comma
}
exchange-decimal-none = No amounts with decimals
exchange-header-found = Names of columns in row { $row }{ $known ->
    [0] {""}
    [one] : { $known } known
   *[other] : { $known } known
}
exchange-header-none = No names of columns: the first row is a person already
exchange-sheet-read = Sheet “{ $sheet }”, of { $count }
exchange-titles-skipped = { $count ->
    [one] { $count } title line above the table left out
   *[other] { $count } title lines above the table left out
}
exchange-headers-skipped = { $count ->
    [one] { $count } repetition of the names of columns left out
   *[other] { $count } repetitions of the names of columns left out
}
exchange-totals-skipped = { $count ->
    [one] Row { $row } is a total and not a person: left out
   *[other] { $count } lines of totals left out, the first in row { $row }
}
exchange-rows-aside = { $count ->
    [one] Row { $row } is not taken in: its “{ $column }” is “{ $value }”.
   *[other] { $count } rows are not taken in, the first is row { $row }: their “{ $column }” is “{ $value }”.
}
exchange-sales-aside = { $count ->
    [one] The person of row { $row } comes in without a subscription: “{ $column }” is “{ $value }”.
   *[other] { $count } people come in without a subscription, the first in row { $row }: “{ $column }” is “{ $value }”.
}
exchange-sales-aside-blank = { $count ->
    [one] The person of row { $row } comes in without a subscription: “{ $column }” is empty.
   *[other] { $count } people come in without a subscription, the first in row { $row }: “{ $column }” is empty.
}
exchange-rows-doubled = { $count ->
    [one] { $count } row repeats an earlier one word for word
   *[other] { $count } rows repeat earlier ones word for word
}
exchange-methods-unknown = { $count ->
    [one] { $count } way of paying was not understood: it becomes “Unknown”
   *[other] { $count } ways of paying were not understood: they become “Unknown”
}
exchange-no-product-column = No column says which product: payments and end dates are not taken over. Say which column the product is, if there is one.
exchange-no-end-column = No column says when subscriptions end: the end follows from the price, and a price created by this import gives none.
exchange-no-ticket-column = No column of “{ $file }” speaks of a ticket. Say in the step “Columns” which one holds the title or the number of the ticket, or import members.
exchange-choices-many = The column “{ $column }” cannot become a field with choices: { $reason } Choose “Text” for it.
exchange-tickets-known = { $count ->
    [one] One row speaks of a ticket that somebody else has already: it is not added.
   *[other] { $count } rows speak of tickets that somebody else has already: they are not added.
}

# Why a row does not come in
exchange-nul = This cell contains an invisible character (NUL). Type it again.
exchange-error-cell = This cell contains an error of the spreadsheet. Correct its formula.
exchange-date-unreadable = This is no date. Write dd/mm/yyyy.
exchange-date-impossible = No calendar has this day.
exchange-date-year = The year { $year } is not plausible. Write it with four digits.
exchange-amount-unreadable = This is no amount. Write for example 12.50.
exchange-amount-negative = An amount cannot be negative.
exchange-amount-too-precise = This amount has too many decimals.
exchange-amount-too-large = This amount is too large to be right.
exchange-yes-no-unreadable = Neither yes nor no. Write yes or no.
exchange-product-missing = A payment without a product. Say which product it is for.
exchange-name-too-long = This name is longer than { $limit } characters.
exchange-reason = Why it was refused

# Who may be the same person
exchange-alike-email-row = Same e-mail ({ $email }) as row { $row }, another name
exchange-nameless-unknown = The row has no name, and nobody has the e-mail { $email } yet: fill it in.
exchange-nameless-several = The row has no name, and several members have the e-mail { $email }: write who is meant.
exchange-alike-email-known = Same e-mail ({ $email }) as { $name }, another name
exchange-alike-birth-row = Same name and birth date as row { $row }
exchange-alike-birth-known = Same name and birth date as { $name }

# Importing
action-file-import = Import
done-import = “{ $name }” imported: { $new ->
    [0] no new members
    [one] { $new } new member
   *[other] { $new } new members
}, { $updated ->
    [0] none completed
    [one] { $updated } completed
   *[other] { $updated } completed
}
note-import = { $new ->
    [one] { $new } new
   *[other] { $new } new
}, { $updated ->
    [one] { $updated } completed
   *[other] { $updated } completed
}
exchange-left-refused = { $count ->
    [one] { $count } refused row was not imported. You can save it to mend it.
   *[other] { $count } refused rows were not imported. You can save them to mend them.
}
exchange-workspace-changed = The workspace changed since the check, and the result would not be what you were shown. Check the file again.
exchange-end-said = end given by the file “{ $file }”
exchange-end-unsaid = neither the file nor the price gives an end

# Exporting
exchange-unknown-kind = “{ $file }” does not say which kind of file to write. End its name with .csv, .xlsx or .ods.
exchange-folder-missing = The folder to write “{ $file }” in does not exist ({ $path }). Choose another one.
exchange-target-forbidden = “{ $file }” cannot be written here: the folder or file is protected. Choose another place, or close the file if it is open elsewhere.
exchange-target-folder = “{ $file }” is a folder. Give the name of a file.
exchange-disk-full = The disk is full: “{ $file }” was not written, and nothing is left of it. Free some space or choose another disk.
exchange-target-unwritable = “{ $file }” could not be written: { $error }. Choose another place.
exchange-sheet-members = Members
exchange-sheet-subscriptions = Subscriptions
exchange-sheet-payments = Payments
exchange-sheet-tickets = Tickets
exchange-yes = yes
exchange-no = no
exchange-never = lifetime

# Names of the columns of files: the import knows them again
exchange-header-member-id = Member identifier
exchange-header-email = E-mail
exchange-header-first-name = First name
exchange-header-last-name = Last name
exchange-header-full-name = Full name
exchange-header-pseudonym = Pseudonym
exchange-header-username = Username
exchange-header-phone = Phone
exchange-header-birth-date = Birth date
exchange-header-address = Address
exchange-header-postal-code = Postal code
exchange-header-city = City
exchange-header-country = Country
exchange-header-language = Language
exchange-header-newsletter = Newsletter
exchange-header-unsubscribed = Unsubscribed
exchange-header-comment = Comment
exchange-header-active = Active
exchange-header-email-state = E-mail state
exchange-header-team = Team
exchange-header-vip = VIP
exchange-header-billing-name = Billing name
exchange-header-billing-email = Billing e-mail
exchange-header-billing-address = Billing address
exchange-header-billing-country = Billing country
exchange-header-billing-vat = VAT number
exchange-header-standing = Standing
exchange-header-valid-until = Up to date until
exchange-header-created-at = Record created
exchange-header-product = Product
exchange-header-price = Price
exchange-header-price-amount = Price amount
exchange-header-contribution = Contribution
exchange-header-options = Options
exchange-header-method = Payment method
exchange-header-paid-on = Paid on
exchange-header-starts = Starts
exchange-header-ends = Valid until
exchange-header-status = Status
exchange-header-cancelled-on = Cancelled on
exchange-header-amount = Payment amount
exchange-header-currency = Currency
exchange-header-note = Payment note
exchange-header-payment-kind = Payment kind
exchange-header-ticket-title = Ticket
exchange-header-ticket-category = Ticket category
exchange-header-order-number = Order number
exchange-header-ticket-number = Ticket number
exchange-header-activity = Activity
exchange-header-ticket-date = Ticket date
exchange-header-source = Record source

# What the file does not decide: a question before the import
exchange-file-markup = “{ $file }” is a page or a document and no table. Open it in Excel or LibreOffice, then save it as XLSX or CSV.
exchange-encoding-utf8-mixed = { $encoding }: { $count ->
    [one] { $count } accented character is right
   *[other] { $count } accented characters are right
}; { $broken ->
    [one] { $broken } other was read
   *[other] { $broken } others were read
} as windows-1252
exchange-dates-column-day-first = Column “{ $column }”, dd/mm: { $count ->
    [one] { $count } date has a day above 12
   *[other] { $count } dates have a day above 12
}
exchange-dates-column-month-first = Column “{ $column }”, mm/dd: { $count ->
    [one] { $count } date has a day above 12 in second place
   *[other] { $count } dates have a day above 12 in second place
}
exchange-dates-chosen-day-first = dd/mm: chosen by you
exchange-dates-chosen-month-first = mm/dd: chosen by you
exchange-dates-chosen-year-first = yyyy-mm-dd: chosen by you
exchange-decimal-ambiguous-comma = Decimal comma assumed: { $count ->
    [one] { $count } amount can be read
   *[other] { $count } amounts can be read
} with a point too. Check one of them.
exchange-decimal-ambiguous-point = Decimal point assumed: { $count ->
    [one] { $count } amount can be read
   *[other] { $count } amounts can be read
} with a comma too. Check one of them.
exchange-decimal-column-comma = Column “{ $column }”, decimal comma: { $count ->
    [one] { $count } amount
   *[other] { $count } amounts
}
exchange-decimal-column-point = Column “{ $column }”, decimal point: { $count ->
    [one] { $count } amount
   *[other] { $count } amounts
}
exchange-decimal-chosen-comma = Decimal comma: chosen by you
exchange-decimal-chosen-point = Decimal point: chosen by you
exchange-doubt-encoding = The accented letters read as well in { $one } as in { $other }. Which of these lines is right?
exchange-doubt-separator = Two separators give a table. Which of these is right?
exchange-doubt-dates = Column “{ $column }”: { $count ->
    [one] a date such as “{ $cell }” can be read
   *[other] { $count } dates such as “{ $cell }” can be read
} in both orders. Which day is it?
exchange-doubt-decimal = Column “{ $column }”: { $count ->
    [one] an amount such as “{ $cell }” can be read
   *[other] { $count } amounts such as “{ $cell }” can be read
} in two ways. How much is it?
exchange-file-broken = “{ $file }” is damaged and cannot be read. Open it in the program that made it and save it again.
exchange-vcard-cards = { $count ->
    [one] { $count } contact card
   *[other] { $count } contact cards
}, vCard { $versions }
exchange-vcard-groups = { $count ->
    [one] { $count } group of contacts left out
   *[other] { $count } groups of contacts left out
}
exchange-vcard-cut = The last card of “{ $file }” has no end: the file may be incomplete.
exchange-book-strange = “{ $file }” is made in a way that no spreadsheet program makes and was not opened. If it opens in Excel or LibreOffice, save the sheet as CSV and import that file.
exchange-row-repeated = In “{ $file }”, row { $row } is repeated { $count } times, down to the end of the sheet perhaps. Delete the rows below your list, save, then try again.
exchange-doubt-sheet = { $count } sheets have something in them. Which one is to be imported?

# What a kind of file cannot hold
exchange-cell-too-long = “{ $column }” in the row of “{ $who }” has { $length } characters, and a cell of { $kind } holds { $limit }: “{ $file }” was not written. Shorten that text, leave the column out, or export as CSV.
exchange-cell-unwritable = “{ $column }” in the row of “{ $who }” contains an invisible character ({ $character }) that { $kind } cannot hold: “{ $file }” was not written. Type that text again, leave the column out, or export as CSV.
exchange-too-many-columns = { $kind } holds { $limit } columns: “{ $file }” was not written. Choose fewer columns, or export as CSV.
exchange-target-device = “{ $file }” is a device and no file. Give the name of a file.
exchange-too-much = This is more than { $kind } can hold: “{ $file }” was not written. Choose fewer rows or columns, or export as CSV.
