-- A stream that is deleted and made again counts from 1: a position says in which stream it counts. Positions stored before say nothing of it.
ALTER TABLE stream_positions ADD COLUMN incarnation text;
