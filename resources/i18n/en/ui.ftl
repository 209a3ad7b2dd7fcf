## Common words of the window
save = Save
cancel = Cancel
back = Back
close = Close
retry = Try again
undo = Undo
date-placeholder = dd/mm/yyyy
date-unreadable = “{ $text }” is not a date. Write for example 31/08/2027.

## Sections
section-members = Members
section-products = Products
section-settings = Settings
section-import = Import

## The state of the desk
desk-saved = Saved here
desk-preparing = Preparing search…
jobs-running = { $count ->
    [one] { $count } job running
   *[other] { $count } jobs running
}
jobs-show = See the jobs

## Opening
opening = Opening { $name }…
open-failed = “{ $name }” does not open
open-failed-safe = Nothing was changed in this file.
open-ways = Or else:
open-restore = Restore a backup
open-restore-text = It takes the place of this file, which is kept beside it.
open-restoring = Restoring the backup…
open-other = Open another workspace
open-other-text = That of another venue, or a copy.
open-create = Create a new workspace
open-create-text = Empty, or with examples to try it. This file stays where it is.

## Leaving
quit-title = Leave now?
quit-text = This would be lost or interrupted:
quit-running = { $title }: running, would be stopped.
quit-stay = Stay
quit-leave = Leave anyway

## No screen
display-none = Guichet needs a screen, and none is given (DISPLAY and WAYLAND_DISPLAY are empty). Log in to a desktop, or use the commands: “guichet help”.
display-dead = The screen “{ $display }” does not answer. Log in to a desktop, or use the commands: “guichet help”.
display-failed = The window could not be opened: { $reason }. Try “guichet --software”, or use the commands: “guichet help”.
start-card-failed = The last start with the graphics card did not come to an end. Guichet draws without it now; Settings → Appearance lets you try again.

## Preferences
preferences-unreadable = Your preferences cannot be read ({ $file }: { $reason }). Guichet begins with the original settings.
preferences-broken = The file of your preferences is damaged ({ $reason }). Guichet begins with the original settings.
preferences-value = The preference “{ $name }” is { $value }, which cannot be: the original setting is used.
preferences-not-saved = Your preferences could not be saved ({ $file }: { $reason }). Check the room on the disk and the rights of the folder.

## Keys
key-name-ctrl = Ctrl
key-name-shift = Shift
key-name-alt = Alt
key-name-escape = Esc
key-name-enter = Enter
key-name-space = Space
key-name-backspace = Backspace
key-name-page-down = Page Down
key-name-page-up = Page Up
key-name-home = Home
key-name-end = End
key-name-tab = Tab
key-search = Find a member
key-palette = All actions and all members
key-subscribe = New subscription
key-undo = Undo the last action
key-redo = Redo
key-import = Import a file
key-export = Export what is shown or ticked
key-members = Go to members
key-products = Go to products
key-settings = Go to settings
key-sharing = Go to sharing
key-duplicates = See the possible duplicates
key-jobs = See the running jobs
key-help = See the keys
key-close = Close what is open
key-rows = Next row, previous row
key-pages = Next page, previous page
key-ends = First row, last row
key-open = Open the row
key-tick = Tick the row
key-tick-all = Tick all
key-next-tab = Next list
key-previous-tab = Previous list
key-clear-filters = Clear search and filters
key-next-field = Next field
key-previous-field = Previous field
key-save = Save
key-confirm = Confirm the open dialog

## A value typed alone
cell-missing = Give a value
cell-no-number = “{ $text }” is not a whole number
cell-no-yes-no = “{ $text }”: write yes or no
cell-no-choice = “{ $text }” is none of these choices: { $choices }
