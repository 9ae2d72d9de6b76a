-- Opening another team's record in an emergency, for a day. Read docs/adr/0021 beside this, and guards.sql first.
--
-- There is one way: sightline_open_in_emergency, with an access that the knower in force has written and told the holder in this very
-- transaction. It alone adds tellings whose `how` is emergency, and with each the restriction that closes it a day later.

-- A restriction that yields closes an entry only to somebody who has it by nothing but emergencies, the last more than a day ago.
create or replace view sightline_restricted with (security_barrier) as
select r.entry_id
from sightline_restriction r
where (r.knower_id = (select sightline_me()) or (r.knower_id is null and (select sightline_me()) <> all (r.spares)))
  and r.starts <= now() and (r.ends is null or r.ends > now())
  and not exists (select from sightline_lifting l where l.restriction_id = r.id)
  and not (
      r.yields
      and exists (
          select from sightline_told t
          where t.knower_id = (select sightline_me()) and t.entry_id = r.entry_id
            and (t.how <> 'emergency' or t.stored > now() - interval '1 day')
      )
  );

alter policy add on sightline_told with check (
    by_id = (select sightline_me())
    and stored = now()
    and how <> all ('{passed_on,emergency}')
    and (how <> 'recorded' or knower_id = by_id)
    and (sightline_wrote_now(entry_id) or sightline_sees(entry_id))
);

-- Names and numbers as they are compared: the same letters in the same order; nothing that is merely near.
create function sightline_plain(said text) returns text language sql immutable parallel safe
    return nullif(btrim(regexp_replace(
        regexp_replace(normalize(lower(said), nfkd), E'[\u0300-\u036f''’`]', '', 'g'), '[-.,[:space:]]+', ' ', 'g'
    )), '');
create function sightline_digits(said text) returns text language sql immutable parallel safe
    return nullif(regexp_replace(said, '[^0-9]', '', 'g'), '');

create index payload_named on sightline_payload (sightline_plain(body->>'name')) where body ? 'person';
create index payload_also_named on sightline_payload (sightline_plain(body->>'also_known_as')) where body ? 'person';
create index payload_numbered on sightline_payload (sightline_digits(body->>'nhs_number')) where body ? 'person';
create index told_emergency on sightline_told (idem) where how = 'emergency';
create index entry_emergency on sightline_entry (noted_day, id) where kind = 'emergency_access';

-- What the holder may give: what it was told otherwise than by an emergency, and that is closed neither to it, to the asker, nor to all.
create function sightline_may_be_opened(what uuid, holder uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
            select from public.sightline_told t where t.knower_id = holder and t.entry_id = what and t.how <> 'emergency'
        )
        and not exists (
            select from public.sightline_restriction r
            where r.entry_id = what and not r.yields and (r.ends is null or r.ends > now())
              and (r.knower_id is null or r.knower_id in (holder, public.sightline_me()))
              and not exists (select from public.sightline_lifting l where l.restriction_id = r.id)
        );
$$;

-- Of a person the holder holds something only where it is more than who they are, and that somebody asked.
create function sightline_is_held(kind text) returns boolean language sql immutable parallel safe
    return kind <> all ('{particulars,same_person,born_of,restriction,dispute,disposal,check,check_answer,check_refused,acknowledgement,'
        'allocation,feedback,decided_without,escalation,escalation_outcome,emergency_access,emergency_review}');
create function sightline_holds(holder uuid, person uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_entryperson x
        join public.sightline_entry e on e.id = x.entry_id and person = any (e.people)
        where x.person_id = person and public.sightline_is_held(e.kind) and public.sightline_may_be_opened(e.id, holder)
    );
$$;

-- The people of the holder of whom two of name, date of birth and NHS number are as asked, and the third not another. Where two of them
-- have two NHS numbers, nobody.
create function sightline_agreeing(holder uuid, asked jsonb) returns uuid[]
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with wanted as (
        select public.sightline_plain(asked->>'name') as name, asked->>'dob' as dob, public.sightline_digits(asked->>'nhs_number') as nhs
    ), near as (
        select distinct p.body->>'person' as person
        from public.sightline_payload p, wanted w
        where p.body ? 'person'
          and (public.sightline_plain(p.body->>'name') = w.name or public.sightline_plain(p.body->>'also_known_as') = w.name
               or public.sightline_digits(p.body->>'nhs_number') = w.nhs)
    ), said as (
        select near.person::uuid as person, p.body
        from near
        join public.sightline_entryperson x on x.person_id = near.person::uuid
        join public.sightline_entry e on e.id = x.entry_id and e.kind = 'particulars'
        join public.sightline_payload p on p.entry_id = e.id and p.body->>'person' = near.person
        where public.sightline_may_be_opened(e.id, holder)
          and not exists (select from public.sightline_entry c where c.corrects_id = e.id)
    ), compared as (
        select s.person,
            coalesce(bool_or(public.sightline_plain(s.body->>'name') = w.name
                             or public.sightline_plain(s.body->>'also_known_as') = w.name), false) as named,
            coalesce(bool_or(s.body->>'dob' = w.dob), false) as born,
            coalesce(bool_or(public.sightline_digits(s.body->>'nhs_number') = w.nhs), false) as numbered,
            coalesce(bool_or(s.body->>'dob' <> w.dob), false) as born_otherwise,
            coalesce(bool_or(public.sightline_digits(s.body->>'nhs_number') <> w.nhs), false) as numbered_otherwise,
            max(public.sightline_digits(s.body->>'nhs_number')) as nhs
        from said s, wanted w
        where public.sightline_holds(holder, s.person)
        group by s.person
    )
    select case when count(distinct nhs) > 1 then '{}' else coalesce(array_agg(person), '{}') end
    from compared
    where (numbered and born) or (named and born and not numbered_otherwise) or (named and numbered and not born_otherwise);
