import type { FieldName } from '../types.ts'

/** Headers of unit, key-area and holiday files; see petition-names.ts for the `~`. */
export const UNIT_NAMES: Partial<Record<FieldName, string[]>> = {
  code: ['code', '代码', '编码', '区划代码', '行政区划代码', '统计用区划代码', '单位代码', 'unit_code', 'adcode', 'code15', '~code12', '~编号', '~pac', '~zldwdm', '~xzqdm'],
  name: ['name', '名称', '区划名称', '行政区划名称', '单位名称', 'official_name', 'unit_name', '~全称', '~zldwmc', '~xzqmc', '~mc'],
  level: ['level', '级别', '层级', '行政级别', '区划级别'],
  parent_code: ['parent_code', '上级代码', '上级区划代码', '父级代码', '所属代码', '上级编码', 'parent', 'pcode', '~parent_id'],
  kind: ['kind', '类型', '种类', '类别', 'type'],
  valid_from: ['valid_from', '启用日期', '生效日期', '起始日期', '设立日期'],
  valid_to: ['valid_to', '停用日期', '失效日期', '终止日期', '撤销日期'],
  successor_code: ['successor_code', '后继代码', '新代码', '变更后代码', '并入代码'],
  predecessor_code: ['predecessor_code', '原代码', '旧代码', '变更前代码', '曾用代码', 'former_code', 'old_code', 'code12_2016', '~code_2016'],
  household_count: ['household_count', '户数', '总户数', '家庭户数', '农户数', 'households'],
  aliases: ['aliases', 'alias', '别名', '简称', '俗称', '曾用名', '原名', '又名', 'short_name', 'former_name', 'name_2016', 'name_tw'],
  point: ['坐标', '经纬度', '经纬度坐标', '地理坐标', '坐标点', '点坐标', '位置坐标', '定位坐标', 'gps坐标', 'lonlat', 'lnglat', 'latlon', 'latlng', 'coordinates', '~gps', '~定位', '~坐标位置', '~location', '~point'],
  lon: ['lon_wgs84', 'lon', 'lng', 'longitude', '经度', 'lon_cgcs2000', 'lon_wgs84_synthetic', '~东经', '~x坐标', '~x', '~横坐标', '~lon_gcj02', '~lng_gcj02', '~lon_bd09', '~gcj02经度', '~百度经度', '~高德经度'],
  lat: ['lat_wgs84', 'lat', 'latitude', '纬度', 'lat_cgcs2000', 'lat_wgs84_synthetic', '~北纬', '~y坐标', '~y', '~纵坐标', '~lat_gcj02', '~lat_bd09', '~gcj02纬度', '~百度纬度', '~高德纬度'],
  official: ['official', '是否正式', '法定', 'synthetic'],
}

export const AREA_NAMES: Partial<Record<FieldName, string[]>> = {
  code: ['code', '代码', '编码', '编号', '重点区域编号', '重点区域代码', '片区编号', 'area_code', '~id'],
  name: ['name', '名称', '重点区域名称', '重点区域', '片区名称', '区域名称', '项目名称', 'area_name'],
  kind: ['kind', '类型', '区域类型', '重点区域类型', '种类', '类别', 'type'],
  households: ['households', 'household_count', '户数', '总户数', '涉及户数'],
  valid_from: ['valid_from', '启用日期', '起始日期', '开始日期', '设立日期'],
  valid_to: ['valid_to', '停用日期', '终止日期', '结束日期', '撤销日期'],
}

export const HOLIDAY_NAMES: Partial<Record<FieldName, string[]>> = {
  date: ['date', '日期', '放假日期', '调休日期', 'day'],
  is_workday: ['is_workday', '是否上班', '是否工作日', '班休', 'is_off_day', 'isOffDay', '是否放假', '是否休息', '~类型', '~性质', '~type'],
  name: ['name', '名称', '节日', '节假日', '节日名称', '假日名称', '说明', '备注'],
  year: ['year', '年份', '年度', '年'],
}

/** Columns that say the opposite of the field they fill. */
export const INVERTED = ['synthetic', 'isoffday', '是否放假', '是否休息']

/** A unit file may name the columns of every level: `town_code`, `vill_code`. The deepest one is the unit itself. */
export const LEVEL_FAMILIES: { level: string; words: string[] }[] = [
  { level: 'county', words: ['county', '县', '区县', '县区', '县级'] },
  { level: 'township', words: ['town', 'township', '乡镇', '镇', '街道', '乡级', '乡镇街道', '镇街'] },
  { level: 'village', words: ['village', 'vill', '村', '村居', '社区', '村社区', '村级', '行政村'] },
  { level: 'group', words: ['group', '组', '村民小组', '小组'] },
]
