## What was done (with "Undo" beside it)
done-nothing = Nothing to change: it was so already.
done-workspace-create = Workspace created.
done-venue-edit = Settings of the venue saved.
done-member-add = { $name } is a member.
done-member-edit = { $name } saved.
done-member-activate = { $name } is active.
done-member-deactivate = { $name } is inactive; nothing is deleted.
done-members-activate =
    { $count ->
        [one] One member is active.
       *[other] { $count } members are active.
    }
done-members-deactivate =
    { $count ->
        [one] One member is inactive; nothing is deleted.
       *[other] { $count } members are inactive; nothing is deleted.
    }
done-subscription-add = Subscription of { $name } recorded.
done-subscription-pay = Payment of { $name } recorded.
done-subscription-extend = Subscription of { $name } extended until { $until }.
done-subscription-cancel = Subscription of { $name } cancelled.
done-product-save = Product “{ $name }” saved.
done-price-save = Price “{ $name }” saved.
done-option-save = Option “{ $name }” saved.
done-product-archive = “{ $name }” is no longer on sale.
done-product-restore = “{ $name }” is on sale again.
done-product-reorder = New order saved.
done-field-save = Field “{ $name }” saved.
done-field-archive = The field “{ $name }” is no longer asked for; what it holds is kept.
done-field-restore = The field “{ $name }” is asked for again.
done-member-fields = Fields of { $name } saved.
done-file-add = “{ $file }” added to the record of { $name }.
done-ticket-add = Ticket of { $name } added.
done-ticket-edit = Ticket of { $name } saved.
done-ticket-remove = Ticket of { $name } removed.
done-sync-again = { $name }: sent again.
done-member-apart = { $name }: different people, noted.
done-layout-save = Choice of columns “{ $name }” saved.
done-layout-forget = Choice of columns “{ $name }” removed.
done-undo = Undone: { $what } { $name }
done-redo = Done again: { $what } { $name }

## The history: one action an entry
action-workspace-create = Workspace created
action-venue-edit = Settings of the venue
action-member-add = New member
action-member-edit = Member edited
action-member-activate = Member activated
action-member-deactivate = Member deactivated
action-subscription-add = Subscription sold
action-subscription-pay = Payment received
action-subscription-extend = Subscription extended
action-subscription-cancel = Subscription cancelled
action-product-save = Product saved
action-product-archive = Product taken off sale
action-product-restore = Product on sale again
action-product-reorder = Order changed
action-price-save = Price saved
action-price-archive = Price taken off sale
action-price-restore = Price on sale again
action-option-save = Option saved
action-option-archive = Option taken off sale
action-option-restore = Option on sale again
action-field-save = Field saved
action-field-archive = Field archived
action-field-restore = Field brought back
action-field-reorder = Order of fields changed
action-member-fields = Fields of the record changed
action-ticket-add = Ticket added
action-ticket-edit = Ticket changed
action-ticket-remove = Ticket removed
action-sync-again = Refused change sent again
action-sync-resolve = Other value of a conflict taken
action-member-apart = Not the same person
action-layout-save = Choice of columns saved
action-layout-forget = Choice of columns removed
action-undo = Undo
action-redo = Redo
note-members =
    { $count ->
        [one] one member
       *[other] { $count } members
    }
note-subscription = { $product }, { $price }, { $amount }
note-payment = { $amount }
note-extended = until { $until }: { $reason }
note-cancelled = { $product }
note-cancelled-why = { $product }: { $reason }
note-undo = { $what }, { $at }
note-apart = { $names }
note-ticket = { $title }
why-extended = extended: { $reason }

## What could not be undone
left-changed =
    { $count ->
        [one] { $name }: one field was changed since; it stays as it is.
       *[other] { $name }: { $count } fields were changed since; they stay as they are.
    }
left-changed-field = { $name }: “{ $field }” was changed since; it stays as it is.
left-touched = { $name } was changed since, and stays. Undo the later action first.
left-used = { $name } is still in use, and stays. Undo what depends on it first.
left-orphan = { $name } cannot come back: what it depends on was undone. Redo that first.
left-more =
    { $count ->
        [one] One other item stays as it is too.
       *[other] { $count } other items stay as they are too.
    }
left-members-gone =
    { $count ->
        [one] One member is not there any more and was passed over.
       *[other] { $count } members are not there any more and were passed over.
    }
