-- Who may sign in, as what, and for which units. Identity of petitioners lives elsewhere; this is staff only.

create table role (
  code       text primary key,
  name_zh    text not null,
  name_en    text not null,
  sort       int not null,
  -- null: a kiosk that nobody sits at; its session does not idle out
  idle_minutes int,
  session_hours int not null default 12,
  administers boolean not null default false
);
insert into role (code, name_zh, name_en, sort, idle_minutes, session_hours, administers) values
  ('leader',    '县领导',       'County leader',           1, 30, 12, false),
  ('office',    '信访局',       'Petition office',         2, 30, 12, false),
  ('township',  '乡镇干部',     'Township cadre',          3, 30, 12, false),
  ('village',   '村干部',       'Village cadre',           4, 30, 12, false),
  ('group',     '村民小组长',   'Head of a villager group', 5, 30, 12, false),
  ('planner',   '规划人员',     'Planner',                 6, 30, 12, false),
  ('sysadmin',  '系统管理员',   'System administrator',    7, 30, 12, true),
  ('secadmin',  '安全管理员',   'Security administrator',  8, 30, 12, true),
  ('auditor',   '审计管理员',   'Auditor',                 9, 30, 12, true),
  ('wall',      '指挥大屏',     'Wall screen',             10, null, 8760, false),
  ('anonymous', '未登录',       'Not signed in',           11, 30, 12, false);

create table account (
  id                  uuid primary key default gen_random_uuid(),
  username            text not null check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  display_name        text not null check (length(display_name) between 1 and 40),
  -- null until the security administrator grants one: the system administrator makes accounts, not rights
  role                text references role (code) check (role <> 'anonymous'),
  password_hash       text not null,
  password_history    text[] not null default '{}',
  password_changed_at timestamptz not null default now(),
  must_change         boolean not null default true,
  failed_count        int not null default 0,
  locked_until        timestamptz,
  disabled_at         timestamptz,
  totp_secret         bytea,
  created_at          timestamptz not null default now()
);
create unique index account_username on account (username);

-- `unit_id` gets its foreign key in 0010, where units are made.
create table account_scope (
  account_id uuid not null references account (id) on delete cascade,
  unit_id    int not null,
  primary key (account_id, unit_id)
);

-- An opaque token of 256 bits lives in the cookie, its SHA-256 here: a stolen table opens nothing.
create table session (
  token_hash bytea primary key,
  account_id uuid not null references account (id) on delete cascade,
  created_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on session (account_id);

create table api_token (
  id         uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  account_id uuid not null references account (id) on delete cascade,
  name       text not null check (length(name) between 1 and 60),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index api_token_account on api_token (account_id);
