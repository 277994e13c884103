export default {
  title: '同一事项核对', lead: '两件事项看起来像同一件时，由您并排核对后决定。只比事项，不比人；每次只决定一对，或一组连在一起的。', list: '待核对的一对', work: '当前一对', choose: '从列表中选一对核对',
  queue: {
    label: '队列', open: '待核对', later: '稍后再看', different: '已判不同',
    none: { open: '没有待核对的事项。新登记的当时比对，其余每晚比对一次。', later: '没有留待稍后再看的', different: '还没有判为不同的' },
  },
  group: {
    title: '这一对属于连在一起的 {n} 件（{pairs} 对）', badge: '{n} 件一组', petitions: '{n} 件次',
    lead: '几对连成一组时可以一次决定：勾选确属同一事项的，其余仍留在列表中。可以撤销。',
    same: '所选 {n} 件都是同一事项', samePart: '第 {k} 组 {n} 件是同一事项', part: '第 {k} 组', alone: '与其余不相连', apart: '去掉之后，其余分成互不相连的 {n} 组，请逐组判定', different: '所选 {n} 对都不是', later: '所选 {n} 对稍后再看',
    done: { same: '{n} 件已并为 {no}', different: '{n} 件彼此不是同一事项', later: '{n} 件留待稍后再看' }, undone: '已撤销，{n} 件恢复为单独事项',
  },
  points: '{n} 分', apart: '相隔 {n} 天', elder: '较早事项', younger: '较晚事项', counted: '{n} 件次，{people} 人次',
  score: { title: '相似程度', shown: '满分 100，达到 {n} 分才列出' },
  line: {
    label: '项目', title: '诉求', text: '概况', place_text: '地点文字', unit: '所在辖区', category: '内容分类', received: '首次信访', last: '最近一次', petitions: '信访件', channels: '信访形式', department: '责任单位', state: '办理状态',
  },
  map: '地图：两件事项的地点', metres: '两地相距 {n} 米', oneWithout: '其中一件没有坐标', noPoint: '两件都没有坐标，请按地点文字判断。',
  decide: { same: '同一事项', different: '不是同一事项', later: '稍后再看' },
  follows: '判为同一事项后，较晚一件的信访件转为 {no} 的重复信访，可以撤销。',
  done: { same: '{other} 已并入 {no}', different: '{no} 与 {other} 不是同一事项', later: '{no} 与 {other} 留待稍后再看' },
  undo: { act: '撤销合并', done: '已撤销，{other} 恢复为单独事项', reason: '核对后撤销合并' },
  look: { start: '立即比对', busy: '正在比对…', done: '比对了 {n} 件，找到 {pairs} 对', nothing: '没有新的或变更的事项' },
  matter: { into: '本事项已并入', from: '由 {no} 并入', title: '合并记录', petitions: '{n} 件信访件', split: '已撤销', splitLead: '{no}（{title}）恢复为单独事项，信访件随之分出，两件的次数和状态都回到合并前。' },
}
