/** Words of the second factor and of the settings. */
export default {
  account: '账号安全',
  title: '动态验证码', lead: '用手机上的验证器应用生成 6 位验证码。启用后，登录时除密码外还要输入它。',
  must: '系统设置要求本角色使用动态验证码，启用后才能进入其他页面。',
  password: '当前密码', begin: '生成密钥', scan: '用手机验证器扫描二维码', typed: '不能扫描时，手工输入密钥：', qr: '供手机扫描的二维码',
  code: '手机上显示的 6 位验证码', prove: '验证并启用', busy: '请稍候…',
  paperTitle: '备用码（只显示这一次）', paperText: '手机不在身边时，每个备用码可登录一次。请打印或抄下，与手机分开保管。', done: '已保存，继续', print: '打印',
  on: '动态验证码已启用。', left: '剩余备用码 {n} 个', few: '备用码不多了：停用后重新启用，可得到新的一组。',
  offTitle: '停用动态验证码', offCode: '动态验证码或备用码', off: '停用', kept: '系统设置要求本角色使用，不能停用。', home: '返回',
  lost: '手机和备用码都丢失时，请联系安全管理员解除。',
  signIn: { code: '动态验证码或备用码', text: '本账号已启用动态验证码，请输入手机上的 6 位数字，或一个备用码。', refused: '验证码不对或已用过。连续 5 次错误将锁定 30 分钟。', missing: '请输入验证码。' },
  reveal: {
    open: '查看身份', title: '查看信访人身份', lead: '身份只供联系和答复本人使用。谁、何时、因何查看全部记入审计，一次只看一件，每小时有次数限制；已办结的不能查看。', reason: '查看理由（至少 {n} 个字）', go: '查看', kept: '本次查看已记入审计，关闭后不再显示。',
    unknown: '这件信访没有登记身份。', name: '姓名', phone: '电话', id_number: '证件号码', home: '住址',
  },
  notices: {
    hours: '通知时间与免打扰', hoursText: '全县默认的汇总时间；免打扰时段内不生成、不转发任何通知。个人可在“通知”页另设汇总时间。', digest_at: '汇总时间', quiet_from: '免打扰自', quiet_until: '免打扰至', save: '保存时间',
    webhooks: '通知转发', webhooksText: '默认不转发，通知不出本机。设置后，把某一账号的每日汇总（只有数字和链接）另发到一个地址。', add: '新增转发地址', none: '还没有转发地址，通知不出本机。',
    on: '转发中', off: '已停用', carries: '转发“{account}”的汇总', signed: '已设签名密钥', unsigned: '未设签名密钥', never: '还没有转发过', delivered: '{day} 的汇总已于 {at} 送达',
    trying: '{day} 的汇总试送 {n} 次未成（{error}），稍后再试', givenUp: '{day} 的汇总试送 {n} 次未成（{error}），已放弃', edit: '修改', turnOff: '停用', turnOn: '启用',
    secretText: '密钥只写入、不显示；修改时留空则沿用原密钥。',
  },
  settings: {
    title: '系统设置', lead: '改动立即生效，并记入审计日志（谁、何时、改前改后）。', factor: '必须使用动态验证码的角色', factorText: '勾选的角色下次操作前必须先启用动态验证码。',
    approval: '审图号', approvalText: '印在地图角落和导出的地图上。留空时，导出的地图注明“内部使用 不得公开”。', save: '保存', saved: '已保存', same: '没有改动',
    collective: '集体访起点人数', collectiveText: '同一次来访达到这个人数即计为集体访。只对此后登记或导入的信访件起作用，已有记录不变。',
  },
}
