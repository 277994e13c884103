select rebuild_pyramid($1);
select refresh_tallies($1);
