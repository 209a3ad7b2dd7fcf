## Help
cli-usage-heading = Usage:
cli-commands-heading = Commands
cli-options-heading = Options
cli-arguments-heading = Arguments
cli-command-value = COMMAND
cli-help-more = “guichet help COMMAND” explains a command. Without a command the window opens.
    Exit: 0 done, 1 failed, 2 wrong usage, 3 done but some rows were refused.
cli-about = Guichet, the desk of your venue: members, subscriptions and money
cli-about-demo = Fills an empty workspace with example people, products, subscriptions and payments
cli-about-members = Lists the members
cli-about-subscriptions = Lists the subscriptions
cli-about-fields = Lists the venue’s own fields
cli-about-field = Adds a field of the venue’s own, or fills one in for a member
cli-about-field-add = Adds a field to the records of members
cli-about-field-set = Fills in or empties a field of the venue’s own for a member
cli-about-import = Imports a CSV or Excel file, as one action that can be undone
cli-about-export = Exports members, subscriptions, payments or tickets
cli-about-subscribe = Records the subscription of a member and its payment
cli-about-history = Shows the history: who did what, and when
cli-about-undo = Undoes the last action, or the one that is named
cli-about-check = Checks that the workspace is sound; fails and says what is wrong otherwise
cli-about-backup = Copies the whole workspace to a file
cli-about-restore = Replaces the workspace by a backup; the former one is kept beside it
cli-about-help = Explains a command
cli-arg-workspace = File of the workspace; otherwise the last one opened
cli-arg-language = Language of the texts: fr or en
cli-arg-software = Draws the window without the graphics card
cli-arg-version = Says the version
cli-arg-help = Explains
cli-arg-members = Number of members (300 unless said)
cli-arg-seed = Seed of chance: the same gives the same people
cli-arg-search = Words to find, whatever their accents and case
cli-arg-where = Filter, as often as wanted. Members: tab, active, email_error, standing, team, email_valid, duplicate, custom.KEY (any, none, or a value). Subscriptions: product, paid_on, ends, status
cli-arg-sort = Column to sort by, for example last_name or received
cli-arg-descending = Sorts the other way round
cli-arg-limit = At most so many rows
cli-arg-json = Writes a JSON document, for programs
cli-arg-from = File to import: CSV or workbook
cli-arg-as = What it holds: members (subscriptions are passed over) or subscriptions
cli-arg-map = Column of the file and the field it is; nothing after the = passes over it
cli-arg-on-match = For a member already known: fill (the blanks), overwrite or leave
cli-arg-policy = The same rule for a single column, for example Phone=overwrite
cli-arg-sheet = The sheet of the workbook, by its name
cli-arg-encoding = The encoding of the file, for example windows-1252
cli-arg-separator = What separates the columns: a sign, or tab
cli-arg-decimal = The decimal sign: comma or point
cli-arg-dates = The order of dates: dd/mm, mm/dd or yyyy-mm-dd
cli-arg-header-row = The row of the column names, from 1; 0: there is none
cli-arg-afresh = Leaves aside how a file with the same columns was imported before
cli-arg-over-hand = Takes the file’s values even against those entered by hand
cli-arg-no-create = Creates no products or prices: people come in without those subscriptions
cli-arg-dry-run = Says what would be done, and writes nothing
cli-arg-rejects = File to keep the refused rows and their reasons in
cli-arg-exported = members, subscriptions, payments or tickets
cli-arg-to = File to write, .csv, .xlsx or .ods
cli-arg-fields = Fields, in order, separated by commas
cli-arg-layout = A saved choice of columns, by its name
cli-arg-dialect = How the CSV is written: french_excel or plain
cli-arg-title = Title of the field, as records show it
cli-arg-kind = Type of the field: text, long_text, number, date, choice, choices, yes_no or file
cli-arg-choices = Choices, in their order, separated by commas
cli-arg-explain = Help shown below the field
cli-arg-required = The field is required
cli-arg-field = The field, by its key or its title
cli-arg-value = What it holds; of a field of files, the path of the file
cli-arg-clear = Empties the field
cli-arg-email = E-mail of the member
cli-arg-price = Name of the price, or “product, price”
cli-arg-method = Payment method: cash, card, cheque, transfer or offered
cli-arg-amount = Amount paid, for example 25.00; otherwise that of the price
cli-arg-name = Name of the person, when several share the e-mail
cli-arg-member = Only the history of the member with this e-mail
cli-arg-entry = Id of the action in the history
cli-arg-copy = File of the copy; it must not exist yet
cli-arg-backup = Backup to take back
cli-arg-topic = Command to explain

