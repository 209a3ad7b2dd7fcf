export-title = Export
export-members-count = { $count ->
    [0] No member to export
    [one] { $count } member
   *[other] { $count } members
}
export-subscriptions-count = { $count ->
    [0] No subscription to export
    [one] { $count } subscription
   *[other] { $count } subscriptions
}
export-ticked = ticked in the list
export-filtered = as the list shows them
export-counting = Counting…
export-format = For
export-format-french = Excel (CSV)
export-format-french-hint = A CSV that French Excel opens by a double click, accents included.
export-format-plain = Plain CSV
export-format-plain-hint = Commas, UTF-8, dates as 2026-08-31: for another program.
export-format-xlsx = XLSX workbook
export-format-xlsx-hint = A real workbook: dates and numbers to calculate with, frozen headers, a filter.
export-fields = Columns
export-fields-count = { $count ->
    [0] no column
    [one] { $count } column
   *[other] { $count } columns
}
export-fields-choose = Choose
export-fields-hide = Fold away
export-fields-all = All
export-fields-none = None
export-save = Save…
export-write = Save
export-replace = Replace
export-cancel = Cancel
export-stop = Stop
export-type-path = Type the path
export-path = Path of the file
export-path-missing = Say where to save the file
export-file-exists = { $path } exists already. Save once more to replace it, or change the name.
export-running = Writing the file…
export-done = { $count ->
    [one] { $count } row exported to { $path }
   *[other] { $count } rows exported to { $path }
}
export-cancelled = Export stopped: no file was written
export-unsaved = An export is running
export-job = Export to { $file }
export-name-members = members { $day }
export-name-subscriptions = subscriptions { $day }
export-later = Go on in the background
export-format-ods = ODS workbook
export-format-ods-hint = A real workbook for LibreOffice: dates and numbers to calculate with.
export-all = all, without filter
export-of-ticked = of the ticked members
export-of-filtered = of the members that the list shows
export-subject-members = Members
export-subject-subscriptions = Subscriptions
export-subject-payments = Payments
export-subject-tickets = Tickets
export-scope-shown = The list
export-scope-ticked = Ticked
export-scope-all = All
export-field-up = Move the column up
export-field-down = Move the column down
export-fields-help = Drag a column to its place, or move the focused one with Alt+↑ and Alt+↓.
export-layout = Choice of columns
export-layout-usual = Usual columns
export-layout-forget = Forget this choice
export-keep = Save this choice as…
export-keep-name = Name of the choice
export-keep-go = Keep
export-name-payments = payments { $day }
export-name-tickets = tickets { $day }
