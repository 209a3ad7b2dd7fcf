-- People, their desks, invitations, and what desks disagreed about.

set local role {owner};

-- After a change of the team: somebody must be left who can manage it, from a desk that still has access; and the desks
-- hear of it.
create or replace function guichet.team_changed() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from guichet.operator o
        where o.status = 'active'
            and exists (select from guichet.device d where d.operator = o.id and d.revoked_at is null)
            and coalesce(
                (select s.granted from guichet.operator_perm s where s.operator = o.id and s.perm = 'team.manage'),
                exists (select from guichet.role_perm r where r.role = o.role and r.perm = 'team.manage'))
    ) then
        raise exception 'somebody must be left who can manage the team' using errcode = 'GB410';
    end if;

    update guichet.workspace set epoch = epoch + 1;
end $$;

-- The lock first, then the right: a device revoked a moment ago does nothing more.
create or replace function guichet.manage() returns guichet.operator
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform from guichet.workspace for update;

    return guichet.must('team.manage');
end $$;

create or replace function guichet.shut(p_login name) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('alter role %I nologin password null', p_login);
end $$;

-- A login that may only accept or decline, for 72 hours. An address that is known already invites that person's next
-- desk; the role stays theirs.
create or replace function api.invite(p_name text, p_email text, p_role text, p_verifier text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_me guichet.operator := guichet.manage();
    v_email text := guichet.check_label(p_email, 'email');
    v_operator guichet.operator;
    v_login name := 'gi_' || replace(gen_random_uuid()::text, '-', '');
    v_old name;
    v_expires timestamptz := clock_timestamp() + interval '72 hours';
begin
    perform guichet.check_verifier(p_verifier);

    if p_role is null or p_role not in (select r.role from guichet.role_perm r) then
        raise exception 'no such role' using errcode = 'GB400';
    end if;

    select * into v_operator from guichet.operator o
    where lower(o.email) = lower(v_email)
    order by o.status = 'active' desc, o.id
    limit 1;

    if not found then
        insert into guichet.operator (name, email, role, status)
        values (guichet.check_label(p_name, 'name'), v_email, p_role, 'pending')
        returning * into v_operator;
    elsif v_operator.status <> 'active' then
        -- Who comes back comes back without the desks of before.
        for v_old in
            update guichet.device set revoked_at = clock_timestamp()
            where operator = v_operator.id and revoked_at is null
            returning login
        loop
            perform guichet.shut(v_old);
        end loop;

        update guichet.operator set status = 'pending', role = p_role where id = v_operator.id;
    end if;

    execute format('create role %I login connection limit 1 password %L valid until %L', v_login, p_verifier, v_expires);
    execute format('grant {invitee} to %I', v_login);
    insert into guichet.invitation (login, operator, by_operator, expires)
    values (v_login, v_operator.id, v_me.id, v_expires);

    return jsonb_build_object('login', v_login, 'expires', guichet.micros(v_expires));
end $$;

-- The session's open invitation. VALID UNTIL limits logins by password only, so that the date is looked at here as well.
create or replace function guichet.invited() returns guichet.invitation
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_invitation guichet.invitation;
begin
    perform from guichet.workspace for update;
    select * into v_invitation from guichet.invitation
    where login = session_user and state = 'open' and expires > clock_timestamp();

    if not found then
        raise exception 'this invitation is no longer open' using errcode = 'GR001';
    end if;

    return v_invitation;
end $$;

create or replace function api.accept(p_name text, p_computer text, p_desk uuid, p_verifier text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_invitation guichet.invitation := guichet.invited();
    v_login name;
begin
    update guichet.operator set status = 'active', name = guichet.check_label(p_name, 'name')
    where id = v_invitation.operator and status = 'pending';

    -- An invitation to a second desk ends with the person's access.
    if not exists (select from guichet.operator where id = v_invitation.operator and status = 'active') then
        raise exception 'this invitation is no longer open' using errcode = 'GR001';
    end if;

    v_login := guichet.add_device(v_invitation.operator, p_computer, p_desk, p_verifier);
    update guichet.invitation set state = 'accepted' where login = session_user;
    perform guichet.shut(session_user);

    return jsonb_build_object('login', v_login, 'operator', v_invitation.operator);
end $$;

create or replace function api.decline() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_invitation guichet.invitation := guichet.invited();
begin
    update guichet.invitation set state = 'declined' where login = v_invitation.login;
    perform guichet.drop_pending(v_invitation.operator);
    perform guichet.shut(session_user);
end $$;

-- Who has no open invitation left is not expected any more.
create or replace function guichet.drop_pending(p_operator uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update guichet.operator o set status = 'inactive'
    where o.id = p_operator and o.status = 'pending'
        and not exists (select from guichet.invitation i where i.operator = o.id and i.state = 'open');
end $$;

-- Takes a device's access, or an invitation, away: its open session sees nothing from its next statement on, and where
-- the server allows it, ends.
create or replace function guichet.revoke_login(p_login name) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_operator uuid;
begin
    update guichet.device set revoked_at = clock_timestamp() where login = p_login and revoked_at is null;

    if not found then
        update guichet.invitation set state = 'withdrawn' where login = p_login and state = 'open'
        returning operator into v_operator;

        if not found then
            raise exception 'no such login' using errcode = 'GB404';
        end if;

        perform guichet.drop_pending(v_operator);
    end if;

    perform guichet.shut(p_login);
    perform guichet.team_changed();
end $$;

create or replace function api.revoke(p_login name) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Before the lock: a session that was left in the middle of a push holds it.
    perform guichet.must('team.manage');
    perform guichet.end_sessions(p_login);
    perform guichet.manage();
    perform guichet.revoke_login(p_login);
end $$;

create or replace function api.leave() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from guichet.workspace for update;
    perform guichet.me();
    perform guichet.revoke_login(session_user);
end $$;

-- Ending a session takes membership of its role; the owner has it for no longer than that.
create or replace function guichet.end_sessions(p_login name) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if p_login = session_user or not exists (
        select from guichet.device where login = p_login and revoked_at is null
        union all
        select from guichet.invitation where login = p_login and state = 'open'
    ) then
        return;
    end if;

    execute format('grant %I to {owner}', p_login);
    perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = p_login;
    execute format('revoke %I from {owner}', p_login);
end $$;

create or replace function guichet.known_operator(p_operator uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from guichet.operator where id = p_operator) then
        raise exception 'no such operator' using errcode = 'GB404';
    end if;
end $$;

create or replace function api.set_role(p_operator uuid, p_role text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.manage();
    perform guichet.known_operator(p_operator);

    if p_role is null or p_role not in (select r.role from guichet.role_perm r) then
        raise exception 'no such role' using errcode = 'GB400';
    end if;

    update guichet.operator set role = p_role where id = p_operator;
    perform guichet.team_changed();
end $$;

-- Grants or denies one permission whatever the role says; null leaves it to the role again.
create or replace function api.set_permission(p_operator uuid, p_perm text, p_granted boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.manage();
    perform guichet.known_operator(p_operator);

    if p_perm is null or p_perm not in (select r.perm from guichet.role_perm r) then
        raise exception 'no such permission' using errcode = 'GB400';
    end if;

    if p_granted is null then
        delete from guichet.operator_perm where operator = p_operator and perm = p_perm;
    else
        insert into guichet.operator_perm (operator, perm, granted) values (p_operator, p_perm, p_granted)
        on conflict (operator, perm) do update set granted = excluded.granted;
    end if;
    perform guichet.team_changed();
end $$;

create or replace function api.set_status(p_operator uuid, p_status text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.manage();
    perform guichet.known_operator(p_operator);

    if p_status is null or p_status not in ('active', 'inactive') then
        raise exception 'no such status' using errcode = 'GB400';
    end if;

    update guichet.operator set status = p_status where id = p_operator;
    perform guichet.team_changed();
end $$;

create or replace function api.team() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.must('team.manage');

    return jsonb_build_object(
        'operators', (
            select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'email', o.email, 'role', o.role,
                'status', o.status, 'permissions', (
                    select coalesce(jsonb_agg(jsonb_build_object('perm', s.perm, 'granted', s.granted) order by s.perm), '[]')
                    from guichet.operator_perm s where s.operator = o.id
                )) order by o.name, o.id), '[]')
            from guichet.operator o),
        'devices', (
            select coalesce(jsonb_agg(jsonb_build_object('login', d.login, 'operator', d.operator, 'name', d.name,
                'enrolled_at', guichet.micros(d.enrolled_at), 'revoked_at', guichet.micros(d.revoked_at),
                'last_seen', guichet.micros(d.last_seen), 'pulled_rev', d.pulled_rev) order by d.enrolled_at, d.login), '[]')
            from guichet.device d),
        'invitations', (
            select coalesce(jsonb_agg(jsonb_build_object('login', i.login, 'operator', i.operator, 'name', o.name,
                'email', o.email, 'role', o.role, 'expires', guichet.micros(i.expires),
                'state', case when i.state = 'open' and i.expires <= clock_timestamp() then 'expired' else i.state end)
                order by i.created_at, i.login), '[]')
            from guichet.invitation i join guichet.operator o on o.id = i.operator));
end $$;

create or replace function api.desks() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.me();

    return (
        select coalesce(jsonb_agg(jsonb_build_object('desk', s.desk, 'operator', o.name, 'computer', d.name,
            'last_seen', guichet.micros(d.last_seen)) order by s.enrolled_at, s.desk), '[]')
        from guichet.stream s
        join guichet.device d on d.login = s.login and d.revoked_at is null
        join guichet.operator o on o.id = d.operator);
end $$;

create or replace function api.conflicts(p_open boolean) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_readable text[] := guichet.readable();
begin
    perform guichet.me();

    return (
        select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'op', c.op, 'entity', c.entity, 'row', c."row",
            'field', c.field, 'kept', c.kept, 'lost', c.lost, 'kept_by', c.kept_by, 'lost_by', c.lost_by, 'rev', c.rev,
            'resolved_at', guichet.micros(c.resolved_at), 'resolved_by', c.resolved_by) order by c.id), '[]')
        from guichet.conflict c
        where c.entity = any (v_readable) and (not coalesce(p_open, true) or c.resolved_at is null));
end $$;

create or replace function api.resolve(p_id bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_me guichet.operator := guichet.me();
    v_perm text;
begin
    select d.write_perm into v_perm
    from guichet.conflict c join guichet.entity_def d on d.entity = c.entity
    where c.id = p_id and d.entity = any (guichet.readable());

    if not found then
        raise exception 'no such conflict' using errcode = 'GB404';
    end if;

    perform guichet.must(v_perm);
    update guichet.conflict set resolved_at = clock_timestamp(), resolved_by = v_me.id
    where id = p_id and resolved_at is null;
end $$;

-- How far a desk has read: what the others may count on it to know.
create or replace function api.seen(p_rev bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform guichet.me();
    update guichet.device
    set last_seen = clock_timestamp(),
        pulled_rev = greatest(pulled_rev, least(p_rev, (select w.rev from guichet.workspace w)))
    where login = session_user;
end $$;

reset role;
