import { IsOptional, IsString, IsUUID, Matches, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnParcelAssignedData extends ReturnRef {
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @About('booking, or buyer: entered at the platform.')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsOptional() @IsUUID() pickupId?: string;
  @About("Last four digits of the sender's phone; SF and ZTO queries need it.")
  @IsOptional()
  @Matches(/^\d{4}$/)
  phoneTail?: string;
  @About('GB/T 2260.')
  @IsOptional()
  @IsString()
  fromRegion?: string;
  @About('GB/T 2260.')
  @IsOptional()
  @IsString()
  toRegion?: string;
  @About('The number this one stands in for.')
  @IsOptional()
  @IsString()
  replaces?: string;
  @IsInstant() assignedAt!: string;
}

export const ReturnParcelAssigned = defineEvent({
  type: 'cn.cartrail.returns.return.parcel-assigned.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnParcelAssignedData,
  when: 'The number of the return parcel became known; again when it changes.',
});
