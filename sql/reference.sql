-- Reference rows. Repeatable: upserts only, so that a county's own rows stay. Categories and holidays
-- are the tables of sql/reference (rules/130_reference_tables.sql).

insert into key_area_kind (code, name_zh, name_en, sort) values
  ('land_requisition', '征地拆迁区', 'Land requisition', 1),
  ('relocation_site', '易地搬迁安置区', 'Relocation site', 2),
  ('industrial_park', '工业园区', 'Industrial park', 3),
  ('scenic_area', '景区开发', 'Scenic-area development', 4),
  ('other', '其他', 'Other', 9)
on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort;

insert into purpose (id, code, name_zh, name_en, sort, counted_only) values
  (1, 'suggestion', '建议意见', 'Suggestion', 1, false),
  (2, 'misconduct', '检举控告', 'Report of misconduct', 2, true),
  (3, 'request', '申诉求决', 'Request for a decision', 3, false)
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
  sort = excluded.sort, counted_only = excluded.counted_only;

-- Regulations on petition work, art. 31.
insert into route (id, code, name_zh, name_en, sort, stops_clock) values
  (1, 'litigation', '诉讼、检察监督', 'Litigation and prosecution', 1, true),
  (2, 'arbitration', '仲裁', 'Arbitration', 2, true),
  (3, 'party', '党内程序', 'Party procedures', 3, true),
  (4, 'administrative', '行政复议、裁决、许可等', 'Administrative reconsideration, adjudication, licensing', 4, true),
  (5, 'duty', '履行查处或保护职责', 'Duty to investigate or protect', 5, true),
  (6, 'petition', '信访程序', 'Petition procedure', 6, false)
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
  sort = excluded.sort, stops_clock = excluded.stops_clock;

insert into channel (id, code, name_zh, name_en, sort, rolled_up, counted_in) values
  (1, 'letter', '来信', 'Letter', 1, 'letter', '件次'),
  (2, 'visit', '来访', 'Visit', 2, 'visit', '批次'),
  (3, 'online', '网上信访', 'Online', 3, 'online', '件次'),
  (4, 'mobile', '手机信访', 'Mobile app', 4, 'online', '件次'),
  (5, 'wechat', '微信信访', 'WeChat', 5, 'online', '件次'),
  (6, 'phone', '电话信访', 'Phone', 6, 'phone', '件次'),
  (7, 'mailbox', '领导信箱', 'Leader''s mailbox', 7, 'online', '件次'),
  (8, 'hotline_12345', '12345热线', '12345 hotline', 8, 'phone', '件次')
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
  sort = excluded.sort, rolled_up = excluded.rolled_up, counted_in = excluded.counted_in;

insert into lodged_level (id, code, name_zh, name_en, sort) values
  (1, 'state', '国家', 'State', 1), (2, 'province', '省', 'Province', 2), (3, 'prefecture', '市（州）', 'Prefecture', 3),
  (4, 'county', '县（区）', 'County', 4), (5, 'township', '乡（镇、街道）', 'Township', 5)
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort;

insert into sector (id, code, name_zh, name_en, sort) values
  (1, 'veterans', '涉军', 'Veterans', 1), (2, 'migrant_wages', '农民工工资', 'Migrant workers'' wages', 2),
  (3, 'laid_off', '企业改革下岗', 'Laid-off workers', 3), (4, 'former_teachers', '民代师', 'Former contract teachers', 4),
  (5, 'mining_subsidence', '煤矿采空区', 'Mining subsidence', 5), (6, 'school_enrolment', '子女入学', 'School enrolment', 6),
  (7, 'land_requisition', '征地拆迁', 'Land requisition', 7), (8, 'home_owners', '业主维权', 'Home owners', 8)
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort;

