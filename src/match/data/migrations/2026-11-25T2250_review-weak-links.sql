-- A person whom one weak link holds together is a question too: are the two parts one child?
alter table match.review drop constraint review_kind_check;
alter table match.review add constraint review_kind_check
  check (kind in ('pair', 'doubt', 'sample', 'weak-link'));
