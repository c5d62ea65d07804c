import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { SignOffLine } from './parts.js';

export class ParcelSignedOffData {
  @IsUUID() signOffId!: string;
  @About('None for a parcel nobody announced.')
  @IsArray()
  @IsUUID(undefined, { each: true })
  returnIds!: string[];
  @About('The order of each return, in the same order.')
  @IsArray()
  @IsUUID(undefined, { each: true })
  orderIds!: string[];
  @IsOptional() @IsString() number?: string;
  @IsOptional() @IsString() carrier?: string;
  @IsString() @MinLength(1) warehouseCode!: string;
  @About('False for a parcel nobody announced: kept as found.')
  @IsBoolean()
  announced!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => SignOffLine) lines!: SignOffLine[];
  @About('Hex SHA-256 of the record in the evidence log.')
  @Matches(/^[0-9a-f]{64}$/)
  recordHash!: string;
  @IsInt() @Min(0) photoCount!: number;
  @About('clock_drift, photo_reused, photo_from_gallery; extensible.')
  @IsArray()
  @IsString({ each: true })
  flags!: string[];
  @About('The record this one corrects.')
  @IsOptional()
  @IsUUID()
  supersedes?: string;
  @IsInstant() signedAt!: string;
}

export const ParcelSignedOff = defineEvent({
  type: 'cn.cartrail.esign.sign-off.parcel-signed-off.v1',
  topic: topics.signOffEvents,
  aggregate: 'sign-off',
  data: ParcelSignedOffData,
  when: 'A parcel was signed for at the warehouse and entered the evidence log.',
});
