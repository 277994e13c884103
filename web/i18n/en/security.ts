import type zh from '../zh/security.ts'

export default {
  account: 'Account security',
  title: 'One-time codes', lead: 'An authenticator app on your phone makes codes of six digits. Once turned on, signing in asks for one besides the password.',
  must: 'The settings ask this role for one-time codes: turn them on to reach the other pages.',
  password: 'Present password', begin: 'Make a secret', scan: 'Scan this with the authenticator app', typed: 'If you cannot scan, type the secret:', qr: 'QR code for the phone',
  code: 'The six digits on the phone', prove: 'Check and turn on', busy: 'One moment…',
  paperTitle: 'Recovery codes (shown only now)', paperText: 'Without your phone, each of these opens one session. Print them or write them down, and keep them apart from the phone.', done: 'Saved, go on', print: 'Print',
  on: 'One-time codes are on.', left: '1 recovery code left | {n} recovery codes left', few: 'Few recovery codes are left: turn one-time codes off and on again for a new set.',
  offTitle: 'Turn one-time codes off', offCode: 'One-time or recovery code', off: 'Turn off', kept: 'The settings ask this role for them: they cannot be turned off.', home: 'Back',
  lost: 'If both phone and recovery codes are lost, the security administrator can take this off.',
  signIn: { code: 'One-time or recovery code', text: 'This account uses one-time codes. Type the six digits on your phone, or a recovery code.', refused: 'Wrong or used code. Five wrong ones lock the account for 30 minutes.', missing: 'Type the code.' },
  reveal: {
    open: 'Open the identity', title: 'Identity of the petitioner', lead: 'For answering and reaching the petitioner alone. Who looked, when and why is kept in the audit; one petition at a time, a limited number an hour, none of a closed matter.', reason: 'Reason ({n} characters or more)', go: 'Open', kept: 'This look is in the audit. It is gone when you close it.',
    unknown: 'No identity was written down for this petition.', name: 'Name', phone: 'Telephone', id_number: 'Identity number', home: 'Home',
  },
  notices: {
    hours: 'Times of notices and quiet hours', hoursText: 'When digests come for the county; in quiet hours none is made and none is sent. Everybody may choose another time on the page of notices.', digest_at: 'Digest at', quiet_from: 'Quiet from', quiet_until: 'Quiet until', save: 'Save the times',
    webhooks: 'Sending notices elsewhere', webhooksText: 'Nothing leaves this machine unless an address is set: then the daily digest of one account (numbers and links alone) is also sent there.', add: 'Add an address', none: 'No address is set: no notice leaves this machine.',
    on: 'Sending', off: 'Off', carries: 'carries the digest of "{account}"', signed: 'signed', unsigned: 'not signed', never: 'Nothing was sent yet', delivered: 'The digest of {day} was delivered at {at}',
    trying: 'The digest of {day} was tried {n} times ({error}); it will be tried again', givenUp: 'The digest of {day} was tried {n} times ({error}) and given up', edit: 'Change', turnOff: 'Turn off', turnOn: 'Turn on',
    secretText: 'A secret is written and never shown; left empty, the present one stays.',
  },
  settings: {
    title: 'Settings', lead: 'Changes hold at once and go to the audit log: who, when, before and after.', factor: 'Roles that must use one-time codes', factorText: 'Before their next step, these roles must turn one-time codes on.',
    approval: 'Map approval number', approvalText: 'Printed in the map’s corner and on exported maps. While empty, exported maps say “internal use only”.', save: 'Save', saved: 'Saved', same: 'Nothing changed',
    collective: 'People of a collective visit', collectiveText: 'A visit by this many people or more counts as collective. For petitions registered or imported from now on; what is recorded stays.',
  },
} satisfies typeof zh