$$;

-- These people, and all who are the same as they: by a file that was imported, or by what the holder was last told.
create function sightline_same_for(holder uuid, them uuid[]) returns uuid[]
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    more uuid[];
begin
    loop
        select array_agg(distinct one) into more from (
            select unnest(them) as one
            union all
            select b.person_id from public.sightline_tie a join public.sightline_tie b on b.tie = a.tie where a.person_id = any (them)
            union all
            select unnest(array[pair.a, pair.b]) from (
                select distinct on (least(s.a, s.b), greatest(s.a, s.b)) s.a, s.b, s.same from (
                    select (p.body->'persons'->>0)::uuid as a, (p.body->'persons'->>1)::uuid as b,
                        coalesce((p.body->>'same')::boolean, true) as same, e.noted_day, e.noted_time, e.noted_ordinal, e.id
                    from public.sightline_entryperson x
                    join public.sightline_entry e on e.id = x.entry_id and e.kind = 'same_person'
                    join public.sightline_payload p on p.entry_id = e.id
                    where x.person_id = any (them) and public.sightline_may_be_opened(e.id, holder)
                ) s
                order by least(s.a, s.b), greatest(s.a, s.b), s.noted_day desc, s.noted_time desc nulls last, s.noted_ordinal desc, s.id
            ) pair where pair.same
        ) reached;
        exit when more is null or more <@ them;
        them := more;
    end loop;
    return them;
end $$;

-- This will tell the knower in force what the holder may give about whomever its access names, and say which people those are: none
-- where nobody agrees, or the holder has nothing of them but who they are. It answers about one access once.
create function sightline_open_in_emergency(access uuid) returns setof uuid
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid := public.sightline_me();
    act record;
    found uuid[];
    given uuid[];
begin
    select e.people, e.noted_day, e.noted_time, e.noted_ordinal, t.knower_id as holder, who.body as asked into act
    from public.sightline_entry e
    join public.sightline_payload p on p.entry_id = e.id
    join public.sightline_post post on post.id = e.post_id and post.role = 'out of hours'
    join public.sightline_told t on t.entry_id = e.id and t.by_id = me and t.knower_id = (p.body->>'asked')::uuid and t.knower_id <> me
    join public.sightline_entryperson x on x.person_id = e.people[1]
    join public.sightline_entry w on w.id = x.entry_id and w.kind = 'particulars' and w.author_id = me and w.stored = now()
    join public.sightline_payload who on who.entry_id = w.id
    join public.sightline_told also on also.entry_id = w.id and also.by_id = me and also.knower_id = t.knower_id
    where e.id = access and e.kind = 'emergency_access' and e.author_id = me and e.stored = now()
      and not exists (select from public.sightline_told again where again.knower_id = me and again.idem = access::text and again.how = 'emergency');
    if act is null then
        raise exception 'there is nothing here by that id' using errcode = 'insufficient_privilege';
    end if;

    found := array(
        select one from unnest(public.sightline_same_for(act.holder, public.sightline_agreeing(act.holder, act.asked))) one
        where public.sightline_holds(act.holder, one)
    );
    given := array(
        select distinct e.id
        from public.sightline_entryperson x
        join public.sightline_entry e on e.id = x.entry_id and e.people && found
        join public.sightline_payload p on p.entry_id = e.id
        where x.person_id = any (found)
          and (public.sightline_is_held(e.kind) or e.kind = 'particulars')
          and public.sightline_may_be_opened(e.id, act.holder)
          -- Of somebody whose address is protected, nothing of who and where they are: an older address is one too.
          and not (e.kind = 'particulars' and exists (
              select from public.sightline_entryperson y
              join public.sightline_entry s on s.id = y.entry_id and s.kind = 'particulars'
              join public.sightline_payload b on b.entry_id = s.id
              where y.person_id = any (found) and b.body->>'protected' = 'true'
          ))
    );

    insert into public.sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_time, told_ordinal, idem)
    select gen_random_uuid(), me, one, act.holder, 'emergency', act.noted_day, act.noted_time, act.noted_ordinal, access::text
    from unnest(given) one;
    insert into public.sightline_restriction (id, because_id, made_by_id, entry_id, knower_id, spares, starts, yields)
    select gen_random_uuid(), access, act.holder, one, me, '{}', now() + interval '1 day', true
    from unnest(given) one;
    return query select unnest(found);
end $$;

revoke execute on function sightline_may_be_opened(uuid, uuid), sightline_holds(uuid, uuid),
    sightline_agreeing(uuid, jsonb), sightline_same_for(uuid, uuid[]), sightline_open_in_emergency(uuid) from public;
grant execute on function sightline_open_in_emergency(uuid) to sightline_web;