insert into state (id, code, name_zh, name_en, sort, open) values
  (1, 'registered', '已登记', 'Registered', 1, true),
  (2, 'transferred', '已转送交办', 'Transferred', 2, true),
  (3, 'accepted', '已受理', 'Accepted', 3, true),
  (4, 'handling', '办理中', 'Being handled', 4, true),
  (5, 'opinion_issued', '已出具处理意见', 'Opinion issued', 5, true),
  (6, 'review', '复查中', 'Under review', 6, true),
  (7, 'recheck', '复核中', 'Under re-check', 7, true),
  (8, 'settled', '已化解', 'Settled', 8, false),
  (9, 'closed', '已办结', 'Closed', 9, false),
  (10, 'not_accepted', '不予（不再）受理', 'Not accepted', 10, false),
  (11, 'withdrawn', '已撤回', 'Withdrawn', 11, false),
  (12, 'routed', '已导入法定程序', 'Routed to a legal procedure', 12, false)
on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
  sort = excluded.sort, open = excluded.open;

insert into transition (from_state, to_state, roles, needs) 
select f.id, t.id, string_to_array(m.roles, ' '), m.needs
from (values
  ('registered', 'transferred', 'office', 'registered_on'),
  ('registered', 'not_accepted', 'office', null),
  ('registered', 'routed', 'office', null),
  ('registered', 'withdrawn', 'office township', null),
  ('transferred', 'registered', 'office', null),
  ('transferred', 'accepted', 'office township', 'accepted_on'),
  ('transferred', 'not_accepted', 'office township', null),
  ('transferred', 'routed', 'office township', null),
  ('accepted', 'handling', 'office township village', null),
  ('accepted', 'routed', 'office township', null),
  ('accepted', 'withdrawn', 'office township', null),
  ('handling', 'opinion_issued', 'office township', 'opinion_on'),
  ('handling', 'settled', 'office township', 'settled_on'),
  ('handling', 'withdrawn', 'office township', null),
  ('opinion_issued', 'settled', 'office township', 'settled_on'),
  ('opinion_issued', 'closed', 'office township', 'closed_on'),
  ('opinion_issued', 'review', 'office', null),
  ('review', 'recheck', 'office', null),
  ('review', 'handling', 'office', null),
  ('review', 'closed', 'office', 'closed_on'),
  ('recheck', 'handling', 'office', null),
  ('recheck', 'closed', 'office', 'closed_on'),
  ('settled', 'closed', 'office township', 'closed_on'),
  ('settled', 'handling', 'office township', null),
  ('closed', 'handling', 'office', null)
) m (f, t, roles, needs)
join state f on f.code = m.f join state t on t.code = m.t
on conflict (from_state, to_state) do update set roles = excluded.roles, needs = excluded.needs;

-- Regulations art. 22, 23, 34, 35, 36; C10 is practice.
insert into time_limit (code, name_zh, name_en, days, working, extension_days, article) values
  ('C1', '登记并转送交办', 'Register and transfer', 15, false, 0, '第二十二条'),
  ('C2', '书面告知受理', 'Inform of acceptance', 15, false, 0, '第二十三条'),
  ('C4', '提出异议', 'Object to the transfer', 5, true, 0, '第二十三条'),
  ('C5', '办理并出具处理意见', 'Handle and issue the opinion', 60, false, 30, '第三十四条'),
  ('C6', '请求复查、作出复查意见', 'Review', 30, false, 0, '第三十五条'),
  ('C7', '请求复核、作出复核意见', 'Re-check', 30, false, 0, '第三十六条'),
  ('C10A', '简易办理告知受理', 'Simplified: accept', 3, true, 0, '实践'),
  ('C10H', '简易办理办结', 'Simplified: handle', 10, true, 0, '实践')
on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, days = excluded.days,
  working = excluded.working, extension_days = excluded.extension_days, article = excluded.article;

-- The four levels have no statute for this: our defaults, which a county and each area may change.
insert into work_limit (level, ack_hours, ack_workdays) values
  ('county', 4, null), ('township', null, 1), ('village', null, 1), ('group', null, 1)
