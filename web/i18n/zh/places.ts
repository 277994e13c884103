export default {
  title: '地点核定', lead: '把说不清地点的事项放到图上：看候选、按数字键选、回车确认。',
  queue: { label: '队列', unlocated: '无地点', coarse: '待细化', hand: '已核定', points: '默认点', empty: '这个队列里没有事项了', total: '{n} 件', more: '再显示 {n} 件', list: '待核定事项' },
  progress: '符合条件的 {matters} 件事项中：已人工核定 {hand} 件，无地点 {unlocated} 件，待细化 {coarse} 件',
  row: { noText: '没有地点文字', placeholder: '默认坐标点', overdue: '超期', due: '期限 {day}', known: '现知：{unit}' },
  work: { label: '当前事项', request: '诉求', known: '现在的地点', nowhere: '无', candidates: '候选地点', none: '文字里没有认出本辖区的地名。请搜索单位，或直接在图上点选。', search: '按名称找乡镇、村', find: '找', choose: '先从左侧选一件事项' },
  grade: { A: '组，准确', B: '村，准确', C: '村，旁证不足', D: '只到乡镇或差一字', E: '不能确定' },
  reason: {
    exact: '乡镇和村名都对得上', 'no-township': '村名对得上，没有写乡镇', 'other-name': '按别名或旧名', 'township-only': '只写了乡镇', 'one-character-off': '与村名差一个字', 'township-differs': '村不在所写的乡镇',
    ambiguous: '多个单位同名', nothing: '没有地名', 'other-county': '写的是外县', 'group-named': '写明了组', search: '按名称搜到',
  },
  pin: { at: '图钉位置', outside: '不在任何辖区内，不能核定于此', area: '重点区域：{area}', near: '靠近界线，是哪一边？', here: '就在 {unit}', metres: '{unit}（相距 {n} 米）', clear: '取消图钉' },
  act: { accept: '确认（回车）', skip: '跳过（S）', undo: '撤回（U）', placed: '{no} 已核定到 {unit}', undone: '{no} 的核定已撤回', byText: '按文字候选核定', byPin: '地图点选核定', bySearch: '人工查找单位核定', takenBack: '撤回核定' },
  history: { title: '地点变更', empty: '没有变更', boundary: '界线调整', placeholder: '默认点认定', status: { unlocated: '无地点', placed: '已定位', outside: '县外', placeholder: '默认点' } },
  points: {
    lead: '很多地址落在同一个点上，多半是地理编码的默认点。认定为默认点的不作地点；是真实地点的（例如一个小区、一所学校）请恢复。', addresses: '{n} 个地址', matters: '{n} 件事项', waiting: '其中 {n} 件现在按无地点计',
    state: { found: '待认定', confirmed: '已认定为默认点', cleared: '已恢复为真实地点' }, confirm: '是默认点', clear: '是真实地点', none: '没有发现默认点', on: '{day} 发现',
  },
  map: '地图：候选地点和图钉。单击放图钉，拖动可调整；键盘用户请用候选列表和搜索。',
}
