-- A whole workspace at once: the administrator's program copies its rows and its journal into guichet.incoming,
-- incoming_entry and incoming_change, and calls guichet.load(), as often as it likes. And, last of all, who may call what.

set local role {owner};

-- Spreads what is incoming, as written by a login's desk: entries first, then rows in an order in which each is preceded
-- by what it refers to, then the older changes of these rows; with a mark every 2 000 records. A row that comes with a
-- change of kind insert takes its entry. Gives the last revision. Granted to nobody.
create or replace function guichet.load(p_login name, p_desk uuid) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_workspace guichet.workspace;
    v_operator uuid;
    v_now bigint := guichet.micros(clock_timestamp());
    v_last bigint;
    v_count bigint;
    v_def guichet.entity_def;
    v_stamp jsonb;
    v_from bigint;
begin
    select * into v_workspace from guichet.workspace for update;
    select d.operator into v_operator
    from guichet.device d join guichet.stream s on s.login = d.login
    where d.login = p_login and s.desk = p_desk;

    if not found then
        raise exception 'no such desk' using errcode = 'GB404';
    end if;

    if exists (select from guichet.incoming i where not exists (
        select from guichet.entity_def d where d.entity = i.entity
    )) then
        raise exception 'an incoming entity is not declared' using errcode = 'GB400';
    end if;

    v_last := guichet.next_rev(v_workspace.rev) - 1;
    v_from := v_last;
    v_stamp := jsonb_build_object('h', v_now, 'd', p_desk, 'o', v_operator);

    insert into guichet.entry
        (id, at, operator, desk, action, subject, member, note, undoes, by_operator, by_desk, rev)
    select id, at, operator, desk, action, subject, member, note, undoes, v_operator, p_desk,
        v_last + row_number() over (order by seq)
    from guichet.incoming_entry;
    get diagnostics v_count = row_count;
    v_last := v_last + v_count;

    analyze guichet.incoming_change;

    for v_def in select * from guichet.entity_def order by position, entity loop
        execute format('
            with numbered as (
                select id, cells, $1 + row_number() over (order by id) as rev from guichet.incoming where entity = $2
            )
            insert into guichet.%I (id, cells, fv, rev, by_login, by_operator)
            select id, cells, jsonb_build_object(''*'', $3 || jsonb_build_object(''r'', rev)), rev, $4, $5
            from numbered', v_def.entity)
        using v_last, v_def.entity, v_stamp, p_login, v_operator;
        get diagnostics v_count = row_count;

        execute format('
            insert into guichet.change (rev, op, entry, entity, "row", kind, login, operator, desk, digest)
            select t.rev, guichet.loaded_op(t.rev, $6), c.entry, $2, t.id, ''insert'', $3, $4, $5,
                sha256(convert_to(t.cells::text, ''UTF8''))
            from guichet.%I t
            left join (
                select distinct on ("row") "row", entry from guichet.incoming_change
                where entity = $2 and kind = ''insert'' order by "row", seq
            ) c on c."row" = t.id
            where t.rev > $1
            order by t.rev', v_def.entity)
        using v_last, v_def.entity, p_login, v_operator, p_desk, v_workspace.id;
        v_last := v_last + v_count;
    end loop;

    insert into guichet.change (rev, op, entry, entity, "row", kind, fields, login, operator, desk, digest)
    select rev, guichet.loaded_op(rev, v_workspace.id), entry, entity, "row", kind, fields, p_login, v_operator, p_desk,
        sha256(convert_to(coalesce(fields::text, ''), 'UTF8'))
    from (
        select *, v_last + row_number() over (order by seq) as rev
        from guichet.incoming_change where kind <> 'insert'
    ) c
    order by rev;
    get diagnostics v_count = row_count;
    v_last := v_last + v_count;

    while v_from < v_last loop
        perform guichet.seal(v_from, least(v_from + 2000, v_last));
        v_from := v_from + 2000;
    end loop;

    truncate guichet.incoming, guichet.incoming_entry, guichet.incoming_change;
    perform pg_notify('guichet', v_last::text);

    return v_last;
end $$;

-- A loaded change has no operation that made it: its id follows from its revision and the workspace.
create or replace function guichet.loaded_op(p_rev bigint, p_workspace uuid) returns uuid
language sql immutable as $$
    select (lpad(to_hex(p_rev), 16, '0') || left(replace(p_workspace::text, '-', ''), 16))::uuid
$$;

revoke all on all functions in schema guichet, api from public;
grant execute on function
    api.hello(jsonb), api.enrol(uuid, text), api.push(jsonb), api.pull(bigint, int), api.verify(),
    api.put_content(text, bytea), api.get_content(text), api.has_contents(text[]),
    api.invite(text, text, text, text), api.revoke(name), api.set_role(uuid, text),
    api.set_permission(uuid, text, boolean), api.set_status(uuid, text), api.team(), api.desks(),
    api.conflicts(boolean), api.resolve(bigint), api.leave(), api.seen(bigint), api.declare(jsonb)
to {operator};
grant execute on function api.accept(text, text, uuid, text), api.decline() to {invitee};

reset role;
