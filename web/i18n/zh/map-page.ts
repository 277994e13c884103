/** Words of the map page's tools. */
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
    size: '气泡大小', atLeast: '≥ {n}', equal: '全部相同：{n}', small: '<5，不显示', empty: '没有可显示的数值', median: '中位数 {n}',
    columns: '柱状', heat: '热力',
    none: '当前范围没有标注', shared: '两图同一色标和气泡标度',
  },
  time: {
    label: '时间轴', highest: '最高 {n}', month: '按月', week: '按周', fold: '收起时间轴', unfold: '展开时间轴', play: '播放', pause: '暂停', clear: '恢复时段',
    bar: '{from} 至 {to}：{n} 件次，在办 {open}', help: '拖动选择时段，点击柱子打开清单', empty: '没有可显示的时间数据',
  },
  live: { stale: '实时更新已中断，数据为 {at}', at: '更新于 {at}' },
  kiosk: '大屏账号：计数按整五显示，少于 5 不显示',
  sheet: { done: '看结果' },
  filter: {
    searchCategory: '搜索分类', sector: '行业领域', place: '定位情况', within: '手绘选区', noCategory: '没有这种分类', expand: '展开 {name}', area: '重点区域',
    lastQuarter: '上季度', lastMonth: '上月', lastYear: '去年',
  },
}
