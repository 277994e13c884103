import type { FieldName } from '../types.ts'

/**
 * Under which headers petition and hotline systems give a field, best name first. A `~` in front marks a name that means
 * the field only when nothing better is there. Sources: headers of provincial petition exports, 12345 work orders, county
 * ledgers, NYC 311, Tainan 1999.
 */
export const PETITION_NAMES: Partial<Record<FieldName, string[]>> = {
  petition_no: ['信访件编号', '信访编号', '信访件号', '受理编号', '工单编号', '案件编号', '件号', '登记编号', '留言编号', '来信编号', '序号或来信编号', '省信访件编号', 'petition_no',
    'petition number', '~市受理编号', '~区县受理编号', 'unique_key', 'order_num', 'case_number', 'case_id', '~编号', '~id', '~流水号'],
  place_text: ['问题属地', '问题发生地', '事发地', '事发地点', '发生地', '案发地', '案件地点', '反映地点', '信访事项发生地', 'place_text', '事发地址', '问题地点', '属地',
    'address_masked', '~地点', '~所在地', '~所属区域', '~borough', '~district', '~community_board'],
  point: ['坐标', '经纬度', '经纬度坐标', '地理坐标', '坐标点', '点坐标', '位置坐标', '定位坐标', 'gps坐标', 'lonlat', 'lnglat', 'latlon', 'latlng', 'coordinates', '~gps', '~定位', '~坐标位置', '~location', '~point'],
  lon: ['lon_wgs84', 'lon', 'lng', 'longitude', '经度', 'lon_cgcs2000', '~东经', '~x坐标', '~x', '~横坐标', '~lon_gcj02', '~lng_gcj02', '~lon_bd09', '~gcj02经度', '~bd09经度', '~百度经度', '~高德经度'],
  lat: ['lat_wgs84', 'lat', 'latitude', '纬度', 'lat_cgcs2000', '~北纬', '~y坐标', '~y', '~纵坐标', '~lat_gcj02', '~lat_bd09', '~gcj02纬度', '~bd09纬度', '~百度纬度', '~高德纬度'],
  received_on: ['信访日期', '来访日期', '来信日期', '来访时间', '反映日期', '反映时间', '信访时间', '接访日期', '接访时间', '接件时间', '接件日期', '受信日期', '来电时间', '留言时间',
    '投诉时间', '诉求时间', 'received_on', 'created_at', 'created_date', 'requested_at', 'requested_datetime', 'call_time', 'xfrq', '~日期', '~时间', '~登记日期', '~登记时间', '~date'],
  registered_on: ['登记日期', '登记时间', '录入日期', '录入时间', 'registered_on', 'djsj'],
  due_on: ['限办时间', '限办日期', '限办截止时间', '办理截止时间', '截止日期', '到期日期', '应办结日期', '应办结时间', 'due_on', 'due_at', 'due_date', 'deadline_date', 'xbjzsj', '~办理时限', '~办理期限', '~办结期限'],
  accepted_on: ['受理日期', '受理时间', '受理告知日期', 'accepted_on', 'acknowledged_at', 'dispatch_time', '分派时间'],
  closed_on: ['办结日期', '办结时间', '实际办结日期', '实际办结时间', '化解日期', '办结核准日期', '结案日期', '结案时间', 'closed_on', 'closed_at', 'closed_date', 'complete_time', 'bjhzrq'],
  updated_on: ['更新日期', '更新时间', '最后更新', '最近更新时间', 'updated_on', 'updated_at', 'updated_date', 'resolution_action_updated_date'],
  channel: ['信访形式', '信访方式', '信访渠道', '来访形式', '受理渠道', '诉求渠道', '来源渠道', '来信来访方式', '信访次数分类', 'channel', 'source_type', 'open_data_channel_type', 'xfxs', '~信访类型', '~来源', '~渠道'],
  lodged_level: ['登记级别', '登记机构类别', '登记层级', '上访级别', '信访级别', 'lodged_level'],
  purpose: ['信访目的', '信访诉求', '诉求类型', '目的', 'purpose', 'xfmddm', '~信访类型'],
  category: ['内容分类', '问题分类', '内容类别', '问题类别', '信访内容分类', '一级分类', '一级内容分类', '问题分类名称', '诉求分类', '问题类型', '分类', 'category', 'complaint_type', 'question_name', 'nrfldm',
    '~信访类型', '~类别', '~类型'],
  category_2: ['二级分类', '二级内容分类', '内容分类二级', '二级类别', 'subcategory', 'category_2', 'descriptor'],
  category_3: ['三级分类', '三级内容分类', '内容分类三级', '三级类别', 'category_3'],
  title: ['标题', '主题', '信访标题', '工单标题', '留言主题', '事项名称', '信访事项', 'title'],
  text: ['概况', '概况信息', '信访内容', '反映内容', '反映问题', '主要诉求', '主要内容', '诉求内容', '投诉内容', '内容摘要', '留言详情', '问题描述', '基本情况', '事由', '信访事项内容', '简要内容',
    'text', 'description', 'major_content', 'gkxx', '~内容', '~摘要', '~问题', '~信访事由'],
  people_count: ['信访人数', '人数', '来访人数', '上访人数', '人次', '信访人次', 'people_count', 'xfrs', '~涉及人数', '~sjrs'],
  is_closed: ['是否办结', '办结标志', '是否化解', 'is_closed', 'bjbz', '~办结情况', '~处理状态'],
  is_first: ['是否全国初次信访', '全国初次标志', '是否初次信访', '初次信访', '是否初信初访', '是否初访', '是否首次', 'is_first', 'qgccbz', '~件别', '~本机构初次标志', '~是否本机构初次'],
  is_collective: ['联名信或集体访', '是否集体访', '是否集体', '集体访', '是否联名', '联名标志', 'is_collective'],
  state: ['信访件状态', '信访状态', '办理状态', '当前状态', '处理状态', '工单状态', '办理进度', '状态', 'state', 'status', 'order_state', 'xfjzt', '~办理情况', '~处理结果'],
  office: ['登记部门', '登记机构', '登记机构名称', '登记单位', '受理单位', '受理部门', '接访单位', 'office', 'djjgmc'],
  responsible_department: ['责任单位', '责任部门', '承办单位', '承办部门', '办理单位', '处理单位', '主办单位', '去向单位', '承办单位名称', 'responsible_department', 'organization_name', 'agency', 'agency_name'],
  lead: ['包案领导', '包案领导姓名', '包案人', '责任领导', '包保领导', '牵头领导', '县级包案领导', 'lead'],
  matter_no: ['关联件号', '重复信访件编号', '关联信访件编号', '初次信访件编号', '原信访件编号', '旧工单编号', '信访事项编号', '事项编号', 'matter_no', 'repeated_id', 'old_order_num'],
  place_key: ['place_key', '地点键'],
  unit_code: ['问题属地代码', '属地代码', '行政区划代码', '区划代码', '村代码', 'unit_code', 'wtsddm'],
  area_code: ['重点区域代码', '重点区域编号', '重点区域', '所属重点区域', '片区代码', 'area_code', 'key_area'],
  confidential: ['是否保密', '保密', 'confidential', 'is_secret', '~密级'],
  remark: ['备注', '说明', '办理答复情况', '办理情况', '答复意见', '处理意见', '办理结果', '处理结果', '化解情况', 'remark', 'remarks', 'resolution', 'resolution_description', 'bj_clyj', '~note'],
}
