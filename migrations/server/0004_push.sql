-- What a desk sends. One transaction under the workspace's lock; operations in their order, each applied, merged or
-- refused; nothing refused is lost.
--
-- Only what is wrong with one operation becomes its refusal. What is wrong with the push, or with the server, aborts the
-- whole, and the desk keeps its outbox: GF001 fork, GF002 gap, GF003 reused, GF004 malformed, GS001 desk too old, GS002
-- desk too new, GR001 revoked.

set local role {owner};

-- The small ones have no search path of their own, so that they are inlined; they are called with one that is pinned.
create or replace function guichet.is_id(p_text text) returns boolean
language sql immutable as $$
    select p_text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;

create or replace function guichet.is_bigint(p_value jsonb) returns boolean
language sql immutable as $$
    select coalesce(
        jsonb_typeof(p_value) = 'number'
        and case when p_value::text ~ '^-?[0-9]{1,19}$' then
            (p_value::text)::numeric between -9223372036854775808 and 9223372036854775807 end,
        false)
$$;

create or replace function guichet.is_date(p_text text) returns boolean
language sql immutable as $$
    select case
        when p_text !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' or p_text < '0001' then false
        else substr(p_text, 9)::int <= extract(day from
            make_date(substr(p_text, 1, 4)::int, substr(p_text, 6, 2)::int, 1) + interval '1 month - 1 day')
    end
$$;