left-choice-held =
    { $count ->
        [one] One member keeps the choice “{ $choice }”, which is no longer offered.
       *[other] { $count } members keep the choice “{ $choice }”, which is no longer offered.
    }
undo-nothing = There is nothing to undo.
undo-already = This action is undone already.
undo-create = The creation of the workspace cannot be undone.
undo-gone = What this action did is no longer there: a later action took it away. Undo that one first.
redo-nothing = There is nothing to redo.

## What is not there any more
gone-entry = This action is not in the history of this workspace.
gone-member = This member is not there any more: adding them was undone. Look for them in the list, or add them again.
gone-subscription = This subscription is not there any more: its sale was undone.
gone-product = This product is not there any more. Choose another.
gone-price = The price “{ $name }” is no longer on sale. Choose another; the rest of what you typed is kept.
gone-layout = This choice of columns is not there any more. Close the page and open it again.
gone-price-unknown = This price is not there any more. Choose another; the rest of what you typed is kept.
gone-option = The option “{ $name }” is no longer offered. Choose another; the rest of what you typed is kept.
gone-option-unknown = This option is not there any more. Choose another.
gone-venue = The settings of this workspace are missing. Restore a backup.
gone-field = This field is no longer there: its creation was undone.
gone-ticket = This ticket is no longer there: it was removed, or its addition undone.
gone-content = This file is no longer in the workspace. Check the workspace and restore a backup if needed.

## The sale
sale-paid-in-the-future = The day of payment is in the future. Correct it.
sale-one-option = This product takes one option only. Keep one.
sale-lifetime-runs = This person already has “{ $product }” for life: there is nothing to renew.
sale-stock =
    { $stock ->
        [one] The price “{ $price }” is full: its only place is taken. Choose another price or raise the stock.
       *[other] The price “{ $price }” is full: all { $stock } places are taken. Choose another price or raise the stock.
    }
sale-max-of-price =
    { $limit ->
        [one] Only one subscription “{ $price }” at a time per member.
       *[other] At most { $limit } subscriptions “{ $price }” at a time per member.
    }
sale-max-of-product =
    { $limit ->
        [one] Only one subscription “{ $product }” at a time per member.
       *[other] At most { $limit } subscriptions “{ $product }” at a time per member.
    }
sale-requires = This price asks for a valid subscription among: { $prices }.
sale-negative = The amount cannot be negative.
sale-less-than-one = The amount is 0 (offered) or at least 1.
sale-below-minimum = The open amount is at least { $minimum }.
sale-nothing-to-await = An amount of 0 awaits no payment: choose “Offered”.
warning-not-the-price = The price is { $amount }.
warning-email-shared = { $name } already has the address { $email }. That is allowed (couples, families); make sure that it is not the same person.
warning-inactive = { $name } is inactive. The subscription does not change that.
pay-cancelled = This subscription is cancelled: it awaits no payment any more.
pay-already = This subscription is paid already.
pay-offered = This subscription has an amount: it cannot become offered. Cancel it and offer a new one.
pay-other-amount = The amount due is { $amount }.
extend-cancelled = A cancelled subscription cannot be extended. Sell a new one.
extend-no-end = This subscription has no end date to move.
extend-not-later = The new end has to come after { $end }.
extend-why-missing = Say why: the reason stays in the history.
cancel-already = This subscription is cancelled already.
option-name-missing = Give this option a name.
option-name-one-line = The name of an option is one line of at most 200 characters.
apart-too-few = Choose at least two members who are not the same person.
apart-too-many = { $count } members at once are too many: decide about { $limit } at most.
arrivals-here = { $name } may be twice among the members: entered here and at “{ $there }”.
arrivals-elsewhere = { $name } may be twice among the members: entered at “{ $here }” and at “{ $there }”.
arrivals-unknown = { $name }, who comes from another desk, may be among the members already.
arrivals-many = { $count ->
    [one] { $count } person who came from another desk may be among the members already.
   *[other] { $count } people who came from other desks may be among the members already.
}
ticket-same = This is the same ticket as “{ $title }” of { $name }: same order and same number. Correct the number, or open the record of { $name }.