on conflict (level) do nothing;
insert into work_rung (share, tone, levels_up, name_zh, name_en) values
  (50, 'amber', 0, '过半', 'Half of the time is gone'), (75, 'orange', 0, '临期', 'Three quarters of the time are gone'),
  (100, 'red', 1, '超期，上一级督办', 'Past its date: the level above supervises'),
  (200, 'red', 2, '超期一倍，上两级督办', 'Past twice its time: two levels above supervise')
on conflict (share) do nothing;

-- Names that files use. Upstream statuses: domain section 4.
insert into reference_alias (table_name, alias, code) values
  ('purpose', '求决', 'request'), ('purpose', '申诉', 'request'), ('purpose', '求助', 'request'),
  ('purpose', '咨询', 'suggestion'), ('purpose', '建议', 'suggestion'), ('purpose', '意见建议', 'suggestion'),
  ('purpose', '揭发控告', 'misconduct'), ('purpose', '举报', 'misconduct'), ('purpose', '控告', 'misconduct'), ('purpose', '检举', 'misconduct'),
  ('state', '受理申请审查中', 'registered'), ('state', '不予受理', 'not_accepted'), ('state', '受理', 'accepted'),
  ('state', '已作出处理意见', 'opinion_issued'), ('state', '超期未作出处理意见', 'handling'), ('state', '不再受理', 'not_accepted'),
  ('state', '超期未申请复查', 'closed'), ('state', '复查', 'review'), ('state', '提出复查意见', 'review'),
  ('state', '超期未作出复查意见', 'review'), ('state', '超期未申请复核', 'closed'), ('state', '复核', 'recheck'),
  ('state', '提出复核意见', 'closed'), ('state', '超期未作出复核意见', 'recheck'), ('state', '审核认定办结', 'closed'),
  ('state', 'Closed', 'closed'), ('state', 'Open', 'handling'), ('state', 'Assigned', 'transferred'),
  ('state', 'In Progress', 'handling'), ('state', 'Started', 'handling'), ('state', 'Pending', 'accepted'),
  ('channel', '走访', 'visit'), ('channel', '上访', 'visit'), ('channel', '信件', 'letter'), ('channel', '写信', 'letter'),
  ('channel', '网信', 'online'), ('channel', '网上', 'online'), ('channel', '网络', 'online'), ('channel', '互联网', 'online'),
  ('channel', '12345', 'hotline_12345'), ('channel', '热线', 'hotline_12345'), ('channel', '电话', 'phone'), ('channel', '来电', 'phone'),
  ('channel', '手机APP', 'mobile'), ('channel', '微信', 'wechat'), ('channel', 'PHONE', 'phone'), ('channel', 'ONLINE', 'online'),
  ('channel', 'MOBILE', 'mobile'),
  ('key_area_kind', '征地拆迁', 'land_requisition'), ('key_area_kind', '征地拆迁片区', 'land_requisition'),
  ('key_area_kind', '易地搬迁', 'relocation_site'), ('key_area_kind', '安置区', 'relocation_site'),
  ('key_area_kind', '工业园', 'industrial_park'), ('key_area_kind', '产业园区', 'industrial_park'), ('key_area_kind', '景区', 'scenic_area')
on conflict (table_name, alias) do update set code = excluded.code;
-- Words by which a system says that it does not know were once read as a channel and a state: such rows are flagged now.
delete from reference_alias where (table_name, alias, code) in
  (('state', 'Unspecified', 'registered'), ('channel', 'OTHER', 'mailbox'), ('channel', 'UNKNOWN', 'online'));

-- Every day from 2009 to 2040 by its weekday; holidays and make-up workdays lie over it.
insert into calendar_day (day, is_workday, status)
select d::date, extract(isodow from d) < 6, 'weekend'
from generate_series('2009-01-01'::date, '2040-12-31'::date, '1 day') d
on conflict (day) do nothing;
