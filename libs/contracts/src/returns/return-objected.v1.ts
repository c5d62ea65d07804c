import { Type } from 'class-transformer';
import { IsArray, IsUUID, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef, SignedLine } from './return.parts.js';

export class ReturnObjectedData extends ReturnRef {
  @IsUUID() signOffId!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => SignedLine) lines!: SignedLine[];
  @IsInstant() objectedAt!: string;
}

export const ReturnObjected = defineEvent({
  type: 'cn.cartrail.returns.return.objected.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnObjectedData,
  when: 'The warehouse found what keeps the refund back; a person settles it, or the platform.',
});
