/** Members that the actions of the joint response share. */
import * as Type from 'typebox'
import { levelCode } from './response.ts'

export const responseCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', description: '联动处置代码 / code of the joint response' })
export const unitCode = Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$', description: '区划代码 / code of the unit' })
export const departmentCode = Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$', description: '责任单位代码 / code of the department' })
export const problemNo = Type.String({ minLength: 1, maxLength: 60, description: '问题编号 / number of the problem' })
export const categoryCode = Type.String({ pattern: '^\\d{6}$' })
export const id = Type.Integer({ minimum: 1 })
/** The version that was looked at: of two who act at once, the second gets 409. */
export const version = Type.Integer({ minimum: 1, description: '所见版本 / the version that was looked at' })
export const date = Type.String({ format: 'date' })
export const text = (most: number, least = 1) => Type.String({ minLength: least, maxLength: most })
export const stateCode = Type.String({ pattern: '^[a-z_]{2,30}$', description: 'moves[].to of the row' })
export const wordCode = (list: string) => Type.String({ pattern: '^[a-z_]{2,30}$', description: `代码表 ${list} / code of reference list ${list}` })
export { levelCode }
export const body = <P extends Type.TProperties>(properties: P, more: Type.TObjectOptions = {}) =>
  Type.Object(properties, { additionalProperties: false, ...more })
