#!/bin/sh
# The two accounts of docs/operate.md, "A PostgreSQL of your own"; run once, while the database is still empty.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set owner="$THUKY_OWNER_PASSWORD" --set service="$THUKY_PASSWORD" <<'SQL'
create role thuky_owner login password :'owner';
create role thuky login password :'service';
create database thuky owner thuky_owner;
SQL
