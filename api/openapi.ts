import swagger from '@fastify/swagger'
import type { App } from './frame.ts'

const about = '县级区域治理一张图的开放接口。错误以 application/problem+json 返回。'
  + ' The application interface of the county map; errors come as application/problem+json.'

/** Describes every address from its own schemas, with the rule that guards it as `x-authz`. */
export async function addOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '区域治理一张图 / Regional governance map', version: '1', description: about },
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const authz = route.config?.authz
      const open = authz?.roles === 'public'
      const security: Record<string, string[]>[] = open ? [] : [{ cookie: [] }, { bearer: [] }]
      return { schema: { ...schema, 'x-authz': authz, security }, url }
    },
  })
}
