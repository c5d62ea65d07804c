import { IsInstant } from '../is-instant.js';
import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';

export class TenantOpenedData {
  @IsString() @MinLength(1) tenantId!: string;
  @IsString() @MinLength(1) name!: string;
  @IsInstant() openedAt!: string;
}

export const TenantOpened = defineEvent({
  type: 'cn.cartrail.edge.tenant.opened.v1',
  topic: topics.tenantEvents,
  aggregate: 'tenant',
  data: TenantOpenedData,
  when: 'A tenant was created.',
});
