import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'

/** Serves the OpenAPI document at /openapi.json, open to everybody. */
export const serveOpenApi = (app: NestFastifyApplication): OpenAPIObject => {
  const description = new DocumentBuilder()
    .setTitle('Sinh Kế')
    .setDescription('Lịch sử hỗ trợ sinh kế của từng hộ / Support histories of livelihood projects. A command is a POST with an Idempotency-Key; queries take asOf, knownAt and minPosition.')
    .setVersion('1')
    .addServer('/', 'Nơi tài liệu này được lấy / where this document came from')
    .addBearerAuth()
    .build()
  const document = SwaggerModule.createDocument(app, description)
  const json = JSON.stringify(document)
  app.getHttpAdapter().getInstance().get('/openapi.json', (_request, reply) => reply.type('application/json').send(json))
  return document
}
