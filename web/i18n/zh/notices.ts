/** The bell and its page. */
export default {
  title: '通知', bellUnread: '通知，{n} 条未读', lead: '每天至多一条汇总，只有数字和链接；免打扰时段 {from}—{until} 不生成、不转发。',
  unread: '未读', read: '标为已读', readAll: '全部标为已读', none: '还没有通知', noneText: '每天 {at} 汇总一次；没有待办和变动的日子不打扰。', off: '已关闭每日汇总', offText: '可在右侧“通知设置”中重新开启。',
  madeAt: '{at} 生成', day: '{day} 汇总',
  events: '次变动', gone: '另有 {n} 次变动已超过七天，不再保留明细。', times: '{n} 次', last: '最近 {at}', county: '全县', toList: '前往办理', now: '待办与缺口的数字为生成时的，清单为现在的。',
  settings: '通知设置', enabled: '每日汇总', at: '汇总时间（县内时间）', kinds: '汇总内容', save: '保存设置', saved: '已保存，下一次汇总起生效。', failed: '没有保存成功，请重试。',
  late: '所选时间在免打扰时段内，汇总将在 {until} 之后给出。',
}
