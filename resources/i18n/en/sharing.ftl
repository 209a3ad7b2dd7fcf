## The foot of the window
sharing-foot-shared = Shared
sharing-foot-first = First exchange…
sharing-foot-secret = Secret to note
sharing-foot-waiting = { $count } waiting
sharing-foot-offline = Offline since { $since }
sharing-foot-offline-now = Offline
sharing-foot-apart = Out of reach since { $since }
sharing-foot-decide = Needs a decision
sharing-tip-preparing = Search is being prepared; everything you do is already saved.
sharing-tip-alone = Everything is saved in a file on this computer that nobody else sees.
sharing-tip-shared = Everything is shared. Last exchange: { $at }.
sharing-tip-first = What the other desks did is arriving.
sharing-tip-secret = This system does not keep this desk’s secret: note it, or the exchange stops at the next start.
sharing-tip-waiting = { $count ->
    [one] One change is on its way to the server; it is already saved here.
   *[other] { $count } changes are on their way to the server; they are already saved here.
}
sharing-tip-offline = { $count ->
    [0] You chose to work without the network.
    [one] You chose to work without the network. One change is waiting here.
   *[other] You chose to work without the network. { $count } changes are waiting here.
}
sharing-tip-apart = { $count ->
    [0] The server does not answer. Carry on: the exchange will resume by itself.
    [one] The server does not answer. Carry on: one change is waiting here, and the exchange will resume by itself.
   *[other] The server does not answer. Carry on: { $count } changes are waiting here, and the exchange will resume by itself.
}
sharing-tip-decide = { $count ->
    [one] One change is waiting for your decision.
   *[other] { $count } changes are waiting for your decision.
}

## What a role does not allow
sharing-barred-administrator = Your role does not allow this: administrators can.
sharing-barred-manager = Your role does not allow this: administrators and managers can.

## Sharing
sharing-share-title = Share this workspace
sharing-share-text = Several desks work on the same members through a PostgreSQL database that you administer. Each desk keeps everything and carries on without the network; changes are exchanged as soon as the server answers.
sharing-server = Server
sharing-port = Port
sharing-database = Database
sharing-database-help = An empty one, used for nothing else.
sharing-login = Administrator’s login
sharing-password = Password
sharing-login-help = Those of the database’s administrator. They are used once and kept nowhere.
sharing-proof = How the server proves who it is
sharing-proof-system = This system’s certificates
sharing-proof-system-help = Encrypted; the server has a certificate that this computer trusts.
sharing-proof-pinned = One certificate
sharing-proof-pinned-help = Encrypted; the server proves itself with the certificate you give, its own or its authority’s.
sharing-proof-local = This computer, not encrypted
sharing-proof-local-help = The server is on this computer: nothing goes over the network.
sharing-certificate = Certificate (PEM file)
sharing-certificate-title = The server’s certificate
sharing-certificate-kind = PEM certificate
sharing-certificate-typed = This computer has no window to choose a file: type its path.
sharing-browse = Choose…
sharing-workspace = Name of the workspace
sharing-operator = Your name
sharing-operator-help = As the others will read it.
sharing-computer = Name of this desk
sharing-computer-help = If it is not to be called like this computer: “Bar”, “Door”…
sharing-share = Share
sharing-stop = Stop
sharing-job-share = Sending the workspace to the server
sharing-shared-done = The workspace is shared. Now invite the other desks.
sharing-share-stopped = Sharing was stopped: nothing is left on the server, and nothing changed here.
sharing-server-missing = Give the server
sharing-database-missing = Give the database
sharing-login-missing = Give the login of the database’s administrator
sharing-port-unreadable = “{ $text }” is not a port: write 1 to 65535
sharing-local-only = This server is not this computer: choose an encrypted connection
sharing-certificate-missing = Choose the file of the certificate
sharing-certificate-unreadable = The file { $path } cannot be read: { $reason }
sharing-certificate-none = { $path } is not a PEM certificate. One begins with “BEGIN CERTIFICATE”.