## Wrong usage
cli-unknown-argument = “{ $argument }” is not known here. “guichet help” shows how.
cli-unknown-argument-near = “{ $argument }” is not known here; did you mean “{ $near }”?
cli-unknown-command = “{ $command }” is not a command. “guichet help” shows how.
cli-missing = Missing: { $argument }. “guichet help” shows how.
cli-no-value = “{ $argument }” needs a value. “guichet help” shows how.
cli-wrong-value = “{ $value }” does not do for “{ $argument }”. “guichet help” shows how.
cli-twice = “{ $argument }” is given only once.
cli-not-both = “{ $argument }” and “{ $other }” do not go together.
cli-too-many-values = “{ $argument }” takes fewer values than that. “guichet help” shows how.
cli-wrong = This command line is not understood. “guichet help” shows how.
cli-wrong-choice = “{ $value }” does not do for { $argument }. Choose among: { $choices }.
cli-no-pair = { $argument } is written with an = sign: “{ $value }” has none.
cli-no-entry = “{ $entry }” is not the id of an action. “guichet history” shows them.

## What could not be done
cli-no-workspace = There is no workspace at “{ $path }”. Check the path, or make one with the window, “guichet import” or “guichet demo”.
cli-of-file = “{ $path }”: { $reason }
cli-output = The answer could not be written: { $reason }.
cli-no-member = No member has the e-mail “{ $email }” (and that name, if one was given). “guichet members --search” helps to find them.
cli-several-members = Several members share “{ $email }”: { $names }. Say which with --name.
cli-no-price = There is no price “{ $price }” on sale. Prices: { $choices }.
cli-several-prices = Several prices are called “{ $price }”. Say which: { $choices }.

## Answers
cli-standing = Subscription
cli-valid-until = Valid until
cli-notes = Notes
cli-note-inactive = inactive
cli-note-team = team
cli-note-vip = VIP
cli-note-email-error = e-mail error
cli-members-found = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
cli-subscriptions-found = { $count ->
    [one] { $count } subscription
   *[other] { $count } subscriptions
}
cli-first-shown = , of which the first { $shown } are shown
cli-when = When
cli-who = Who
cli-what = What
cli-subject = Subject
cli-rows = Rows
cli-state = State
cli-entry = Id
cli-undone = undone
cli-undoes = undo
cli-exported = { $rows ->
    [one] { $rows } row written
   *[other] { $rows } rows written
}: { $path }
cli-check-fine = The workspace is sound.
cli-backed-up = The workspace is copied to “{ $path }”.
cli-restored = The backup is taken back to “{ $path }”.
cli-kept = The former workspace is kept at “{ $path }”.

## Imports
cli-import-read = Read as { $encoding }, columns separated by “{ $separator }”, dates { $dates }.
cli-import-read-sheet = Read as an { $format } workbook, sheet “{ $sheet }”.
cli-import-read-cards = Read as contact cards ({ $format }).
cli-import-people = Members: { $new } new, { $updated } updated, { $unchanged } unchanged.
cli-import-subscriptions = { $subscriptions ->
    [one] { $subscriptions } new subscription
   *[other] { $subscriptions } new subscriptions
}, for { $amount }.
cli-import-products = Products and prices created: { $names }.
cli-import-tickets = { $count ->
    [one] One ticket added.
   *[other] { $count } tickets added.
}
cli-import-fields = Fields created: { $names }.
cli-import-contradictions = { $count ->
    [one] One value entered by hand is kept against the file’s (--over-hand takes the file’s):
   *[other] { $count } values entered by hand are kept against the file’s (--over-hand takes the file’s):
}
cli-import-contradiction = Row { $row }, { $name }: “{ $kept }”, entered by { $by }; the file says “{ $said }”.
cli-import-refused = { $count ->
    [one] { $count } row refused:
   *[other] { $count } rows refused:
}
cli-import-refusal = row { $row }: { $reason }
cli-import-duplicates = { $count ->
    [one] { $count } possible duplicate:
   *[other] { $count } possible duplicates:
}
cli-import-duplicate = row { $row }, { $name }: { $reason }
cli-import-dry-run = Nothing was written: this was a dry run.
cli-import-nothing = There was nothing to write.

## Progress
cli-job-demo = Making examples
cli-job-check = Reading the file
cli-job-import = Importing
cli-job-export = Exporting

## Example data
demo-not-empty = This workspace has members already: examples go into an empty one only. Choose another file.
demo-too-many = Examples go up to { $most } members.
action-workspace-demo = Example data
done-workspace-demo = The example workspace is ready: { $members } members, { $subscriptions } subscriptions.
cli-no-field = There is no field “{ $field }”. Fields of the venue: { $choices }.
cli-field-value = { $field }: { $value }
cli-field-label = key: { $label }
cli-fields-found =
    { $count ->
        [0] No fields of the venue’s own.
        [one] One field of the venue’s own.
       *[other] { $count } fields of the venue’s own.
    }

