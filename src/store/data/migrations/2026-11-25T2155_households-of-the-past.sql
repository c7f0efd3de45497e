-- Who lived at a house as it was on a day: addresses that no longer hold are looked up by it too.
create index item_place_ended on store.item (place)
  where run_to is not null and place is not null and kind = 'address';
