-- People whom one weak link holds together: they stay joined, and somebody should look.
create table match.weak_link (
  feed_a text not null,
  key_a text not null,
  feed_b text not null,
  key_b text not null,
  weight double precision not null,
  primary key (feed_a, key_a, feed_b, key_b)
);
create index on match.weak_link (feed_b, key_b);

create view match.weak_link_v1 as
select w.feed_a, w.key_a, w.feed_b, w.key_b, w.weight, l.person_id
from match.weak_link w
join match.current_link_v1 l on l.feed = w.feed_a and l.person_key = w.key_a;
