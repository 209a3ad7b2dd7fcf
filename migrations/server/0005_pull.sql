-- What a desk asks: where it stands, what is new, whether it has everything, and files.

set local role {owner};

-- p = {"desk", "schema", "marks": [[rev, "hash"], …], "computer"}.
create or replace function api.hello(p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_me guichet.operator := guichet.me();
    v_workspace guichet.workspace;
    v_stream guichet.stream;
    v_common bigint;
begin
    update guichet.device
    set last_seen = clock_timestamp(),
        name = case when btrim(p ->> 'computer') ~ '^[^[:cntrl:]]{1,200}$' then btrim(p ->> 'computer') else name end
    where login = session_user;

    select * into v_workspace from guichet.workspace;
    select * into v_stream from guichet.stream
    where login = session_user and desk = case when guichet.is_id(p ->> 'desk') then (p ->> 'desk')::uuid end;

    select max(m.rev) into v_common
    from jsonb_array_elements(case when jsonb_typeof(p -> 'marks') = 'array' then p -> 'marks' else '[]' end) k
    join guichet.mark m on m.rev = case when guichet.is_bigint(k -> 0) then (k ->> 0)::bigint end
        and encode(m.hash, 'hex') = k ->> 1;

    return jsonb_build_object(
        'server', v_workspace.id, 'workspace', v_workspace.name, 'schema', v_workspace.schema,
        'oldest', v_workspace.oldest, 'now', guichet.micros(clock_timestamp()),
        'last_seq', v_stream.last_seq, 'incarnation', v_stream.incarnation, 'common', coalesce(v_common, 0),
        'head', v_workspace.rev, 'epoch', v_workspace.epoch,
        'operator', jsonb_build_object('id', v_me.id, 'name', v_me.name, 'role', v_me.role),
        'permissions', to_jsonb(guichet.permissions()));
end $$;

-- A stream of operations of its own for this file, under the session's login.
create or replace function api.enrol(p_desk uuid, p_computer text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_incarnation int;
begin
    perform from guichet.workspace for update;
    perform guichet.me();

    if p_desk is null or exists (select from guichet.stream where desk = p_desk) then
        raise exception 'this desk is enrolled already' using errcode = '42501';
    end if;

    insert into guichet.stream (desk, login, incarnation)
    select p_desk, session_user, count(*) + 1 from guichet.stream where login = session_user
    returning incarnation into v_incarnation;

    update guichet.device set name = guichet.check_label(p_computer, 'computer') where login = session_user;

    return jsonb_build_object('desk', p_desk, 'incarnation', v_incarnation, 'last_seq', 0);
end $$;

-- Whole marks after the cursor until they hold p_limit records. Runs with the rights of who asks: row-level security
-- decides what is in it. STABLE, so that all its queries see one snapshot. Put together as text, which is what is sent:
-- taking it apart into jsonb first takes twice as long.
drop function if exists api.pull(bigint, int);
create function api.pull(p_cursor bigint, p_limit int) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_mark record;
    v_upto bigint := p_cursor;
    v_hash bytea;
    v_count bigint := 0;
    v_more boolean := false;
    v_entity text;
    v_some text;
    v_rows text[] := '{}';
    v_entries json;
    v_changes json;
begin
    if not guichet.active() then
        raise exception 'this desk has no access any more' using errcode = 'GR001';
    end if;

    for v_mark in select m.rev, m.hash, m.count from guichet.mark m where m.rev > p_cursor order by m.rev loop
        if v_count >= least(greatest(p_limit, 1), 20000) then
            v_more := true;
            exit;
        end if;
        v_upto := v_mark.rev;
        v_hash := v_mark.hash;
        v_count := v_count + v_mark.count;
    end loop;

    if v_hash is null then
        select m.hash into v_hash from guichet.mark m where m.rev = p_cursor;
    end if;

    foreach v_entity in array guichet.readable() loop
        execute format('select string_agg(json_build_object(
                ''entity'', %L::text, ''id'', id, ''cells'', cells, ''rev'', rev)::text, '','' order by rev)
            from guichet.%I where rev > $1 and rev <= $2', v_entity, v_entity)
        into v_some using p_cursor, v_upto;

        if v_some is not null then
            v_rows := v_rows || v_some;
        end if;
    end loop;

    select coalesce(json_agg(json_build_object('id', e.id, 'at', e.at, 'operator', e.operator, 'desk', e.desk,
        'action', e.action, 'subject', e.subject, 'member', e.member, 'note', e.note, 'undoes', e.undoes,
        'by_operator', e.by_operator, 'by_desk', e.by_desk, 'rev', e.rev) order by e.rev), '[]')
    into v_entries
    from guichet.entry e
    where e.rev > p_cursor and e.rev <= v_upto;

    select coalesce(json_agg(json_build_object('op', c.op, 'rev', c.rev, 'entry', c.entry, 'entity', c.entity,
        'row', c."row", 'kind', c.kind, 'fields', c.fields, 'desk', c.desk) order by c.rev), '[]')
    into v_changes
    from guichet.change c
    where c.rev > p_cursor and c.rev <= v_upto;

    return json_build_object('cursor', v_upto, 'hash', encode(v_hash, 'hex'), 'more', v_more,
        'rows', ('[' || array_to_string(v_rows, ',') || ']')::json,
        'entries', v_entries, 'changes', v_changes);
end $$;

-- Per entity that the session may read: how many rows, and a sum that tells whether they are the same ones. The sum is
-- over the first 8 bytes, as a signed big-endian integer, of the SHA-256 of "<id>:<rev>" (the id in lower case with
-- hyphens), and wraps around at 64 bits.
create or replace function api.verify() returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    v_entity text;
    v_some jsonb;
    v_all jsonb := '{}';
begin
    if not guichet.active() then
        raise exception 'this desk has no access any more' using errcode = 'GR001';
    end if;

    foreach v_entity in array guichet.readable() loop
        execute format('
            select jsonb_build_object(''count'', count, ''sum'',
                case when sum < 9223372036854775808 then sum else sum - 18446744073709551616 end)
            from (
                select count(*), mod(mod(coalesce(sum(part), 0), 18446744073709551616) + 18446744073709551616,
                    18446744073709551616) as sum
                from (
                    select (''x'' || encode(substring(sha256(convert_to(id || '':'' || rev, ''UTF8'')) for 8), ''hex''))
                        ::bit(64)::bigint as part
                    from guichet.%I
                ) p
            ) s', v_entity) into v_some;
        v_all := v_all || jsonb_build_object(v_entity, v_some);
    end loop;

    return v_all;
end $$;

-- Files by the hash of their content. They are never taken away or replaced.
create or replace function api.put_content(p_hash text, p_bytes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.must('member.write');

    if p_bytes is null or octet_length(p_bytes) > 16 << 20 or encode(sha256(p_bytes), 'hex') is distinct from p_hash then
        raise exception 'this is not the content of that hash' using errcode = 'GB400';
    end if;

    insert into guichet.content (hash, bytes) values (p_hash, p_bytes) on conflict do nothing;
end $$;

create or replace function api.get_content(p_hash text) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.must('file.read');

    return (select c.bytes from guichet.content c where c.hash = p_hash);
end $$;

create or replace function api.has_contents(p_hashes text[]) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not guichet.can('member.write') then
        perform guichet.must('file.read');
    end if;

    return array(select c.hash from guichet.content c where c.hash = any (p_hashes) order by c.hash);
end $$;

reset role;