-- Whether a cell holds what its column declares.
create or replace function guichet.fits(p_kind text, p_optional boolean, p_value jsonb) returns boolean
language sql immutable as $$
    select case
        when jsonb_typeof(p_value) = 'null' then p_optional
        when p_kind = 'text' then jsonb_typeof(p_value) = 'string'
        when p_kind = 'bool' then jsonb_typeof(p_value) = 'boolean'
        when p_kind in ('integer', 'instant') then guichet.is_bigint(p_value)
        when p_kind = 'id' then jsonb_typeof(p_value) = 'string' and guichet.is_id(p_value #>> '{}')
        when p_kind = 'date' then jsonb_typeof(p_value) = 'string' and guichet.is_date(p_value #>> '{}')
        else false
    end
$$;

-- The order of "greatest": nothing first, then false before true, numbers by size, texts (dates among them) by bytes.
create or replace function guichet.sorts_after(p_a jsonb, p_b jsonb) returns boolean
language sql immutable as $$
    select case
        when p_b is null or jsonb_typeof(p_b) = 'null' then jsonb_typeof(p_a) <> 'null'
        when jsonb_typeof(p_a) = 'string' then p_a #>> '{}' > (p_b #>> '{}') collate "C"
        else jsonb_typeof(p_a) <> 'null' and p_a > p_b
    end
$$;

create or replace function guichet.refuse(p_code text, p_message text, p_column text default '') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '%', p_message using errcode = p_code, column = p_column;
end $$;

-- The cells of an operation: declared, of their kind, and all there for a new row.
create or replace function guichet.check_cells(p_entity text, p_set jsonb, p_complete boolean, p_schema int) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_name text;
begin
    select s.key into v_name
    from jsonb_each(p_set) s
    left join guichet.column_def c on c.entity = p_entity and c.name = s.key
    where c.name is null or not guichet.fits(c.kind, c.optional, s.value)
    order by s.key
    limit 1;

    if found then
        perform guichet.refuse('GB400', 'this column does not hold that', v_name);
    end if;

    if p_complete then
        select c.name into v_name
        from guichet.column_def c
        where c.entity = p_entity and not c.optional and c.since <= p_schema and not p_set ? c.name
        order by c.name
        limit 1;

        if found then
            perform guichet.refuse('GB400', 'this column is missing', v_name);
        end if;
    end if;
end $$;

create or replace function guichet.check_references(p_entity text, p_set jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_column record;
    v_found boolean;
begin
    for v_column in
        select c.name, c.refers, p_set ->> c.name as id
        from guichet.column_def c
        where c.entity = p_entity and c.refers is not null and p_set ->> c.name is not null
    loop
        execute format('select exists (select from guichet.%I where id = $1)', v_column.refers)
            into v_found using v_column.id::uuid;

        if not v_found then
            perform guichet.refuse('GB404', 'what this refers to is not here', v_column.name);
        end if;
    end loop;
end $$;

-- Many inserts at once, where nothing is to be judged: each is well formed, permitted, of a row that is not there yet,
-- and refers to rows that are there or come earlier. Otherwise does nothing and gives false: the operations are then
-- judged one by one. Revisions start at p_rev.
create or replace function guichet.insert_plain(
    p_ops jsonb[], p_desk uuid, p_schema int, p_operator uuid, p_may text[], p_now bigint, p_rev bigint
) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_entity text;
    v_refers text;
    v_ids uuid[];
    v_there boolean;
begin
    if exists (
        select from unnest(p_ops) o
        left join guichet.entity_def d on d.entity = o ->> 'entity'
        where d.entity is null or not d.write_perm = any (p_may)
            or not coalesce(guichet.is_id(o ->> 'row'), false)
            or jsonb_typeof(o -> 'set') is distinct from 'object'
            or not guichet.is_bigint(o -> 'clock')
            or not coalesce(guichet.is_id(o ->> 'entry'), o ->> 'entry' is null)
    ) then
        return false;
    end if;

    if exists (
        select from unnest(p_ops) o
        cross join lateral jsonb_each(o -> 'set') s
        left join guichet.column_def c on c.entity = o ->> 'entity' and c.name = s.key
        where c.name is null or not guichet.fits(c.kind, c.optional, s.value)
    ) or exists (
        select from unnest(p_ops) o
        join guichet.column_def c on c.entity = o ->> 'entity' and not c.optional and c.since <= p_schema
        where not o -> 'set' ? c.name
    ) or exists (
        select from (select distinct (o ->> 'entry')::uuid as id from unnest(p_ops) o where o ->> 'entry' is not null) o
        left join guichet.entry e on e.id = o.id and (e.by_operator = p_operator or e.by_desk = p_desk)
        where e.id is null
    ) or exists (
        select from unnest(p_ops) o group by o ->> 'entity', o ->> 'row' having count(*) > 1
    ) then
        return false;
    end if;

    for v_entity, v_ids in
        select o ->> 'entity', array_agg((o ->> 'row')::uuid) from unnest(p_ops) o group by 1
    loop
        execute format('select exists (select from guichet.%I where id = any ($1))', v_entity) into v_there using v_ids;
        if v_there then
            return false;
        end if;
    end loop;

    for v_refers, v_ids in
        with o as (
            select n, op ->> 'entity' as entity, op ->> 'row' as id, op -> 'set' as cells
            from unnest(p_ops) with ordinality as o (op, n)
        ), needed as (
            select c.refers, o.cells ->> c.name as id, min(o.n) as n
            from o
            join guichet.column_def c on c.entity = o.entity and c.refers is not null
            where o.cells ->> c.name is not null
            group by 1, 2
        )
        select needed.refers, array_agg(needed.id::uuid)
        from needed
        where not exists (select from o where o.entity = needed.refers and o.id = needed.id and o.n < needed.n)
        group by 1
    loop
        execute format('select count(*) = cardinality($1) from guichet.%I where id = any ($1)', v_refers)
            into v_there using v_ids;
        if not v_there then
            return false;
        end if;
    end loop;

    for v_entity in select distinct o ->> 'entity' from unnest(p_ops) o loop
        execute format(
            'insert into guichet.%I (id, cells, fv, rev, by_login, by_operator)
             select (o ->> ''row'')::uuid, o -> ''set'',
                 jsonb_build_object(''*'', jsonb_build_object(
                     ''r'', $2 + n - 1, ''h'', least((o ->> ''clock'')::bigint, $3), ''d'', $4, ''o'', $5)),
                 $2 + n - 1, session_user, $5
             from unnest($1) with ordinality as o (o, n)
             where o ->> ''entity'' = $6', v_entity)
        using p_ops, p_rev, p_now, p_desk, p_operator, v_entity;
    end loop;

    insert into guichet.change (rev, op, entry, entity, "row", kind, login, operator, desk, digest)
    select p_rev + n - 1, (o ->> 'op')::uuid, (o ->> 'entry')::uuid, o ->> 'entity', (o ->> 'row')::uuid, 'insert',
        session_user, p_operator, p_desk, sha256(convert_to((o -> 'set')::text, 'UTF8'))
    from unnest(p_ops) with ordinality as o (o, n);

    insert into guichet.op (op, login, desk, seq, sha, outcome, rev)
    select (o ->> 'op')::uuid, session_user, p_desk, (o ->> 'seq')::bigint,
        sha256(convert_to((o - 'seq')::text, 'UTF8')), 'applied', p_rev + n - 1
    from unnest(p_ops) with ordinality as o (o, n);

    return true;
end $$;

-- Judges one operation and applies what holds. Raises what is wrong with it; gives the row's revision, which is p_rev if
-- something changed.
create or replace function guichet.apply(
    p_op jsonb, p_desk uuid, p_schema int, p_operator uuid, p_may text[], p_now bigint, p_rev bigint,
    out outcome text, out rev bigint
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_op uuid := (p_op ->> 'op')::uuid;
    v_kind text := p_op ->> 'kind';
    v_set jsonb := p_op -> 'set';
    v_def guichet.entity_def;
    v_row uuid;
    v_entry uuid;
    v_clock bigint;
    v_base bigint;
    -- What is offered is not this desk's own: its changes that wait were not made upon it.
    v_from uuid := case when p_op ->> 'kind' = 'offer' then '00000000-0000-0000-0000-000000000000' else p_desk end;
    v_there boolean;
    v_soft boolean;
    v_ours boolean;
    v_group record;
    v_column record;
    v_now record;
    v_stamp jsonb;
    v_taken jsonb := '{}';
    v_cells jsonb := '{}';
    v_stamps jsonb := '{}';
begin
    select * into v_def from guichet.entity_def where entity = p_op ->> 'entity';
    if not found then
        perform guichet.refuse('GB400', 'no such entity');
    end if;

    if not v_def.write_perm = any (p_may) then
        perform guichet.refuse('42501', 'this takes the permission ' || v_def.write_perm);
    end if;

    if v_kind is null or v_kind not in ('insert', 'update', 'archive', 'restore', 'offer')
        or not coalesce(guichet.is_id(p_op ->> 'row'), false)
        or not guichet.is_bigint(p_op -> 'clock')
        or not coalesce(guichet.is_id(p_op ->> 'entry'), p_op ->> 'entry' is null)
        or not (p_op -> 'base' is null or p_op -> 'base' = 'null' or guichet.is_bigint(p_op -> 'base'))
        or jsonb_typeof(coalesce(v_set, '{}')) not in ('object', 'null')
    then
        perform guichet.refuse('GB400', 'this operation is not well formed');
    end if;

    v_row := (p_op ->> 'row')::uuid;
    v_clock := least((p_op ->> 'clock')::bigint, p_now);
    v_soft := v_kind in ('insert', 'offer');
    -- Who inserts has seen nothing of the row.
    v_base := case when v_kind = 'insert' then 0 else coalesce((p_op ->> 'base')::bigint, 0) end;

    if jsonb_typeof(v_set) is distinct from 'object' then
        v_set := '{}';
    end if;

    if v_kind = 'archive' then
        v_set := jsonb_build_object('archived_at', coalesce(nullif(v_set -> 'archived_at', 'null'), to_jsonb(v_clock)));
    elsif v_kind = 'restore' then
        v_set := '{"archived_at": null}';
    end if;

    -- A change belongs to an entry of the same person or desk. What is offered after a loss may have lost its entry.
    select e.id into v_entry
    from guichet.entry e
    where e.id = (p_op ->> 'entry')::uuid and (e.by_operator = p_operator or e.by_desk = p_desk);
    if v_entry is null and p_op ->> 'entry' is not null and v_kind <> 'offer' then
        perform guichet.refuse('GB404', 'no such entry of this desk', 'entry');
    end if;

    if v_def.fact and not v_soft then
        perform guichet.refuse('GB405', 'a fact is only added');
    end if;

    execute format('select cells, fv, rev from guichet.%I where id = $1', v_def.entity) into v_now using v_row;
    v_there := v_now.rev is not null;

    if not v_there and not v_soft then
        perform guichet.refuse('GB404', 'no such row');
    end if;

    perform guichet.check_cells(v_def.entity, v_set, v_soft and not v_there, p_schema);
    perform guichet.check_references(v_def.entity, v_set);

    outcome := 'applied';

    if not v_there then
        rev := p_rev;
        v_stamp := jsonb_build_object('r', rev, 'h', v_clock, 'd', v_from, 'o', p_operator);
        execute format('insert into guichet.%I (id, cells, fv, rev, by_login, by_operator)
            values ($1, $2, jsonb_build_object(''*'', $3), $4, session_user, $5)', v_def.entity)
        using v_row, v_set, v_stamp, rev, p_operator;
        insert into guichet.change (rev, op, entry, entity, "row", kind, login, operator, desk, digest)
        values (rev, v_op, v_entry, v_def.entity, v_row, 'insert', session_user, p_operator, p_desk,
            sha256(convert_to(v_set::text, 'UTF8')));
        return;
    end if;

    rev := v_now.rev;

    if v_def.fact then
        if v_kind = 'insert' and exists (
            select from jsonb_each(v_set) s where s.value is distinct from coalesce(v_now.cells -> s.key, 'null')
        ) then
            perform guichet.refuse('GB405', 'this fact is here already, and is another');
        end if;
        return;
    end if;

    -- Per group of columns that are judged as one: which of ours differ, whether the group changed since the desk looked
    -- at it (otherwise than through this desk), and the latest stamp.
    for v_group in
        with columns as (
            select c.name, c.wins, s.value as ours, coalesce(v_now.cells -> c.name, 'null') as theirs,
                s.key is not null and s.value is distinct from coalesce(v_now.cells -> c.name, 'null')
                    and not (v_soft and c.wins = 'never') as differs,
                case when c.wins = 'greatest' then c.name else coalesce(c.together, c.name) end as judged,
                coalesce(v_now.fv -> c.name, v_now.fv -> '*') as stamp
            from guichet.column_def c
            left join jsonb_each(v_set) s on s.key = c.name
            where c.entity = v_def.entity
        )
        select array_agg(name order by name) filter (where differs) as names,
            min(name) filter (where differs and wins = 'never') as fixed,
            min(name) filter (where differs and wins = 'nobody') as guarded,
            bool_or(wins = 'greatest') as greatest,
            bool_or((stamp ->> 'r')::bigint > v_base and (stamp ->> 'd')::uuid <> p_desk) as changed,
            (array_agg(stamp order by (stamp ->> 'h')::bigint desc, (stamp ->> 'd')::uuid desc))[1] as latest
        from columns
        group by judged
        having bool_or(differs)
        order by judged
    loop
        if v_group.fixed is not null then
            perform guichet.refuse('GB403', 'this column is written once', v_group.fixed);
        end if;

        if v_group.greatest then
            v_ours := guichet.sorts_after(v_set -> v_group.names[1], v_now.cells -> v_group.names[1]);
        elsif not v_group.changed then
            v_ours := true;
        elsif v_group.guarded is not null and v_kind <> 'offer' then
            perform guichet.refuse('GB409', 'this was changed by another desk meanwhile', v_group.guarded);
        else
            v_ours := v_clock > (v_group.latest ->> 'h')::bigint
                or v_clock = (v_group.latest ->> 'h')::bigint and v_from > (v_group.latest ->> 'd')::uuid;
            outcome := 'merged';
        end if;

        -- An edit made with the other in sight is later, whatever the clocks say.
        v_stamp := jsonb_build_object(
            'r', p_rev,
            'h', case when v_group.changed then v_clock else greatest(v_clock, (v_group.latest ->> 'h')::bigint) end,
            'd', v_from, 'o', p_operator);

        for v_column in
            select name, v_set -> name as ours, coalesce(v_now.cells -> name, 'null') as theirs,
                coalesce(v_now.fv -> name, v_now.fv -> '*') as stamp
            from unnest(v_group.names) name
        loop
            if v_ours then
                v_taken := v_taken || jsonb_build_object(v_column.name, jsonb_build_array(v_column.theirs, v_column.ours));
                v_cells := v_cells || jsonb_build_object(v_column.name, v_column.ours);
                v_stamps := v_stamps || jsonb_build_object(v_column.name, v_stamp);
            end if;

            if v_group.changed and not v_group.greatest then
                insert into guichet.conflict (op, entity, "row", field, kept, lost, kept_by, lost_by, rev)
                select v_op, v_def.entity, v_row, v_column.name,
                    case when v_ours then v_column.ours else v_column.theirs end,
                    case when v_ours then v_column.theirs else v_column.ours end,
                    case when v_ours then by_ours else by_theirs end,
                    case when v_ours then by_theirs else by_ours end,
                    case when v_ours then p_rev else v_now.rev end
                from (select
                    jsonb_build_object('operator', p_operator, 'desk', p_desk, 'at', v_clock) as by_ours,
                    jsonb_build_object('operator', v_column.stamp -> 'o', 'desk', v_column.stamp -> 'd',
                        'at', v_column.stamp -> 'h') as by_theirs) b;
            end if;
        end loop;
    end loop;

    if v_taken = '{}' then
        return;
    end if;

    rev := p_rev;
    execute format('update guichet.%I set cells = cells || $2, fv = fv || $3, rev = $4, by_login = session_user,
        by_operator = $5 where id = $1', v_def.entity)
    using v_row, v_cells, v_stamps, rev, p_operator;
    insert into guichet.change (rev, op, entry, entity, "row", kind, fields, login, operator, desk, digest)
    values (rev, v_op, v_entry, v_def.entity, v_row, case when v_soft then 'update' else v_kind end, v_taken,
        session_user, p_operator, p_desk, sha256(convert_to((v_now.cells || v_cells)::text, 'UTF8')));
end $$;

-- Ends a commit: the mark over the changes and entries after p_from up to p_to. Its hash is the SHA-256 of the hash
-- before and of the SHA-256 of their records, one a line, in the order of their revisions.
create or replace function guichet.seal(p_from bigint, p_to bigint) returns bytea
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_records text;
    v_count int;
    v_hash bytea;
begin
    select string_agg(record, e'\n' order by r.rev), count(*) into v_records, v_count
    from (
        select c.rev, jsonb_build_array('change', c.rev, c.op, c.entry, c.entity, c."row", c.kind, c.fields, c.login,
            c.operator, c.desk, encode(c.digest, 'hex'))::text as record
        from guichet.change c
        where c.rev > p_from and c.rev <= p_to
        union all
        select e.rev, jsonb_build_array('entry', e.rev, e.id, e.at, e.operator, e.desk, e.action, e.subject, e.member,
            e.note, e.undoes, e.by_operator, e.by_desk)::text
        from guichet.entry e
        where e.rev > p_from and e.rev <= p_to
    ) r;

    update guichet.workspace
    set rev = p_to, head = sha256(head || sha256(convert_to(v_records, 'UTF8')))
    returning head into v_hash;
    insert into guichet.mark (rev, hash, count) values (p_to, v_hash, v_count);

    return v_hash;
end $$;

create or replace function guichet.next_rev(p_last bigint) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp as $$
    select greatest(guichet.micros(clock_timestamp()), p_last + 1)
$$;

-- Entries that are not there yet, from revision p_last on. Gives the last revision. An entry that is not well formed is
-- left out: the operations that name it are then refused, and shown.
create or replace function guichet.add_entries(p_entries jsonb, p_me guichet.operator, p_desk uuid, p_last bigint)
returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_first bigint := guichet.next_rev(p_last);
    v_count bigint;
begin
    with sent as materialized (
        select distinct on (e ->> 'id') e, n
        from jsonb_array_elements(p_entries) with ordinality as s (e, n)
        where guichet.is_id(e ->> 'id') and guichet.is_bigint(e -> 'at')
            and jsonb_typeof(e -> 'desk') = 'string' and jsonb_typeof(e -> 'action') = 'string'
            and jsonb_typeof(e -> 'subject') = 'string'
            and coalesce(guichet.is_id(e ->> 'member'), true) and coalesce(guichet.is_id(e ->> 'undoes'), true)
        order by e ->> 'id', n
    )
    insert into guichet.entry
        (id, at, operator, desk, action, subject, member, note, undoes, by_operator, by_desk, rev)
    select (e ->> 'id')::uuid, (e ->> 'at')::bigint, p_me.name, e ->> 'desk', e ->> 'action', e ->> 'subject',
        (e ->> 'member')::uuid, e ->> 'note', (e ->> 'undoes')::uuid, p_me.id, p_desk,
        v_first - 1 + row_number() over (order by n)
    from sent
    where not exists (select from guichet.entry known where known.id = (e ->> 'id')::uuid);

    get diagnostics v_count = row_count;

    return case when v_count = 0 then p_last else v_first - 1 + v_count end;
end $$;

-- The answers to operations that are in the ledger, each with the row as it now is, if the session may read it.
create or replace function guichet.answers(p_ops jsonb[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_readable text[] := guichet.readable();
    v_entity text;
    v_ids uuid[];
    v_some jsonb;
    v_rows jsonb := '{}';
begin
    for v_entity, v_ids in
        select o ->> 'entity', array_agg(distinct (o ->> 'row')::uuid)
        from unnest(p_ops) o
        where o ->> 'entity' = any (v_readable) and guichet.is_id(o ->> 'row')
        group by 1
    loop
        execute format('select jsonb_object_agg($2 || '':'' || id,
                jsonb_build_object(''entity'', $2, ''id'', id, ''cells'', cells, ''rev'', rev))
            from guichet.%I where id = any ($1)', v_entity) into v_some using v_ids, v_entity;
        v_rows := v_rows || coalesce(v_some, '{}');
    end loop;

    return (
        select coalesce(jsonb_agg(jsonb_build_object(
            'op', o -> 'op', 'seq', o -> 'seq', 'outcome', l.outcome, 'why', l.why, 'rev', l.rev,
            'row', v_rows -> ((o ->> 'entity') || ':' || (o ->> 'row')),
            'conflicts', coalesce(c.list, '[]')) order by n), '[]')
        from unnest(p_ops) with ordinality as o (o, n)
        join guichet.op l on l.op = (o ->> 'op')::uuid
        left join lateral (
            select jsonb_agg(jsonb_build_object('id', c.id, 'entity', c.entity, 'row', c."row", 'field', c.field,
                'kept', c.kept, 'lost', c.lost, 'kept_by', c.kept_by, 'lost_by', c.lost_by, 'rev', c.rev) order by c.id)
                as list
            from guichet.conflict c
            where c.op = l.op and c.entity = any (v_readable)
        ) c on true
    );
end $$;

-- Applies operations one after the other; what is wrong with one is its refusal. Gives the last revision.
create or replace function guichet.apply_each(
    p_ops jsonb[], p_desk uuid, p_schema int, p_operator uuid, p_may text[], p_last bigint
) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_last bigint := p_last;
    v_op jsonb;
    v_outcome text;
    v_rev bigint;
    v_next bigint;
    v_why jsonb;
    v_code text;
    v_message text;
    v_column text;
begin
    foreach v_op in array p_ops loop
        v_why := null;
        v_next := guichet.next_rev(v_last);

        begin
            select a.outcome, a.rev into v_outcome, v_rev from guichet.apply(v_op, p_desk, p_schema, p_operator, p_may,
                guichet.micros(clock_timestamp()), v_next) a;
        exception when others then
            get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_column = column_name;
            if v_code !~ '^(22...|23...|42501|GB...)$' then
                raise;
            end if;
            v_outcome := 'refused';
            v_rev := null;
            v_why := jsonb_strip_nulls(jsonb_build_object('code', v_code, 'message', v_message,
                'column', nullif(v_column, '')));
        end;

        insert into guichet.op (op, login, desk, seq, sha, outcome, why, rev)
        values ((v_op ->> 'op')::uuid, session_user, p_desk, (v_op ->> 'seq')::bigint,
            sha256(convert_to((v_op - 'seq')::text, 'UTF8')), v_outcome, v_why, v_rev);

        if v_why is not null then
            insert into guichet.refused (op, login, operator, desk, payload, why)
            values ((v_op ->> 'op')::uuid, session_user, p_operator, p_desk, v_op, v_why);
        elsif v_rev = v_next then
            v_last := v_next;
        end if;
    end loop;

    return v_last;
end $$;

create or replace function api.push(p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_workspace guichet.workspace;
    v_me guichet.operator;
    v_may text[];
    v_stream guichet.stream;
    v_known guichet.op;
    v_schema int;
    v_ops jsonb[];
    v_run jsonb[] := '{}';
    v_op jsonb;
    v_now bigint;
    v_rev bigint;
    v_first bigint;
    v_seq bigint;
    v_hash bytea;
begin
    -- The lock comes first: what is read below is then what the revisions given here follow.
    select * into v_workspace from guichet.workspace for update;
    v_me := guichet.me();
    v_may := guichet.permissions();

    -- The desk's own limits are 1000 operations and 4 MiB; jsonb writes more blanks than the desk does.
    if p is null or jsonb_typeof(p -> 'ops') is distinct from 'array'
        or jsonb_typeof(coalesce(p -> 'entries', '[]')) <> 'array'
        or jsonb_array_length(p -> 'ops') > 1000 or jsonb_array_length(coalesce(p -> 'entries', '[]')) > 2000
        or not coalesce(guichet.is_id(p ->> 'desk'), false)
        or p ->> 'schema' !~ '^[0-9]{1,9}$' or octet_length(p::text) > 8 << 20
    then
        raise exception 'malformed' using errcode = 'GF004';
    end if;

    v_schema := (p ->> 'schema')::int;
    if v_schema is null or v_schema < v_workspace.oldest then
        raise exception 'this desk is too old' using errcode = 'GS001';
    elsif v_schema > v_workspace.schema then
        raise exception 'this desk is newer than the workspace' using errcode = 'GS002';
    end if;

    select * into v_stream from guichet.stream where desk = (p ->> 'desk')::uuid and login = session_user;
    if not found then
        raise exception 'this desk is not enrolled' using errcode = '42501';
    end if;

    v_ops := array(select o from jsonb_array_elements(p -> 'ops') with ordinality as s (o, n) order by n);

    if exists (
        select from unnest(v_ops) o
        where not coalesce(guichet.is_id(o ->> 'op'), false) or not guichet.is_bigint(o -> 'seq')
    ) then
        raise exception 'malformed' using errcode = 'GF004';
    end if;

    if (select count(distinct o ->> 'op') < cardinality(v_ops) from unnest(v_ops) o) then
        raise exception 'reused' using errcode = 'GF003';
    end if;

    v_rev := guichet.add_entries(coalesce(p -> 'entries', '[]'), v_me, v_stream.desk, v_workspace.rev);
    v_seq := v_stream.last_seq;

    foreach v_op in array v_ops || null::jsonb loop
        if v_op is not null then
            select * into v_known from guichet.op where op = (v_op ->> 'op')::uuid;

            if v_known.op is not null then
                if v_known.sha <> sha256(convert_to((v_op - 'seq')::text, 'UTF8')) then
                    raise exception 'reused' using errcode = 'GF003', detail = v_op ->> 'seq';
                end if;
            elsif (v_op ->> 'seq')::bigint <= v_seq then
                raise exception 'fork' using errcode = 'GF001', detail = v_op ->> 'seq';
            elsif (v_op ->> 'seq')::bigint <> v_seq + 1 then
                raise exception 'gap' using errcode = 'GF002', detail = v_op ->> 'seq';
            end if;

            if (v_op ->> 'seq')::bigint = v_seq + 1 then
                v_seq := v_seq + 1;
            end if;

            if v_known.op is null and v_op ->> 'kind' = 'insert' then
                v_run := v_run || v_op;
                continue;
            end if;
        end if;

        -- Inserts that follow one another are taken together; what is not plain among them, one by one.
        if cardinality(v_run) > 0 then
            v_now := guichet.micros(clock_timestamp());
            v_first := guichet.next_rev(v_rev);
            if guichet.insert_plain(v_run, v_stream.desk, v_schema, v_me.id, v_may, v_now, v_first) then
                v_rev := v_first - 1 + cardinality(v_run);
            else
                v_rev := guichet.apply_each(v_run, v_stream.desk, v_schema, v_me.id, v_may, v_rev);
            end if;
            v_run := '{}';
        end if;

        if v_op is not null and v_known.op is null then
            v_rev := guichet.apply_each(array[v_op], v_stream.desk, v_schema, v_me.id, v_may, v_rev);
        end if;
    end loop;

    if v_seq > v_stream.last_seq then
        update guichet.stream set last_seq = v_seq where desk = v_stream.desk;
    end if;

    v_hash := v_workspace.head;
    if v_rev > v_workspace.rev then
        v_hash := guichet.seal(v_workspace.rev, v_rev);
        perform pg_notify('guichet', v_rev::text);
    end if;

    return jsonb_build_object('last_seq', v_seq, 'answers', guichet.answers(v_ops), 'head', v_rev,
        'hash', encode(v_hash, 'hex'));
end $$;

reset role;
