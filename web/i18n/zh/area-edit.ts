export default {
  title: '重点区域边界', list: '现有区域', create: '画新区域', choose: '从左侧选一个区域，或画一个新的。', small: '绘制需要更大的屏幕；这里可以查看各区域和历次边界。',
  tool: { label: '绘图工具', polygon: '画一块', edit: '改边界', line: '画线分割', buffer: '外扩', snap: '贴合界线', subtractOthers: '减去重叠', undo: '退一步', clear: '清空', file: '从文件导入', metres: '米' },
  hint: { polygon: '逐点单击，双击或回车结束；靠近界线的顶点会自动贴合。可画多块。', line: '画一条穿过区域的线，把它分成两块。', edit: '拖动顶点；单击边线中点加点；右键删点。', none: '选择工具开始' },
  split: { title: '分割后保留哪一块？', part: '第 {n} 块（{share}）', all: '两块都留', rest: '另一块不属于这个区域了。', own: '把它另立为新区域' },
  file: { auto: '自动判断', nothing: '文件里没有读到面状边界', which: '文件里有 {n} 个图形，选择要采用的：', row: '第 {n} 行', compare: '请对照底图核对位置；偏移几百米多半是坐标系选错。', take: '采用所选 {n} 个' },
  merge: { open: '合并其他区域', title: '把其他区域并入“{name}”', lead: '被并入的区域到合并日期前一天为止，其信访、文件转入本区域；以往日期的统计不变。', which: '并入哪些区域', name: '合并后的名称', from: '合并日期', none: '请选择要并入的区域。', sure: '{taken} 将并入“{name}”。', go: '合并' },
  retire: {
    successor: '承接区域（可不选）', none: '无承接区域', follows: '没有落点的事项、文件随之转到承接区域；联动处置由信访局移交给它。不改变承接区域的边界，如需并入范围请用“合并区域”。',
    nothing: '没有落点的事项将不属于任何区域；联动处置移交时须指明由谁承接。',
  },
  form: { code: '编号', name: '名称', kind: '类型', households: '户数', from: '启用日期', correction: '只更正现有版本，不留旧边界', save: '保存', retire: '撤销区域', retireSure: '撤销“{name}”？其中的事项将改归覆盖它们的其他区域，或不属于任何区域；以往日期的统计不变。', retireGo: '确认撤销', busy: '正在保存…', saved: '已保存', missing: '请填写编号、名称、类型并画出边界' },
  check: {
    title: '核对', busy: '正在核对…', invalid: '边界无效：{problem}', repair: '自动修复', area: '面积 {ha} 公顷（{mu} 亩）', outside: '有 {share} 在县外', overlaps: '与其他重点区域重叠', units: '跨越的单位（占本区域面积；户数按面积推算）', households: '约 {n} 户',
    gains: '保存后新归入 {matters} 件事项、{petitions} 件次信访', losses: '移出 {matters} 件事项、{petitions} 件次信访', same: '保存后没有事项改变归属', from: '其中从“{name}”移来 {matters} 件',
  },
  fault: {
    self_intersection: '边线自相交', ring_self_intersection: '同一圈边线自相接', hole_lies_outside_shell: '洞在边界之外', holes_are_nested: '洞套着洞', nested_shells: '一块套着另一块',
    duplicate_rings: '有重复的圈', interior_is_disconnected: '内部被洞隔断', too_few_points_in_geometry_component: '顶点太少，不成面', invalid_coordinate: '坐标无效', ring_is_not_closed: '边线没有闭合',
  },
  versions: { title: '历次边界', now: '现行', row: '{from} 起', past: '{from} 至 {to}' },
  map: '地图：绘制和修改重点区域的边界。',
}
