-- The second factor of an account. Secrets are sealed by the program; codes for a lost phone are kept as keyed marks.
alter table account
  -- shown to its owner, not yet proven by a code
  add column totp_pending bytea,
  -- the step of the last code that was accepted: each works once
  add column totp_step bigint,
  add column recovery_marks bytea[] not null default '{}';
