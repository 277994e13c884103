export default {
  title: '数据导入', lead: '表格和边界文件自己导入：先看、再试、后导，随时可以撤销。',
  steps: { label: '导入步骤', file: '选择文件', check: '核对列', dry: '试运行', run: '导入' },
  kind: { label: '文件内容', auto: '自动识别', petitions: '信访件', units: '行政区划', 'key-areas': '重点区域', holidays: '节假日' },
  drop: {
    go: '选择文件', or: '或把文件拖到这里', formats: '信访件、节假日：xlsx、csv（UTF-8 或 GB18030）；区划、重点区域：GeoJSON、shapefile（打成 zip）、KML/KMZ、GeoPackage，也可用表格。',
    privacy: '姓名、证件号码、电话、住址、登记人等列在读取时即丢弃，不入库，也不显示。检举控告件只计数。', sending: '正在上传 {share}', looking: '正在查看文件…',
    first: '尚未导入行政区划。请先导入区划边界（乡镇，然后村、组），再导入重点区域和信访件。',
  },
  fact: {
    format: '格式', encoding: '编码', sheet: '工作表', crs: '坐标系', rows: '查看了前 {n} 行', auto: '自动识别（{name}）', guessed: '自动识别',
    remembered: '已套用上次同样表头的对应关系', layer: '图层', county: '县（市、区）名称', countyWhy: '文件中没有县级单位时用它命名',
  },
  crsHow: { argument: '人工指定', declared: '文件声明', 'column-name': '按列名', 'file-name': '按文件名', guessed: '按坐标大小推断', assumed: '未声明，按经纬度处理' },
  crs: { wgs84: 'WGS84 经纬度', 'EPSG:4490': 'CGCS2000 经纬度', gcj02: 'GCJ-02（高德、腾讯）', bd09: 'BD-09（百度）', zone: 'CGCS2000 3度带 {code}' },
  answer: { encoding: '请指定编码', crs: '请指定坐标系', sheet: '请写出要读的工作表或图层的名称', go: '再看一次' },
  head: { title: '表头', lead: '点击行号改选表头所在行；按住 Shift 再点另一行，可选多行表头。', line: '行', none: '没有表头', hidden: '已隐藏' },
  columns: {
    title: '列与用途', lead: '用途不对的请改选；不需要的列选“不导入”。', name: '列名', use: '用作', sure: '把握', fill: '填充率', samples: '样例', skip: '不导入', personal: '个人信息（{kind}），读取时丢弃',
    by: { mapping: '人工', header: '按列名', values: '按内容' }, missing: '必须有一列用作：{names}', taken: '{name} 已用于另一列', noSamples: '无内容', needed: '必需',
  },
  personal: { name: '姓名', 'id-number': '证件号码', phone: '电话', address: '住址', staff: '经办人' },
  field: {
    petition_no: '信访件编号', place_text: '问题属地', lon: '经度', lat: '纬度', received_on: '信访日期', registered_on: '登记日期', due_on: '限办日期', accepted_on: '受理日期', closed_on: '办结日期',
    updated_on: '更新日期', channel: '信访形式', purpose: '信访目的', category: '内容分类', category_2: '二级分类', category_3: '三级分类', text: '概况', people_count: '信访人数', is_closed: '是否办结',
    is_first: '是否初次', is_collective: '是否集体', state: '办理状态', office: '登记部门', responsible_department: '责任单位', lead: '包案领导', matter_no: '关联件号', place_key: '地点键', unit_code: '属地代码',
    area_code: '重点区域代码', remark: '备注', code: '代码', name: '名称', level: '级别', parent_code: '上级代码', kind: '类型', valid_from: '启用日期', valid_to: '停用日期', successor_code: '后继代码',
    predecessor_code: '原代码', household_count: '户数', aliases: '别名', official: '是否法定', households: '户数', date: '日期', is_workday: '是否上班', year: '年份', title: '标题', lodged_level: '登记级别', confidential: '是否保密',
  },
  places: { title: '位置预览', label: '文件中前 {n} 个位置在地图上的样子。位置不对时请改选坐标系。' },
  act: { other: '换一个文件', dry: '试运行', back: '返回修改', go: '导入 {n} 行', cancel: '取消导入', download: '下载更正表', map: '到地图上看', next: '再导入一个文件', undo: '撤销' },
  result: {
    dryTitle: '试运行结果（没有写入）', title: '导入结果', failed: '导入没有完成，数据库没有任何改动', cancelled: '已取消，数据库没有任何改动', created: '新增', updated: '更新', unchanged: '未变', rejected: '拒绝', skipped: '非数据行',
    flagged: '待核', unit: '行', byReason: '原因', rows: '需要处理的行', firstRows: '显示前 {n} 行，全部在更正表中', line: '行号', reason: '原因', cells: '内容', allGood: '没有需要处理的行。', nothing: '没有可导入的行',
    rejectedHint: '拒绝的行不会写入。下载更正表，改好后可以原样再次导入。', none: '这个文件与库中一致，没有改动。',
    noScope: '区划已导入，但本账号还没有辖区。请安全管理员为本账号授权全县范围，然后重新登录。',
  },
  progress: { title: '正在导入', dryTitle: '正在试运行', waiting: '准备中，前面有导入时排队等候', reading: '正在读取', writing: '正在写入', counting: '正在汇总', rows: '已读 {n} 行', of: '共 {n} 行', about: '约 {n} 行', leave: '可以离开本页，导入会继续。' },
  history: {
    title: '导入记录', empty: '还没有导入记录', dry: '试运行', showDry: '也显示试运行', by: '{name}，{at}', state: { done: '已导入', undone: '已撤销', running: '进行中', failed: '未完成', cancelled: '已取消' }, total: '共 {n} 次', unknown: '命令行',
  },
  undo: {
    title: '撤销这次导入？', lead: '撤销“{file}”（{at}）：', created: '删除这次新增的 {n} 行', updated: '把这次更新的 {n} 行恢复为导入前的内容', counts: '地图、清单和统计随之重新计算', kept: '之后由人工办理或被后来的导入改动过的，不能撤销，系统会说明。', go: '撤销导入', keep: '不撤销', busy: '正在撤销…',
  },
  /** short words of the codes that a run tallies; each row has its own full sentence */
  flag: {
    'placeholder-point': '多个地址落在同一默认点', 'crowded-point': '同一点地址较多', outside: '在县外', 'unknown-unit-code': '属地代码不认识', 'unknown-area': '重点区域不认识',
    'unknown-category': '分类不认识', 'unknown-channel': '信访形式不认识', 'unknown-state': '状态不认识', 'unknown-purpose': '信访目的不认识', 'no-point': '没有坐标',
    'no-place': '地点无法识别', 'ambiguous-place': '地点对应多个单位', 'township-differs': '村不属于所写乡镇', 'people-zero': '人数为 0', 'closed-date-on-open': '未办结却有办结日期',
    'closed-without-date': '办结而无日期', 'state-conflict': '办结标志与状态不一致', masked: '隐去了号码或门牌', 'swapped-coordinates': '经纬度可能颠倒', 'null-island': '坐标为 0',
    'sentinel-date': '占位日期', 'due-before-received': '限办早于信访日期', required: '必填项为空', 'date-invalid': '日期不存在', 'date-unreadable': '日期读不出',
    'date-incomplete': '日期不完整', 'date-two-digit-year': '年份只有两位', 'date-in-future': '日期在今天之后', 'closed-before-received': '办结早于信访日期',
    'coordinate-half': '经纬度只有一个', 'coordinate-unreadable': '坐标读不出', 'coordinate-out-of-range': '坐标超出范围', 'boundary-invalid': '边界无效',
    'boundary-missing': '缺边界', 'boundary-repaired': '边界已修复', 'duplicate-code': '代码重复', 'duplicate-date': '日期重复', 'duplicate-number': '编号重复',
    'digits-lost': '编号末位丢失', 'code-unreadable': '代码读不出', 'code-too-long': '代码过长', 'kind-unknown': '类型不认识', 'level-unknown': '级别不认识',
    'parent-missing': '上级单位不存在', 'name-too-long': '名称过长', 'count-unreadable': '数字读不出', 'boolean-unreadable': '是否项读不出', 'formula-error': '公式出错',
    'geometry-type': '几何类型不对', 'counted-only': '只计数',
  },
}
