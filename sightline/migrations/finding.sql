-- What is searched when a person is looked for. Read docs/adr/0016 beside this.
--
-- Every condition that a search puts to these tables is equality of uuid, of bigint or of text. Those operators are leakproof, so
-- PostgreSQL uses the indexes under row security; `%`, `<->`, `&&` and `like` are not, and would read a whole table each time.

do $$
declare
    t text;
begin
    foreach t in array array['sightline_findable', 'sightline_findkey', 'sightline_findname'] loop
        execute format('alter table %I enable row level security, force row level security', t);
        execute format('create policy owner on %I to current_user using (true) with check (true)', t);
        execute format('grant select on %I to sightline_web', t);
    end loop;
end $$;

-- A key leads only to what may be seen today: else a restricted entry would still count towards "too many to look at". Asked from
-- the side of the restrictions, which are few, and by the owner's eyes, since the team's own no longer see the record.
create view sightline_unfindable with (security_barrier) as
select f.id from sightline_restricted x join sightline_findable f on f.entry_id = x.entry_id;
grant select on sightline_unfindable to sightline_web;
create policy see on sightline_findkey for select to sightline_web using (
    knower_id = (select sightline_me())
    and not exists (select from sightline_unfindable u where u.id = sightline_findkey.findable_id)
);
create policy see on sightline_findname for select to sightline_web using (knower_id = (select sightline_me()));
create policy see on sightline_findable for select to sightline_web using (
    knower_id = (select sightline_me())
    and not exists (select from sightline_restricted x where x.entry_id = sightline_findable.entry_id)
);
