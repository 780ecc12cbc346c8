-- A credential may belong to one step of its job, and ends with it.
alter table credential add column step varchar;
alter table ending add column steps varchar[];   -- of the job, these steps alone; null: all of it
