export default {
  title: '热点研判', cells: '热点范围（{n} 格）', by: { label: '比较单元', hexagon: '网格', unit: '村（社区）', area: '重点区域' },
  measure: { label: '看什么', frequency: '频次', repeat: '重复', rate: '每千户' }, colour: { label: '着色', level: '显著程度', emerging: '变化类型' },
  legend: {
    title: '图例', hot3: '显著偏多（q ≤ 0.01）', hot2: '偏多（q ≤ 0.05）', hot1: '略多（q ≤ 0.10）', cold: '偏少（q ≤ 0.05）', none: '与随机无差别', few: '数量太少，不作判断',
    n: '{n} 个', quiet: '已化解、近期平静', spot: '热点，编号同右侧', oneMatter: '同一事项或地点反复', placeholder: '默认坐标点，不计入', alarm: '本周预警范围', noPattern: '无明显规律',
  },
  run: {
    counted: '{from} 至 {to}，{matters} 件事项、{petitions} 件次', counted_all: '全部时段，{matters} 件事项、{petitions} 件次', tested: '检验 {n} 个单元，错误发现率 {q}', scale: '网格宽约 {m} 米，邻域 {n} 格（期望 {e} 件）',
    test: { exact_sum: '精确随机化检验', binomial: '按户数的二项检验', matters: '以事项为单位的随机化检验', none: '未作检验' },
    leftOut: '未计入：无地点 {unlocated}、县外 {outside}、默认坐标点 {placeholder}、无户数 {no_denominator}', months: '变化类型按 {from} 至 {to} 逐月判断', made: '计算于 {at}', how: '怎样判断', wait: '正在计算热点…',
    explain: '先数每个单元的不同事项（同一事项来多少次都算一件），再问：如果同样多的事项随机分布，这里出现这么多的可能有多大。所有单元一起比较，误报按比例控制。',
  },
  list: { title: '需要关注的地方', none: '这个时段没有超出随机波动的热点。', few: '事项太少，暂不能判断热点。请放宽时段或换大一级单元。', quiet: '好消息：{n} 个地方曾经偏多，现已化解并保持平静', place: '第 {n} 处' },
  kind: { spread: '多处分散反映', one_matter: '单一事项反复来访，不是频次热点', one_place: '集中于一个地点' },
  card: {
    matters: '事项', petitions: '件次', repeat: '重复占比', expected: '随机期望', ratio: '为期望的 {n} 倍', q: 'q 值', z: 'z 值', rate: '每千户', previous: '较上期', lastYear: '较去年同期', open: '在办', overdue: '超期', agreement: '{n} 种网格大小都判为热点',
    trend: '逐月事项数', categories: '主要内容', bands: '每件事项来访次数', share: '最多的一件占 {share}', households: '{n} 户', area: '区域情况', unit: '所在村', map: '在地图上看', list: '{name}，查看清单', small: '少于 5 件，不显示比率',
    responsible: '包案领导', department: '牵头单位', stage: '联动状态', gaps: '缺口 {n} 处', noResponse: '尚未启动联动处置', response: '联动处置',
  },
  band: { 0: '1 次', 1: '2–5 次', 2: '6–10 次', 3: '11–30 次', 4: '31–50 次', 5: '50 次以上' },
  repeating: { title: '同一事项或同一地点反复（不计为热点）', one_matter: '{name}：主要是一件事项，共 {n} 件次', one_place: '{name}：集中于一个地点，{matters} 件事项、{n} 件次', place: '图上圆圈处', list: '清单' },
  placeholders: { title: '数据质量：默认坐标点', row: '{matters} 件事项挤在同一点，{addresses} 个地址', go: '去核定' },
  alarms: { title: '本周新情况预警', none: '截至 {day} 一周没有达到预警线的新情况。', row: '{from} 至 {to}，{name}周边 {radius} 米内初次反映 {n} 件，按以往规律应有 {e} 件', signal: '预警', watch: '留意', how: '每周以近 {weeks} 周初次信访作时空扫描；再现间隔 {signal} 天以上为预警，{watch} 天以上为留意。' },
  emerging: { new: '本月新出现', consecutive: '连续几个月出现', intensifying: '连续加强', persistent: '长期存在', diminishing: '长期存在、正在减弱', sporadic: '时有时无', oscillating: '冷热交替', historical: '以往长期存在、本月已退' },
}
