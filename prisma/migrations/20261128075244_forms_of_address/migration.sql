-- AlterTable
ALTER TABLE "person" ADD COLUMN     "address" TEXT;

-- AlterTable
ALTER TABLE "seat" ADD COLUMN     "called" TEXT;

-- Written by hand

-- In which somebody reads: his language, and how he is addressed in it (src/kernel/person.ts).
create function tongue(person) returns text language sql stable as $$
  select case when $1.language = 'vi' and coalesce($1.address, 'usual') <> 'usual'
    then 'vi-x-' || $1.address else $1.language end
$$;

-- What a seat's role is called: by its list, else by its body.
create function called_in(seat) returns text language sql stable as $$
  select coalesce($1.called, (
    select v.value ->> $1.role from setting v where v.key = 'roleNames' and v.body_id in ('', $1.body_id)
    order by v.body_id desc, v.valid_from desc limit 1))
$$;