## The venue's own fields and their files
custom-field-kind-stays = This field already holds values: its type no longer changes. Create another field.
custom-value-required = The field “{ $field }” is required: it cannot be emptied.
custom-value-archived = The field “{ $field }” is archived: bring it back to write in it.
custom-value-no-file-field = The field “{ $field }” keeps no file. Choose a field of the type file.
file-too-large = “{ $file }” weighs { $size } MiB; a field keeps a file of { $limit } MiB at most. Make it smaller, or keep it elsewhere.
file-runs = “{ $file }” would run as a program: Guichet does not open it. Save it elsewhere if you are sure where it comes from.
file-no-program = No program on this computer opened “{ $file }”. Save it elsewhere, then open it from there.

## The file and the disk
failure-refused = This action is not allowed.
failure-cancelled = Stopped: nothing was written.
failure-at = “{ $path }”: { $what }
failure-locked = “{ $path }” is already open by { $operator } on { $computer }, since { $since } (process { $process }). Close it there, then try again.
failure-locked-unknown = “{ $path }” is already open in another program. Close it there, then try again.
failure-newer = “{ $path }” was written by a newer version of Guichet. Update Guichet on this computer; the file was not touched.
failure-foreign = “{ $path }” is the database of another program. Choose a Guichet workspace; the file was not touched.
failure-not-a-workspace = This is not a Guichet workspace. Choose another file; this one was not touched.
failure-folder = “{ $path }” is a folder. Choose a file.
failure-emptied = “{ $path }” is empty, but its log is still beside it: it was probably cut. Restore a backup.
failure-exists = “{ $path }” exists already and is not replaced. Choose another name.
failure-no-folder = The folder “{ $path }” does not exist. Create it or choose another.
failure-no-backup = “{ $path }” does not exist. Choose the file of a backup.
failure-damaged-backup = The backup “{ $path }” is damaged and was not restored. Try an older one; your workspace has not changed.
failure-path-not-text = “{ $path }” has a name that this system cannot write as text. Choose a simpler name.
failure-read-only = This file or its folder is read-only. Give yourself the right to write there, or copy it elsewhere.
failure-disk-full = The disk is full: the action was not saved. Free some space, then try again.
failure-disk = The disk did not answer: the action was not saved. Check that it is connected, then try again.
failure-corrupt = The file is damaged. Close Guichet, keep a copy of the file and restore the last backup.
failure-cannot-open = This file cannot be opened: it is missing, or its folder cannot be reached. Check the path.
failure-busy = Another action is being saved. Wait until it is done, then try again.
failure-row-gone = A row vanished while saving: nothing was written. Try again.
failure-unreadable-row = A row cannot be read ({ $column }). Check the workspace, and restore a backup if need be.
failure-storage = Saving failed: { $detail }. Nothing was written; try again, and check the workspace if it happens again.
notice-migrated = The workspace was brought up to this version. Its state before is kept in “{ $path }”.
notice-clock = The clock of this computer says { $now }, but the last action is of { $last }. Set the clock right: end dates depend on it.

## Checking the workspace
check-file = The file is damaged: { $detail }. Restore a backup.
check-reference = A row of “{ $table }” refers to a row of “{ $parent }” that is missing.
check-offered = { $name }: an offered subscription has an amount, or a paid one has none.
check-negative = { $name }: a subscription has a negative amount.
check-ends = { $name }: the end of a subscription does not go with its validity.
check-starts = { $name }: a subscription ends before it starts.
check-paid-on = { $name }: a subscription has a day of payment and no method.
check-sum = { $name }: the payments of a subscription do not add up to its amount.
check-live-member = { $name }: a subscription has lost its member.
check-archived-sum = { $name }: an undone sale still holds money.
check-fact-archived = { $name }: a payment was taken away, which never happens.
check-sign = { $name }: the sign of a payment does not go with its kind.
check-reversal-of-nothing = { $name }: a counter-entry takes no payment back.
check-reversal = { $name }: a counter-entry does not match the payment it takes back.
check-reversed-twice = { $name }: a payment is taken back twice.
check-content = The file “{ $name }” of a member is not in the workspace any more, or not whole.
check-change = A line of the history ({ $name }) belongs to no action.
check-entry-time = The times of the history go backwards ({ $name }).
check-undo = An action is marked undone and is not ({ $name }).
check-journal = A row of “{ $name }” is not in the history.
check-cell =
    { $count ->
        [one] One row of “{ $table }” holds a value that cannot be read.
       *[other] { $count } rows of “{ $table }” hold a value that cannot be read.
    }
check-more =
    { $count ->
        [one] … and one more like it.
       *[other] … and { $count } more like it.
    }
