import { smallNumber } from '../../api/contract/small-number.ts'
import dossier from './zh/dossier.ts'
import response from './zh/response.ts'
import areaEdit from './zh/area-edit.ts'
import areaResponse from './zh/area-response.ts'
import hotspots from './zh/hotspots.ts'
import imports from './zh/imports.ts'
import mapPage from './zh/map-page.ts'
import notices from './zh/notices.ts'
import tour from './zh/tour.ts'
import places from './zh/places.ts'
import security from './zh/security.ts'
import same from './zh/same.ts'

const zh = {
  app: {
    title: '区域治理一张图', comma: '、', skip: '跳到正文', demo: '演示数据', demoNote: '虚构县，非真实地点和事件', embedded: '内置库', embeddedNote: '内置数据库不保证断电安全，只供演示和试用；正式使用请改用 PostgreSQL',
    themeDark: '切换到深色', themeLight: '切换到浅色', language: 'English',
    signOut: '退出登录', account: '账号', offline: '网络已断开，显示的是断开前的数据', approval: '审图号：{no}',
  },
  nav: { label: '页面', same: '同一事项核对', settings: '系统设置', map: '地图', hotspots: '热点', work: '我的待办', response: '联动处置', problems: '问题清单', consultations: '会商', areas: '重点区域', imports: '数据导入', places: '地点核定', 'area-edit': '边界绘制' },
  areaEdit,
  areaResponse,
  hotspots,
  imports,
  dossier,
  places,
  notices,
  security,
  same,
  response,
  signIn: {
    lead: '以重点区域为单元，县、乡、村、组四级联动解决群众合理诉求', username: '用户名', password: '密码',
    show: '显示密码', hide: '隐藏密码', go: '登录', busy: '正在登录…', missing: '请输入用户名和密码。', wrong: '用户名或密码不正确。连续 5 次错误将锁定 30 分钟。',
    locked: '登录尝试过多，请稍后再试。', unreachable: '连接不上服务器，请检查网络后重试。',
    demo: '演示账号（点击填入，密码均为 {password}）', notice: '本系统记录全部访问。请勿向他人提供账号。',
  },
  demoAccount: {
    leader: '县领导', office: '信访局', township: '乡镇干部', village: '村干部', group: '村民小组长', planner: '规划统计',
    sysadmin: '系统管理员', secadmin: '安全管理员', auditor: '审计员', wall: '指挥大屏',
  },
  password: {
    title: '修改密码', lead: '首次登录或密码到期，请先设置新密码。', current: '当前密码', next: '新密码', repeat: '再次输入新密码',
    rule: '至少 10 个字符，含大写字母、小写字母、数字、符号中的三类，不与最近 5 次相同。', differ: '两次输入的新密码不一致。', go: '保存并继续', weak: '新密码不符合规则。',
  },
  unreachable: { title: '连接不上服务器', text: '服务正在启动或网络已断开。页面会自动重试。', again: '立即重试' },
  notFound: { title: '没有这个页面', text: '地址可能有误，或内容已移除。', home: '返回地图' },
  noData: {
    title: '本账号不接触业务数据', sysadmin: '系统管理员负责账号与设置，按三员分立要求不能查看信访数据。',
    secadmin: '安全管理员负责授权，按三员分立要求不能查看信访数据。', auditor: '审计员只查看审计日志，按三员分立要求不能查看信访数据。',
    closed: '这一页不对本账号开放',
    way: '账号、授权和审计日志通过接口办理：接口说明',
    scope: '本账号尚未分配辖区，请联系安全管理员授权。',
  },
  empty: {
    title: '还没有导入数据', text: '请在服务器上依次导入行政区划、重点区域和信访件：', then: '导入完成后刷新本页。', wizard: '先导入区划边界，再导入重点区域和信访件；每一步都可以先试、后导、随时撤销。',
    noMatch: '没有符合条件的信访件', widen: '清除筛选条件', allTimes: '显示全部时段',
  },
  error: {
    title: '数据没有取到', again: '重试', 0: '网络没有响应。', 403: '本账号无权查看。', 404: '没有找到，或不在本账号的辖区内。', 429: '请求过于频繁，请稍候。',
    503: '数据库正在恢复，请稍候。', other: '服务器没有完成这次请求（{status}）。', webgl: '浏览器不支持 WebGL，地图无法显示；列表和数字照常可用。',
  },
  unit: { petition: '件次', batch: '批次', person: '人次', matter: '件', perThousand: '每千户事项' },
  figure: {
    petitions: '信访总量', people: '涉及人次', matters: '信访事项', first: '初次', repeat: '重复', collective: '集体访', collective_people: '集体访人次',
    open: '在办', closed: '办结', overdue: '超期', located: '图上', unlocated: '无地点', outside: '县外', household_count: '户数',
    open_in_time: '在办未超期',
  },
  kpi: {
    label: '总体情况', previous: '环比', lastYear: '同比', openList: '查看清单：', batchPeople: '{people} 人次', ofAll: '占总量 {share}',
  },
  indicator: {
    title: '办理质效', timely_registration: '信访部门及时受理率', timely_acceptance: '责任单位及时受理率', on_time_closing: '按期办结率',
    settled_first_attempt: '初次信访一次性化解率', repeat_share: '重复信访率', repeat_after_closing: '办结后重复率', routed_share: '导入法定程序占比',
    of: '{n} / {d}', points: '{change} 个百分点', small: `分母不足 ${smallNumber}，不计算`,
    versus: '较上期',
  },
  place: {
    panel: '区域与辖区', areas: '重点区域', townships: '乡镇（街道）', villages: '村（社区）', groups: '村民小组', indicators: '办理质效',
    order: '排序', orderNeed: '需加强化解', orderRate: '每千户事项', orderRepeat: '重复占比', orderName: '名称',
    households: '{n} 户', rate: '每千户 {n} 件',
    noAreas: '还没有重点区域', clear: '取消选择', trend: '较上期 {change}',
    noUnits: '没有下级辖区',
  },
  crumbs: { label: '所在层级', back: '返回上一级' },
  filter: {
    label: '筛选', period: '时段', open: '筛选条件', close: '收起筛选', reset: '重置', remove: '移除条件：{name}',
    kind: '信访类型', state: '办理状态', category: '内容分类', channel: '信访渠道', area_kind: '区域类型', purpose: '信访目的', overdue: '只看超期', q: '搜索标题、编号',
    from: '起', to: '止', custom: '自定', openAll: '全部在办', closedAll: '全部办结', bbox: '框选范围', as_of: '截至',
  },
  period: { today: '今日', '7d': '近7天', '30d': '近30天', '90d': '近90天', month: '本月', quarter: '本季', year: '本年', '365d': '近一年', all: '全部' },
  kind: { first: '初次', repeat: '重复', collective: '集体访' },
  filterPlace: { placed: '图上', unlocated: '无地点', outside: '县外' },
  noArea: '重点区域之外',
  dataLine: {
    label: '数据说明', match: '符合条件', asOf: '数据截至 {at}', differs: '分项之和与总数不符',
  },
  base: {
    label: '底图', own: '本县自带', style: '本县地图服务', vector: '天地图矢量', image: '天地图影像', terrain: '天地图地形', tianditu: '天地图', credit: '底图：{by}', internal: '内部使用 不得公开',
    trouble: {
      refused: '天地图没有接受密钥，先显示本县自带底图。请系统管理员核对密钥（须为“服务器端”类型）和当日次数。',
      unreachable: '天地图连不上，先显示本县自带底图，恢复后自动换回。', style: '本县地图服务连不上，先显示本县自带底图，恢复后自动换回。',
    },
  },
  legend: {
    title: '图例', layers: '图层', marks: '聚合', areas: '重点区域', units: '辖区', spread: '分布', tint: '底色', tintNone: '无', noData: '无数据',
    n: '{n} 个',
    cells: `圆点大小：网格内件次（最小的点少于 ${smallNumber} 件）；放大后按权限显示单个事项`,
  },
  layer: {
    relief: '地形晕渲', contours: '等高线', water: '水系', roads: '道路', labels: '地名', units: '行政界线', 'key-areas': '重点区域', clusters: '信访聚合', 'area-responses': '联动状态', petitions: '信访分布',
  },
  map: {
    label: '地图：重点区域与信访分布。列表在左侧面板，可用键盘操作。', zoomIn: '放大', zoomOut: '缩小', fit: '回到全图', loading: '地图加载中…',
  },
  list: {
    petitions: '信访件清单', matters: '信访事项清单', total: '共 {n} 条', shown: '已显示 {n} 条', more: '再显示 {n} 条', close: '关闭清单', download: '下载 CSV',
    empty: '没有符合条件的记录', end: '已全部显示', overdue: '超期', no: '编号', received: '信访日期', channel: '渠道', kind: '类型', category: '内容分类', title: '诉求', place: '地点', state: '状态', due: '办理期限', people: '人次',
    untitled: '（未填诉求）', noPlace: '无地点', outside: '县外', keys: '↑↓ 移动，Esc 关闭', loading: '正在取清单…',
  },
  mapPage,
  tour,
}

export type Messages = typeof zh
export default zh
