-- The shared workspace: its roles, schemas, tables and the triggers that keep history as it was.
--
-- A template: {owner}, {operator}, {invitee} and {database} stand for quoted identifiers. All files run together, in one
-- transaction, by a superuser or by the database's administrator (CREATEROLE); running them again changes nothing.

do $$
begin
    create role {owner} nologin createrole;
exception when duplicate_object then null;
end $$;

do $$
begin
    create role {operator} nologin;
exception when duplicate_object then null;
end $$;

do $$
begin
    create role {invitee} nologin;
exception when duplicate_object then null;
end $$;

-- From PostgreSQL 16 on, CREATEROLE alone does not hand out groups.
grant {operator}, {invitee} to {owner} with admin option;

-- An administrator who is no superuser acts as the owner by being a member.
do $$
begin
    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        grant {owner} to current_user;
    end if;
end $$;

revoke all on database {database} from public;
grant connect on database {database} to {operator}, {invitee};

-- Open to everybody before PostgreSQL 15. Where it belongs to the cluster's superuser it stays as it is: every
-- function here has its search path pinned.
do $$
begin
    revoke create on schema public from public;
exception when insufficient_privilege or invalid_schema_name then null;
end $$;

create schema if not exists guichet authorization {owner};
create schema if not exists api authorization {owner};

set local role {owner};

alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;
revoke all on schema guichet, api from public;
grant usage on schema guichet, api to {operator};
grant usage on schema api to {invitee};

-- One row: what the workspace is, the last revision given, and the lock of every writer. A revision is the server's
-- clock in microseconds, but always more than the one before; whoever gives one holds this row until its commit, so
-- that revisions become visible in their order.
create table if not exists guichet.workspace (
    one int primary key default 1 check (one = 1),
    id uuid not null,
    tag text not null,
    name text not null,
    schema int not null default 0,
    oldest int not null default 0,
    epoch bigint not null default 0,
    rev bigint not null default 0,
    head bytea not null,
    created_at timestamptz not null default clock_timestamp()
);

-- Which version of these files it was made by, or last brought up to date by.
alter table guichet.workspace add column if not exists version int not null default 1;

create table if not exists guichet.entity_def (
    entity text primary key check (entity ~ '^[a-z][a-z0-9_]{0,39}$'),
    position int not null,
    fact bool not null,
    read_perm text not null,
    write_perm text not null
);

-- `together` names a group of columns that are judged as one. `since` is the schema that brought the column: a desk
-- that is older cannot fill it.
create table if not exists guichet.column_def (
    entity text not null references guichet.entity_def,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,59}$'),
    kind text not null check (kind in ('text', 'integer', 'bool', 'id', 'date', 'instant')),
    optional bool not null,
    wins text not null check (wins in ('later', 'nobody', 'never', 'greatest')),
    together text,
    refers text references guichet.entity_def,
    since int not null,
    primary key (entity, name)
);

create table if not exists guichet.operator (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    email text,
    role text not null check (role in ('administrator', 'manager', 'user', 'door')),
    status text not null check (status in ('pending', 'active', 'inactive'))
);

create table if not exists guichet.role_perm (
    role text not null,
    perm text not null,
    primary key (role, perm)
);

-- What one person may or may not do, whatever the role says.
create table if not exists guichet.operator_perm (
    operator uuid not null references guichet.operator,
    perm text not null,
    granted bool not null,
    primary key (operator, perm)
);

create table if not exists guichet.device (
    login name primary key,
    operator uuid not null references guichet.operator,
    name text not null,
    enrolled_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz,
    last_seen timestamptz,
    pulled_rev bigint not null default 0
);

create index if not exists device_operator on guichet.device (operator);

-- A desk's numbered operations. A login owns several when its workspace file was copied or brought back from a backup.
create table if not exists guichet.stream (
    desk uuid primary key,
    login name not null references guichet.device,
    incarnation int not null,
    last_seq bigint not null default 0,
    enrolled_at timestamptz not null default clock_timestamp(),
    unique (login, incarnation)
);

create table if not exists guichet.invitation (
    login name primary key,
    operator uuid not null references guichet.operator,
    by_operator uuid not null references guichet.operator,
    created_at timestamptz not null default clock_timestamp(),
    expires timestamptz not null,
    state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn'))
);