## Sharing
cli-about-share = Shares the workspace through a PostgreSQL database (the password is read from standard input)
cli-about-join = Joins a shared workspace by an invitation code, in a new file
cli-about-sync = Exchanges with the other desks, once or for ever
cli-about-desks = Lists the desks that share the workspace
cli-about-team = Lists the team and the open invitations, and changes what a person may do
cli-about-conflicts = Lists what two desks changed differently and what the server refused, and settles it
cli-about-duplicates = Lists who may be twice among the members, and notes who is not the same person
cli-about-invite = Makes an invitation code, good for 72 hours, for a person or their second desk
cli-about-revoke = Takes a desk’s access away, or withdraws an invitation
cli-about-leave = Leaves the shared workspace; everything stays in the file
cli-arg-host = PostgreSQL server
cli-arg-port = Port of the server
cli-arg-database = Database, empty
cli-arg-login = Login of the desk or the invitation to revoke: “guichet desks” and “guichet team” list them
cli-arg-administrator = Login of the database’s administrator
cli-arg-workspace-name = Name of the workspace, as the other desks will read it
cli-arg-person = Name of the invited person
cli-arg-person-email = E-mail of the invited person
cli-arg-upgrade = Brings the server of the shared workspace up to this program, instead of sharing
cli-arg-plain = Without encryption: only to this computer
cli-arg-certificate = Certificate of the server to pin (PEM file)
cli-arg-operator = Your name, as the others will read it
cli-arg-computer = Name of this desk, if it is not the computer’s
cli-arg-code = Invitation code; without it, it is read from standard input
cli-arg-once = One exchange only
cli-arg-secret = Reads the secret of this desk from standard input (without a keychain)
cli-arg-keep = Settles this conflict by keeping the value that was kept
cli-arg-apart = Notes that these members, by their number or e-mail, are not the same person
cli-arg-take = Settles this conflict by taking the other value
cli-arg-again = Sends this refused change again
cli-arg-set = Corrects a field of the change to be sent again; as often as needed
cli-arg-aside = Puts this refused change aside
cli-arg-role = administrator, manager, user or door
cli-arg-operator-of = Person: name, e-mail or id
cli-arg-allow = Gives this permission to the person, whatever the role
cli-arg-deny = Denies this permission to the person, whatever the role
cli-arg-as-role = Lets the role decide about this permission again
cli-arg-activate = Gives the person access again
cli-arg-deactivate = Takes the person’s access away, on all their desks
cli-ask-password = Password of the database’s administrator:
cli-ask-code = Invitation code:
cli-give-secret = Give it on standard input, with --secret.
cli-no-secret = No secret was read from standard input.
cli-ask-secret = Secret of this desk:
cli-unreadable = The file { $path } cannot be read: { $detail }
cli-sharing = Sending the workspace
cli-shared = The workspace is shared. Invite the others with “guichet invite”.
cli-upgraded = The server was brought from version { $before } to { $after }.
cli-upgrade-none = The server is up to date already (version { $after }).
cli-joined = The workspace is joined: { $count } rows received in { $path }.
cli-exchanged = { $sent ->
    [one] { $sent } change sent
   *[other] { $sent } changes sent
}, { $taken ->
    [one] { $taken } row received.
   *[other] { $taken } rows received.
}
cli-operator = Person
cli-last-seen = Seen
cli-login = Login
cli-email = E-mail
cli-role = Role
cli-status = Status
cli-exceptions = Beside the role
cli-invitation = Invitation of { $name } ({ $role }), valid until { $at }: { $login }
cli-invitation-over = Invitation of { $name } ({ $role }), expired since { $at }: { $login }
cli-may-role = yes, by the role: { $permission } ({ $what })
cli-may-not-role = no, by the role: { $permission } ({ $what })
cli-may = yes, given: { $permission } ({ $what })
cli-may-not = no, denied: { $permission } ({ $what })
cli-no-operator = Nobody in the team is called “{ $who }”.
cli-many-operators = Several people are called “{ $who }”: give the e-mail.
cli-computer = Desk
cli-no-conflict = There is no open conflict no. { $id }.
cli-settled = The conflict is settled.
cli-conflict = no. { $id } { $subject }, { $field }: kept “{ $kept }” ({ $keeper }), set aside “{ $lost }” ({ $loser })
cli-why = Why
cli-more-alike = { $count ->
    [one] and one more person
   *[other] and { $count } more people
}
cli-duplicates-found = { $count ->
    [0] No possible duplicate.
    [one] { $count } possible duplicate.
   *[other] { $count } possible duplicates.
}
cli-conflicts-found = { $count ->
    [0] No open conflict.
    [one] { $count } open conflict.
   *[other] { $count } open conflicts.
}
cli-refused-change = Refused { $id } { $subject }, { $values }: { $reason } ({ $code })
cli-refused-found = { $count ->
    [0] No refused changes.
    [one] { $count } refused change.
   *[other] { $count } refused changes.
}
cli-no-refusal = There is no refused change { $id }.
cli-no-set = “{ $field }” is not corrected here. Fields of this change: { $fields }
cli-sent-again = The change is sent again.
cli-put-aside = The change is put aside: it stays in the file and is not offered any more.
cli-invited = Invitation code, good for 72 hours, to be given to this person and to nobody else:
cli-revoked = This desk has no access any more.
cli-left = The workspace is not shared by this file any more.
cli-note-secret = Secret of this desk, to be noted down; it lies nowhere else: { $secret }
cli-talking = Exchanging.
cli-offline = Working offline.
cli-sharing-state = { $state } Waiting: { $waiting }.
cli-arg-accept-removals = Accepts that another desk took many rows out of sight at once
