import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef, SignedLine } from './return.parts.js';

export class ReturnSignedOffData extends ReturnRef {
  @IsUUID() signOffId!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => SignedLine) lines!: SignedLine[];
  @IsOptional() @IsString() number?: string;
  @IsOptional() @IsString() carrier?: string;
  @IsInstant() signedOffAt!: string;
}

export const ReturnSignedOff = defineEvent({
  type: 'cn.cartrail.returns.return.signed-off.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnSignedOffData,
  when: 'The warehouse signed for the goods; reported to the platform on this.',
});
