-- The entities and their columns, as the desks declare them; and the first administrator.

set local role {owner};

-- Adds what p declares and is not there yet; never takes away or changes. p = {"schema", "oldest", "entities": [{"entity",
-- "fact", "read_perm", "write_perm", "columns": [{"name", "kind", "optional", "wins", "together", "refers"}]}]}.
create or replace function guichet.declare(p jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_schema int := (p ->> 'schema')::int;
    v_def record;
    v_known guichet.entity_def;
    v_bad text;
begin
    perform from guichet.workspace for update;

    if v_schema is null or jsonb_typeof(p -> 'entities') is distinct from 'array' then
        raise exception 'a declaration has a schema and entities' using errcode = 'GB400';
    end if;

    for v_def in
        select d ->> 'entity' as entity, n::int as position, coalesce((d ->> 'fact')::bool, false) as fact,
               coalesce(d ->> 'read_perm', s.read_perm) as read_perm,
               coalesce(d ->> 'write_perm', s.write_perm) as write_perm
        from jsonb_array_elements(p -> 'entities') with ordinality as e (d, n)
        left join (values
            ('venue', 'active', 'settings.write'), ('custom_field', 'active', 'settings.write'),
            ('product', 'active', 'catalogue.write'), ('price', 'active', 'catalogue.write'),
            ('product_option', 'active', 'catalogue.write'), ('layout', 'active', 'member.write'),
            ('member', 'member.read', 'member.write'), ('field_value', 'member.read', 'member.write'),
            ('ticket', 'member.read', 'member.write'), ('subscription', 'subscription.read', 'subscription.write'),
            ('payment', 'payment.read', 'payment.add')
        ) as s (entity, read_perm, write_perm) on s.entity = d ->> 'entity'
        order by n
    loop
        select * into v_known from guichet.entity_def where entity = v_def.entity;

        if found then
            if v_known.fact <> v_def.fact then
                raise exception '% is declared otherwise already', v_def.entity using errcode = 'GB412';
            end if;
            continue;
        end if;

        if v_def.entity !~ '^[a-z][a-z0-9_]{0,39}$' or to_regclass('guichet.' || v_def.entity) is not null
            or v_def.read_perm is null or v_def.write_perm is null
            or exists (
                select from unnest(array[nullif(v_def.read_perm, 'active'), v_def.write_perm]) a (perm)
                where a.perm is not null
                    and not exists (select from guichet.role_perm r where r.role = 'administrator' and r.perm = a.perm)
            )
        then
            raise exception 'this cannot be declared: %', v_def.entity using errcode = 'GB400';
        end if;

        insert into guichet.entity_def (entity, position, fact, read_perm, write_perm)
        values (v_def.entity, v_def.position, v_def.fact, v_def.read_perm, v_def.write_perm);

        execute format('create table guichet.%I (
            id uuid primary key, cells jsonb not null, fv jsonb not null, rev bigint not null unique,
            by_login name not null, by_operator uuid not null)', v_def.entity);
        perform guichet.guard(v_def.entity,
            case when v_def.fact then 'update or delete or truncate' else 'delete or truncate' end);
        perform guichet.close_table(v_def.entity);
        execute format('create policy reading on guichet.%I for select to {operator} using ((select guichet.can(%L)))',
            v_def.entity, v_def.read_perm);
        execute format('grant select on guichet.%I to {operator}', v_def.entity);

        if not v_def.fact then
            insert into guichet.column_def (entity, name, kind, optional, wins, since)
            values (v_def.entity, 'archived_at', 'instant', true, 'later', v_schema);
        end if;
    end loop;

    select e ->> 'entity' || '.' || c.name into v_bad
    from jsonb_array_elements(p -> 'entities') e
    cross join lateral jsonb_to_recordset(e -> 'columns') as c (name text, kind text)
    join guichet.column_def d on d.entity = e ->> 'entity' and d.name = c.name
    where d.kind <> c.kind
    limit 1;

    if found then
        raise exception '% is declared otherwise already', v_bad using errcode = 'GB412';
    end if;

    insert into guichet.column_def (entity, name, kind, optional, wins, together, refers, since)
    select e ->> 'entity', c.name, c.kind, coalesce(c.optional, false), c.wins, c.together, c.refers, v_schema
    from jsonb_array_elements(p -> 'entities') e
    cross join lateral jsonb_to_recordset(e -> 'columns')
        as c (name text, kind text, optional bool, wins text, together text, refers text)
    on conflict (entity, name) do nothing;

    update guichet.workspace
    set schema = greatest(schema, v_schema),
        oldest = greatest(oldest, least(coalesce((p ->> 'oldest')::int, 0), v_schema));
end $$;

create or replace function api.declare(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.must('settings.write');
    perform guichet.must('team.manage');
    perform guichet.declare(p);
end $$;

-- A verifier as PostgreSQL keeps it. Anything else would be taken for a password in clear text.
create or replace function guichet.check_verifier(p_verifier text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if p_verifier is null
        or p_verifier !~ ('^SCRAM-SHA-256\$[1-9][0-9]{3,6}:([A-Za-z0-9+/]{4}){3,40}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'
            || '\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$')
        or substring(p_verifier from '^SCRAM-SHA-256\$([0-9]+):')::int < 4096
    then
        raise exception 'this is no SCRAM-SHA-256 verifier' using errcode = 'GB400';
    end if;
end $$;

create or replace function guichet.check_label(p_text text, p_what text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    v_text text := btrim(p_text);
begin
    if v_text is null or v_text = '' or length(v_text) > 200 or v_text ~ '[[:cntrl:]]' then
        raise exception '% is not of 1 to 200 letters', p_what using errcode = 'GB400', column = p_what;
    end if;

    return v_text;
end $$;

-- A login of its own for an operator's desk, and its first stream.
create or replace function guichet.add_device(p_operator uuid, p_computer text, p_desk uuid, p_verifier text) returns name
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_login name := 'gd_' || replace(gen_random_uuid()::text, '-', '');
    v_computer text := guichet.check_label(p_computer, 'computer');
begin
    perform guichet.check_verifier(p_verifier);

    if p_desk is null or exists (select from guichet.stream where desk = p_desk) then
        raise exception 'this desk has a login already' using errcode = '42501';
    end if;

    execute format('create role %I login connection limit 8 password %L', v_login, p_verifier);
    execute format('grant {operator} to %I', v_login);

    insert into guichet.device (login, operator, name) values (v_login, p_operator, v_computer);
    insert into guichet.stream (desk, login, incarnation) values (p_desk, v_login, 1);

    return v_login;
end $$;

-- The administrator of the database lets somebody in without an invitation: the first of a workspace, or when all
-- administrators are gone. Granted to nobody.
create or replace function guichet.admit(
    p_name text, p_email text, p_role text, p_computer text, p_desk uuid, p_verifier text
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_operator uuid;
    v_login name;
begin
    perform from guichet.workspace for update;

    insert into guichet.operator (name, email, role, status)
    values (guichet.check_label(p_name, 'name'), nullif(btrim(p_email), ''), p_role, 'active')
    returning id into v_operator;

    v_login := guichet.add_device(v_operator, p_computer, p_desk, p_verifier);

    return jsonb_build_object('login', v_login, 'operator', v_operator);
end $$;

-- A new workspace: p = {"name", "tag", "operator", "email", "computer", "desk", "verifier", "declare": {…}}. Gives
-- {"server", "login", "operator"}. Granted to nobody.
create or replace function guichet.found(p jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_id uuid := gen_random_uuid();
begin
    if exists (select from guichet.workspace) then
        raise exception 'there is a workspace here already' using errcode = 'GB413';
    end if;

    insert into guichet.workspace (id, tag, name, head)
    values (v_id, coalesce(p ->> 'tag', ''), guichet.check_label(p ->> 'name', 'name'),
        sha256(convert_to(v_id::text, 'UTF8')));

    perform guichet.declare(p -> 'declare');

    return guichet.admit(p ->> 'operator', p ->> 'email', 'administrator', p ->> 'computer', (p ->> 'desk')::uuid,
        p ->> 'verifier') || jsonb_build_object('server', v_id);
end $$;

reset role;
