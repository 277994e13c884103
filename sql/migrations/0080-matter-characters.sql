-- What a matter says, by its characters: Chinese has no spaces to part words by, and two characters that people look for
-- are one too few for trigrams. Only the owner's statements can use it (matters_saying, rules/080_filter.sql): under
-- row-level security no array operator may look at a row before the policy has.
create index matter_characters on matter using gin (string_to_array(coalesce(title, '') || coalesce(place_text, ''), null));