## Joining
sharing-join-title = Join a shared workspace
sharing-join-help = With the code an administrator gave you. The workspace open here stays as it is.
sharing-join-open = Join a shared workspace…
sharing-join-text = An administrator gave you a code, valid for 72 hours. What the others entered arrives in a new file on this computer.
sharing-join-code = Invitation code
sharing-join-code-help = Paste all of it, from “guichet-” to the end.
sharing-join-code-missing = Paste the code of the invitation
sharing-join-where = Where to keep the workspace
sharing-join-where-missing = Give a file
sharing-join-do = Join
sharing-joining = The server is checking the code…
sharing-taking = { $count ->
    [0] Connected: what the others entered is arriving…
    [one] One row received…
   *[other] { $count } rows received…
}

## The shared workspace
sharing-fact-server = Server
sharing-fact-database = Database
sharing-fact-you = You
sharing-fact-exchanged = Last exchange
sharing-fact-waiting = Waiting
sharing-you = { $name } · { $role }
sharing-waiting = { $count ->
    [0] Nothing
    [one] One change
   *[other] { $count } changes
}
sharing-never = not yet
sharing-exchange = Exchange now
sharing-exchanging = Exchanging…
sharing-exchanged = Exchange finished: { $sent ->
    [one] { $sent } change sent
   *[other] { $sent } changes sent
}, { $taken ->
    [one] { $taken } row received
   *[other] { $taken } rows received
}.
sharing-agree = I agree: carry on with the exchange
sharing-offline = Work offline
sharing-offline-off = Changes are exchanged as soon as the server answers.
sharing-offline-on = Nothing is exchanged until you decide; everything is saved here.
sharing-secret = This desk’s secret
sharing-secret-help = This system did not keep it. Without it, ask for a new invitation.
sharing-secret-give = Use this secret
sharing-secret-note = This system has no keychain to keep this desk’s secret. Note it in a safe place: it will be asked for at each start and is written nowhere else.
sharing-secret-noted = I noted it
sharing-leave-title = Leave the shared workspace
sharing-leave-help = Everything stays in the file on this computer and is no longer exchanged with anyone.
sharing-leave = Leave
sharing-leave-ask = Leave the shared workspace?
sharing-leave-text = { $count ->
    [0] Everything stays in the file on this computer and is no longer exchanged with anyone. This desk loses its access: coming back takes a new invitation.
    [one] One change was not sent yet: the others will not have it. Everything stays in the file on this computer and is no longer exchanged with anyone. Coming back takes a new invitation.
   *[other] { $count } changes were not sent yet: the others will not have them. Everything stays in the file on this computer and is no longer exchanged with anyone. Coming back takes a new invitation.
}
sharing-left = This desk no longer shares the workspace. Everything stayed here.

## Desks and team
sharing-desks-title = Desks
sharing-desks-unknown = Known when the server answers.
sharing-desk-seen = { $operator } · seen { $when }
sharing-this-desk = This desk
sharing-revoke-open = Take access away…
sharing-revoke = Take access away
sharing-revoke-ask = Take access away from { $operator } ({ $computer })?
sharing-revoke-text = This desk receives and sends nothing any more, at once. What it sent stays, and so does what is in its file. Coming back takes a new invitation.
sharing-team-title = Team
sharing-pending = Invited
sharing-active = Active
sharing-inactive = Inactive
sharing-permissions = Permissions
sharing-permissions-other = Permissions ({ $count })
sharing-permissions-tip = What this person may do, one by one; in brackets, how many are beside the role.
sharing-permissions-help = The role decides, unless you decide otherwise for this person.
sharing-permission-role-yes = As the role says: yes
sharing-permission-role-no = As the role says: no
sharing-permission-given = Yes, always
sharing-permission-denied = No, never
sharing-invitations-title = Open invitations
sharing-invitation-until = { $role } · code valid until { $at }
sharing-invitation-since = { $role } · code expired since { $at }
sharing-invitation-over = Expired
sharing-withdraw-open = Withdraw…
sharing-withdraw = Withdraw the invitation
sharing-withdraw-ask = Withdraw the invitation of { $name }?
sharing-withdraw-text = Their code is worth nothing any more, at once. You can always invite again.
sharing-invite = Invite…
sharing-invite-title = Invite
sharing-invite-text = For someone new, or for someone’s second desk. You will get a code to give them.
sharing-invite-make = Make the code
sharing-guest-name = Name
sharing-guest-name-missing = Say whom you invite
sharing-guest-email = E-mail
sharing-guest-email-help = To recognise the person; Guichet sends nothing itself.
sharing-guest-email-missing = Give their e-mail address
sharing-guest-role = Role
sharing-role-administrator-help = May do everything, settings, team and desks included.
sharing-role-manager-help = Does the day’s work: members, subscriptions, products; neither settings nor team.
sharing-role-user-help = Reads everything and changes nothing.
sharing-role-door-help = Sees who has a valid subscription, and nothing else.
sharing-code-title = Invitation code
sharing-code-text = Give this code to { $name }, best from hand to hand or in a message nobody else reads. It opens in Guichet with “Join a shared workspace”, once, within 72 hours.
sharing-code-once = This code is kept nowhere: copy it before closing.
sharing-code-unsaved = The invitation code on screen is kept nowhere
sharing-copy = Copy
sharing-copied = Copied

