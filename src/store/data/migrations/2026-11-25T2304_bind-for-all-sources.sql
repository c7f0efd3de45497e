-- A shield binds close family as every source knows them, whatever the one who raises it may see.
alter function store.bind_shields(uuid) security definer set search_path = pg_catalog, pg_temp;
