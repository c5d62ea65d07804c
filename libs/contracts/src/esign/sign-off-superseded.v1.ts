import { IsArray, IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';

export class SignOffSupersededData {
  @IsUUID() signOffId!: string;
  @IsUUID() supersededBy!: string;
  @IsArray() @IsUUID(undefined, { each: true }) returnIds!: string[];
  @About('The order of each return, in the same order.')
  @IsArray()
  @IsUUID(undefined, { each: true })
  orderIds!: string[];
  @IsString() @MinLength(1) why!: string;
  @IsInstant() supersededAt!: string;
}

export const SignOffSuperseded = defineEvent({
  type: 'cn.cartrail.esign.sign-off.superseded.v1',
  topic: topics.signOffEvents,
  aggregate: 'sign-off',
  data: SignOffSupersededData,
  when: 'A record was corrected by a newer one; both stay.',
});
