settings-title = Settings
settings-page-appearance = Appearance
settings-page-venue = Venue
settings-page-fields = Fields
settings-page-sharing = Sharing
settings-page-data = Data
settings-page-about = About
settings-unsaved = The settings of the venue are not saved

settings-this-computer = On this computer
settings-language = Language
settings-appearance = Theme
settings-appearance-system = Like the system
settings-appearance-light = Light
settings-appearance-dark = Dark
settings-text-size = Text size
settings-text-size-value = { $percent }%
settings-dense = Dense rows
settings-dense-help = More people on the screen, less air between the rows.
settings-card = Draw with the graphics card
settings-card-help = From the next start on. Should the window not open, Guichet does without it the time after.
settings-live = These choices apply at once, for this desk only.

settings-venue-title = Your venue
settings-venue-help = Shared by all the desks of this workspace.
settings-venue-name = Name of the venue
settings-venue-name-missing = Give your venue a name
settings-zone = Time zone
settings-zone-change = Change it: type a city
settings-zone-none = No time zone has this name. Try the nearest large city.
settings-currency = Currency
settings-rules-title = Rules of validity
settings-school-year-end = Last day of the school year
settings-school-year-help = A “school year” price is valid until the end of this day.
settings-school-day-unreadable = There is no such day in this month
settings-expires-soon = “Expires soon”
settings-rollover = Run to the next period
settings-rollover-help = A fixed-period membership sold in these last days is valid until the end of the next period. 0: never.
settings-days-unreadable = “{ $text }” is not a number of days: write 0 to 366
settings-save = Save
settings-month-1 = January
settings-month-2 = February
settings-month-3 = March
settings-month-4 = April
settings-month-5 = May
settings-month-6 = June
settings-month-7 = July
settings-month-8 = August
settings-month-9 = September
settings-month-10 = October
settings-month-11 = November
settings-month-12 = December

settings-where-title = Where your data lies
settings-where-help = Everything is in this file, on this computer. Nothing leaves it without you.
settings-size-kilobytes = { $size } kB
settings-size-megabytes = { $size } MB
settings-open-folder = Open the folder
settings-folder-not-opened = The folder { $path } could not be opened: open it from your file manager
settings-backup = Back up…
settings-backup-running = Backing up…
settings-backup-help = A complete copy of the workspace, to be kept elsewhere than on this computer.
settings-backup-title = Back up the workspace
settings-backup-name = guichet { $day }
settings-backed-up = Backed up to { $path }
settings-restore = Restore…
settings-restore-help = Replaces the workspace by a backup. What is there at present is kept beside it.
settings-restore-title = Choose the backup to restore
settings-restore-confirm-title = Restore this backup?
settings-restore-confirm-text = Today’s workspace will be put aside in the same folder, then replaced by { $path }. What was entered since that backup will not be in it; the workspace put aside is your way back.
settings-restore-confirm = Restore
settings-cancel = Cancel
settings-other-title = Other workspaces
settings-other-help = Another association, another hall: a file for each.
settings-open = Open a workspace…
settings-open-title = Open a workspace
settings-create = Create a workspace…
settings-create-title = Create a workspace
settings-file-kind = Guichet workspace
settings-path = Path of the file
settings-path-use = Continue
settings-path-missing = Give the path of the file
settings-no-dialog = This computer has no window to choose files with: type the path.
settings-file-exists = { $path } exists already: choose another name
settings-file-missing = There is no file { $path }: check the path
settings-check-title = Check
settings-check-help = Reads the whole file again and makes sure that nothing in it disagrees.
settings-check = Check
settings-check-running = Checking…
settings-check-clean = All is well.
settings-check-found = { $count ->
    [one] { $count } thing to know:
   *[other] { $count } things to know:
}
settings-job-check = Check of the workspace
settings-job-backup = Backup of the workspace

settings-about-version = Guichet { $version }
settings-about-text = The desk of your venue: members, subscriptions and money, with no network and at once.
settings-about-licence = Free software, under the MIT or the Apache 2.0 licence, as you like.
settings-about-fonts = Inter typeface (SIL Open Font License 1.1); Lucide icons (ISC).
settings-about-stack = Built with Rust, iced, SeaORM and SQLite.
settings-changed = Changed, not saved yet
settings-days-before = days before the end

## The venue's own fields
settings-fields-title = Fields of the venue
settings-fields-help = What your venue notes of its members beside the rest: instrument, size, certificate… Each record asks for them in this order.
settings-fields-empty = No fields of the venue
settings-fields-empty-text = Add what your venue notes of its members beside the rest: instrument, size, certificate…
settings-fields-keys = Alt + ↑ or ↓ moves a field, Delete archives it, Insert adds one.
settings-fields-hide-archived = Hide archived ones
settings-fields-show-archived =
    { $count ->
        [one] Show one archived field
       *[other] Show { $count } archived fields
    }
settings-fields-unsaved = A field of the venue is not saved.
settings-field-new = New field
settings-field-form-new = New field
settings-field-form = Edit the field
settings-field-label = Key in files and scripts: { $label }
settings-field-title-hint = For example: Instrument
settings-field-choices = Choices, one a line
settings-field-help = Help, shown below the field
settings-field-help-hint = For example: the one you play most
settings-field-required-help = Records that lack it say so; it can no longer be emptied.
settings-field-required-tag = required
settings-field-archived-tag = archived
settings-field-preview = As records show it; try it here
settings-field-create = Create the field
settings-field-leave = This field is not saved. Give up what is written?
settings-field-more = More for the field
settings-field-edit = Edit
settings-field-up = Move up
settings-field-down = Move down
settings-field-archive = Archive
settings-field-unarchive = Bring back
