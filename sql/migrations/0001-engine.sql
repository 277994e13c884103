-- The engine's one extension. PostgreSQL 15 / PostGIS 3.3 is the floor.
create extension if not exists postgis;
