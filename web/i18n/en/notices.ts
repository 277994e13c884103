import type zh from '../zh/notices.ts'
const en: typeof zh = {
  title: 'Notices', bellUnread: 'Notices, {n} unread', lead: 'At most one digest a day, of counts and links only; nothing is made or sent in the quiet hours {from}–{until}.',
  unread: 'Unread', read: 'Mark as read', readAll: 'Mark all as read', none: 'No notices yet', noneText: 'A digest comes each day at {at}; a day without work or changes stays silent.', off: 'The daily digest is off', offText: 'Turn it on again under “Settings”.',
  madeAt: 'made at {at}', day: 'Digest of {day}',
  events: 'changes', gone: '{n} more happened over seven days ago and are not kept one by one.', times: 'once | {n} times', last: 'last {at}', county: 'Whole county', toList: 'Go to the work', now: 'Numbers of what waits and of gaps are those of the moment it was made; the lists are those of now.',
  settings: 'Settings', enabled: 'Daily digest', at: 'Time (county time)', kinds: 'What it tells', save: 'Save', saved: 'Saved; it holds from the next digest on.', failed: 'Not saved, please try again.',
  late: 'This lies in the quiet hours: the digest will come after {until}.',
}
export default en
