-- Who asks, what they may do, and what row-level security lets them read.
--
-- session_user is the login whatever function runs. A device that is revoked, or whose operator is not active, is
-- nobody from its next statement on.

set local role {owner};

create or replace function guichet.permissions() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(p.perm order by p.perm), '{}')
    from guichet.device d
    join guichet.operator o on o.id = d.operator and o.status = 'active'
    cross join lateral (
        select r.perm from guichet.role_perm r where r.role = o.role
        union
        select s.perm from guichet.operator_perm s where s.operator = o.id and s.granted
        except
        select s.perm from guichet.operator_perm s where s.operator = o.id and not s.granted
    ) p
    where d.login = session_user and d.revoked_at is null
$$;

create or replace function guichet.active() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from guichet.device d
        join guichet.operator o on o.id = d.operator and o.status = 'active'
        where d.login = session_user and d.revoked_at is null
    )
$$;

-- What every active device may read has the permission 'active'.
create or replace function guichet.can(p_perm text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when p_perm = 'active' then guichet.active() else p_perm = any (guichet.permissions()) end
$$;

-- The entities that the session may read, in the order in which rows may be inserted.
create or replace function guichet.readable() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(e.entity order by e.position, e.entity), '{}')
    from guichet.entity_def e, (select guichet.permissions() as may, guichet.active() as active) s
    where s.active and (e.read_perm = 'active' or e.read_perm = any (s.may))
$$;

-- The session's operator. Raises GR001 when it is nobody, so that a revoked desk hears it and does not take silence for
-- an empty workspace.
create or replace function guichet.me() returns guichet.operator
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_me guichet.operator;
begin
    select o.* into v_me
    from guichet.device d
    join guichet.operator o on o.id = d.operator and o.status = 'active'
    where d.login = session_user and d.revoked_at is null;

    if not found then
        raise exception 'this desk has no access any more' using errcode = 'GR001';
    end if;

    return v_me;
end $$;

create or replace function guichet.must(p_perm text) returns guichet.operator
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_me guichet.operator := guichet.me();
begin
    if not guichet.can(p_perm) then
        raise exception 'this takes the permission %', p_perm using errcode = '42501';
    end if;

    return v_me;
end $$;

create or replace function guichet.micros(p_at timestamptz) returns bigint
language sql stable as $$
    select (extract(epoch from p_at) * 1000000)::bigint
$$;

-- Everything is the owner's alone, even for the owner, unless a policy below opens it.
create or replace function guichet.close_table(p_table text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('alter table guichet.%I enable row level security, force row level security', p_table);
    execute format('drop policy if exists owner on guichet.%I', p_table);
    execute format('create policy owner on guichet.%I to {owner} using (true) with check (true)', p_table);
end $$;

select guichet.close_table(c.relname)
from pg_catalog.pg_class c
where c.relnamespace = 'guichet'::regnamespace and c.relkind = 'r';

-- COPY does not fill a table whose owner is held to its policies. Nobody but the owner has any right on these.
alter table guichet.incoming no force row level security;
alter table guichet.incoming_entry no force row level security;
alter table guichet.incoming_change no force row level security;

-- The sub-selects are asked once a statement, not once a row.
drop policy if exists reading on guichet.mark;
create policy reading on guichet.mark for select to {operator}
    using ((select guichet.active()));

-- An entry's subject may name a member.
drop policy if exists reading on guichet.entry;
create policy reading on guichet.entry for select to {operator}
    using ((select guichet.can('history.read')) and (select guichet.can('member.read')));

drop policy if exists reading on guichet.change;
create policy reading on guichet.change for select to {operator}
    using ((select guichet.can('history.read')) and entity = any ((select guichet.readable())::text[]));

grant select on guichet.mark, guichet.entry, guichet.change to {operator};
grant execute on function guichet.can(text), guichet.active(), guichet.readable() to {operator};

reset role;