## To decide
sharing-review-title = To decide
sharing-review-help = Two desks gave different values, or the server refused a change. Nothing is lost.
sharing-kept = Kept
sharing-lost = Other value
sharing-keep = Keep “{ $value }”
sharing-take = Take “{ $value }”
sharing-who = { $operator } ({ $computer })
sharing-who-unknown = another desk
sharing-refused = Refused change
sharing-mend = Correct
sharing-mend-unsaved = The correction of a refused change is not sent yet
sharing-value-now = now: { $value }
sharing-more-fields = { $count ->
    [one] and one more field
   *[other] and { $count } more fields
}
sharing-row-gone = This record is not in this computer’s file any more: the change cannot be sent again. Put it aside.
sharing-send-again = Send again
sharing-put-aside = Put aside
sharing-put-aside-help = It stays in the file on this computer and is not offered any more.
sharing-settled = Decided.
sharing-archived = Archived

## While something is typed
sharing-meanwhile = { $field }: { $before } → { $after }, by { $who }
sharing-meanwhile-unknown = { $field }: { $before } → { $after }, by another desk
sharing-meanwhile-who = { $operator } ({ $computer }), { $when }

## Why a change was refused
refused-right = The role of this desk did not allow this change (needed: { $permission }). An administrator can give this right under “Team”; send it again then.
refused-field-unfit = “{ $field }” does not hold a value that the server accepts, or is missing. Correct this field, then send it again.
refused-unfit = The server did not understand this change: this desk’s version of Guichet is probably not that of the workspace. Update Guichet, then send it again.
refused-field-once = “{ $field }” is written once, when the record is made, and does not change any more. Put this change aside.
refused-once = This field is written once, when the record is made, and does not change any more. Put this change aside.
refused-entry-gone = The action that this change belongs to did not reach the server. Send it again: it goes with a new action.
refused-field-gone = What “{ $field }” names is not on the server: it may have been refused as well. Send that again first, then this change.
refused-gone = This record is not on the server: its creation may have been refused as well. Send that again first, then this change.
refused-fact = Money that was recorded does not change, and this record is on the server already with another content. Put this change aside, and make a correction if one is needed.
refused-field-changed = Another desk had changed “{ $field }” meanwhile. Compare with the value there is now, correct yours if needed, then send it again if it is to replace it.
refused-changed = Another desk had changed this record meanwhile. Compare with the values there are now, correct yours if needed, then send them again if they are to replace them.
refused-database = The server’s database could not keep this value. Correct it, then send it again; if it comes back, show the detail to the administrator of the database.
refused-other = The server refused this change for a reason that this version of Guichet does not know. Update Guichet, then send it again; if it comes back, show the detail to an administrator.
refused-detail = The server’s answer: { $detail }

## Permissions
permission-member-read = see members
permission-member-write = change members
permission-subscription-read = see subscriptions
permission-subscription-write = sell and change subscriptions
permission-payment-read = see payments
permission-payment-add = record payments
permission-catalogue-write = change products and prices
permission-settings-write = change settings
permission-history-read = see the history
permission-file-read = see attached files
permission-team-manage = manage the team and the desks
## Possible duplicates
sharing-doubles-title = { $count ->
    [one] { $count } possible duplicate
   *[other] { $count } possible duplicates
}
sharing-doubles-help = Two desks may have entered the same person. Nothing is merged by itself: say which of them are not the same.
sharing-doubles-apart = All different people
sharing-doubles-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
sharing-doubles-all = See all possible duplicates
sharing-tip-doubles = { $count ->
    [one] One person who came from another desk may be among the members already. Look and decide.
   *[other] { $count } people who came from other desks may be among the members already. Look and decide.
}
