/** Words of the map page's tools. */
import { smallNumber } from '../../../api/contract/small-number.ts'

export default {
  measure: {
    label: '地图指标', petitions: '信访量', matters: '事项', people: '人次', repeats: '重复', overdue: '超期',
    household_rate: '每千户', repeat_share: '重复率', overdue_share: '超期率',
    long: {
      petitions: '信访量（件次）', matters: '信访事项（件）', people: '涉及人次', repeats: '重复信访（件次）', overdue: '超期未办结（件次）',
      household_rate: '每千户信访事项（件）', repeat_share: '重复信访率', overdue_share: '在办超期率',
    },
  },
  legend: {
    size: '气泡大小', atLeast: '≥ {n}', equal: '全部相同：{n}', small: `<${smallNumber}，不显示`, empty: '没有可显示的数值', median: '中位数 {n}',
    columns: '柱状', heat: '热力', height: '柱高、颜色：六边形内件次', heatText: '颜色：附近件次的密度，色标固定', cellSize: '六边形半径 {n}',
    few: '少', many: '多', none: '当前范围没有标注', shared: '两图同一色标和气泡标度',
  },
  time: {
    label: '时间轴', highest: '最高 {n}', month: '按月', week: '按周', fold: '收起时间轴', unfold: '展开时间轴', play: '播放', pause: '暂停', clear: '恢复时段',
    bar: '{from} 至 {to}：{n} 件次，在办 {open}', help: '拖动选择时段，点击柱子打开清单', empty: '没有可显示的时间数据',
  },
  compare: {
    own: '本区域', middle: '中位数',
    button: '对比', title: '对比', none: '不对比', previous: '与上期对比', last_year: '与去年同期对比', periods: '自定时段对比', areas: '与另一区域对比', start: '开始对比',
    left: '甲', right: '乙', close: '结束对比', change: '变化', choose: '选择区域', impossible: '当前时段没有起点，无法与上期对比',
    median: '全县重点区域中位数', above: '高于中位数', below: '低于中位数', equal: '与中位数持平',
  },
  select: {
    label: '选取与量算', rectangle: '矩形选取', polygon: '多边形选取', circle: '缓冲圈选取', buffer: '周边缓冲', distance: '量距离', area: '量面积', stop: '结束',
    metres: '{n} 米', km: '{n} 公里', mu: '{n} 亩', hectares: '{n} 公顷', square: '{n} 平方米', title: '选区内', clear: '清除选区',
    whole: '本账号不看点位：选区按整格（约 76 米）统计', busy: '正在统计…', help: '点击加点，双击结束，Esc 取消', drag: '点击起点再点击终点，Esc 取消', radius: '缓冲距离（米）', around: '缓冲“{name}”周边', failed: '选区无效：边线不能自交',
  },
  search: {
    label: '查找', placeholder: '区划、区域、编号、地址、拼音首字母', none: '没有找到地点', matters: '在编号、标题、地点中找“{q}”', count: '{n} 件次', unit: '区划', area: '重点区域', key: '按 / 键查找',
  },
  table: { title: '地图数据表', open: '数据表', close: '关闭数据表', place: '地点', value: '数值', numerator: '分子', denominator: '分母', class: '级别', order: '按需加强化解排序', note: '与地图同一筛选、同一数据', small: '<5' },
  views: {
    label: '我的视图', button: '视图', save: '保存当前视图', name: '视图名称', none: '还没有保存的视图', remove: '删除视图 {name}', copy: '复制链接', copied: '链接已复制', saved: '已保存“{name}”', failed: '没有保存成功', open: '打开视图 {name}',
  },
  print: {
    button: '打印', title: '{place}区域治理一张图', period: '统计时段', conditions: '筛选条件', made: '制图时间 {at}', by: '制图账号 {name}', internal: '内部使用 不得公开', legend: '图例',
  },
  help: {
    button: '帮助', title: '键盘操作', close: '关闭', large: '大字模式', largeOff: '标准字号',
    search: '查找地点和编号', filter: '打开或收起筛选', layers: '打开或收起图例与图层', table: '打开或关闭地图数据表', help: '打开本页', escape: '关闭浮层、结束选取、取消选择', arrows: '地图获得焦点后移动地图', zoom: '地图获得焦点后缩放',
  },
  live: { stale: '实时更新已中断，数据为 {at}', at: '更新于 {at}' },
  kiosk: `大屏账号：计数按整五显示，少于 ${smallNumber} 不显示`,
  sheet: { done: '看结果', handle: '面板高度', low: '收起', half: '半屏', high: '展开' },
  filter: {
    searchCategory: '搜索分类', sector: '行业领域', place: '定位情况', within: '手绘选区', noCategory: '没有这种分类', expand: '展开 {name}', area: '重点区域',
    lastQuarter: '上季度', lastMonth: '上月', lastYear: '去年',
  },
}