create table if not exists guichet.entry (
    id uuid primary key,
    at bigint not null,
    operator text not null,
    desk text not null,
    action text not null,
    subject text not null,
    member uuid,
    note text,
    undoes uuid,
    by_operator uuid not null,
    by_desk uuid not null,
    rev bigint not null unique
);

-- `digest` is the SHA-256 of the row's cells after the change: an insert carries no copy of its row, but the chain of
-- marks vouches for it.
create table if not exists guichet.change (
    rev bigint primary key,
    op uuid not null unique,
    entry uuid,
    entity text not null,
    "row" uuid not null,
    kind text not null,
    fields jsonb,
    login name not null,
    operator uuid not null,
    desk uuid not null,
    at timestamptz not null default clock_timestamp(),
    digest bytea not null
);

-- The end of a commit. `count` is how many changes and entries it holds; `hash` follows from them and the mark before.
create table if not exists guichet.mark (
    rev bigint primary key,
    hash bytea not null,
    count int not null
);

-- The ledger: an operation sent twice is answered, not done twice.
create table if not exists guichet.op (
    op uuid primary key,
    login name not null,
    desk uuid not null,
    seq bigint not null,
    sha bytea not null,
    outcome text not null check (outcome in ('applied', 'merged', 'refused')),
    why jsonb,
    rev bigint,
    unique (desk, seq)
);

create table if not exists guichet.refused (
    op uuid primary key,
    login name not null,
    operator uuid not null,
    desk uuid not null,
    payload jsonb not null,
    why jsonb not null,
    at timestamptz not null default clock_timestamp()
);

create table if not exists guichet.conflict (
    id bigint generated always as identity primary key,
    op uuid not null,
    entity text not null,
    "row" uuid not null,
    field text not null,
    kept jsonb not null,
    lost jsonb not null,
    kept_by jsonb not null,
    lost_by jsonb not null,
    rev bigint not null,
    resolved_at timestamptz,
    resolved_by uuid
);

create index if not exists conflict_op on guichet.conflict (op);
create index if not exists conflict_open on guichet.conflict (id) where resolved_at is null;

create table if not exists guichet.content (
    hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
    bytes bytea not null
);

-- Where the administrator's program puts a whole workspace before guichet.load() spreads it.
create unlogged table if not exists guichet.incoming (
    entity text not null,
    id uuid not null,
    cells jsonb not null
);

create unlogged table if not exists guichet.incoming_entry (
    seq bigint not null,
    id uuid not null,
    at bigint not null,
    operator text not null,
    desk text not null,
    action text not null,
    subject text not null,
    member uuid,
    note text,
    undoes uuid
);

create unlogged table if not exists guichet.incoming_change (
    seq bigint not null,
    entry uuid,
    entity text not null,
    "row" uuid not null,
    kind text not null,
    fields jsonb
);

create or replace function guichet.lock_workspace() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform from guichet.workspace for update;

    return null;
end $$;

create or replace function guichet.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '% is only added to', tg_table_name using errcode = 'GA001';
end $$;

-- The triggers of a table: `p_keep` is what may not be done to it.
create or replace function guichet.guard(p_table text, p_keep text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('drop trigger if exists a_lock on guichet.%I', p_table);
    execute format('create trigger a_lock before insert or update or delete on guichet.%I
        for each statement execute function guichet.lock_workspace()', p_table);
    execute format('drop trigger if exists b_keep on guichet.%I', p_table);
    execute format('create trigger b_keep before %s on guichet.%I
        for each statement execute function guichet.refuse_change()', p_keep, p_table);
end $$;

select guichet.guard(name, 'update or delete or truncate')
from unnest(array['entry', 'change', 'mark', 'op', 'refused', 'content']) name;

insert into guichet.role_perm (role, perm)
select 'administrator', unnest(array[
    'member.read', 'member.write', 'subscription.read', 'subscription.write', 'payment.read', 'payment.add',
    'catalogue.write', 'settings.write', 'history.read', 'team.manage', 'file.read'])
on conflict do nothing;

insert into guichet.role_perm (role, perm)
select 'manager', perm from guichet.role_perm
where role = 'administrator' and perm not in ('team.manage', 'settings.write')
on conflict do nothing;

insert into guichet.role_perm (role, perm)
select 'user', unnest(array['member.read', 'subscription.read', 'payment.read', 'history.read', 'file.read'])
on conflict do nothing;

insert into guichet.role_perm (role, perm)
select 'door', unnest(array['member.read', 'subscription.read'])
on conflict do nothing;

reset role;
