import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnLine, ReturnRef } from './return.parts.js';

export class ReturnApprovedData extends ReturnRef {
  @About('buyer (confirmed an offer of an eligible return), merchant, platform, timer.')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReturnLine) lines!: ReturnLine[];
  @About('Where the goods go; the address itself is known to whoever needs it.')
  @IsOptional()
  @IsString()
  warehouseCode?: string;
  @About('Until when the buyer must have sent the goods.')
  @IsInstant()
  shipBy!: string;
  @About('platform, profile, estimate.')
  @IsString()
  @MinLength(1)
  shipBySource!: string;
  @IsInstant() approvedAt!: string;
}

export const ReturnApproved = defineEvent({
  type: 'cn.cartrail.returns.return.approved.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnApprovedData,
  when: "The return is agreed on our side; the platform's case is agreed on this.",
  minor: 1,
});
