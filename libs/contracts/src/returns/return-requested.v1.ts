import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Min, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnLine, ReturnRef, RuleDecision } from './return.parts.js';

export class ReturnRequestedData extends ReturnRef {
  @About('AwaitingCase, Requested.')
  @IsString()
  @MinLength(1)
  status!: string;
  @About("platform, or page: begun on our own page, before the platform's case.")
  @IsString()
  @MinLength(1)
  via!: string;
  @About('return_refund; extensible.')
  @IsString()
  @MinLength(1)
  kind!: string;
  @About(
    'no_reason, quality, wrong_item, short, transit_damage, late, not_as_described, UNKNOWN; extensible.',
  )
  @IsString()
  @MinLength(1)
  reason!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReturnLine) lines!: ReturnLine[];
  @ValidateNested() @Type(() => RuleDecision) decision!: RuleDecision;
  @About('buyer, merchant, insurer; extensible.')
  @IsString()
  @MinLength(1)
  freightPayer!: string;
  @IsInt() @Min(0) refundEstimateFen!: number;
  @About("Where the buyer opens the platform's case.")
  @IsOptional()
  @IsString()
  platformForm?: string;
  @IsInstant() appliedAt!: string;
}

export const ReturnRequested = defineEvent({
  type: 'cn.cartrail.returns.return.requested.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnRequestedData,
  when: 'A return was asked for, at the platform or on our page.',
  minor: 1,
});
