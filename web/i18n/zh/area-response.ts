/** The joint response on the map. */
export default {
  title: '四级联动处置', none: '还没有启动四级联动处置', open: '打开联动看板（缺口 {n}）', legend: '四级联动现状（区域下方标牌）',
  letter: { county: '县', township: '乡', village: '村', group: '组' },
  tone: { late: '超期', wait: '待承接、待签收', hand: '办理中', over: '办结、未启动' },
  hatched: '有缺口', number: '缺口数',
}
