import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { accountModes } from '@cartrail/carriers';
import type { AccountMode } from '../../domain/carrier-account.js';
import { operations, type Operation } from '../../domain/serving.js';

/** A vendor that signs with what it was given at a subscription goes on doing so for as long as the parcel travels. */
const LONGEST_OVERLAP_HOURS = 90 * 24;

export class RotateCredentialsDto {
  /** The provider's own settings, all of them; the adapter names what is wrong with them. */
  @IsObject() credentials!: Record<string, unknown>;
  /** Business time in which callbacks signed with the former ones are still taken. */
  @IsOptional() @IsInt() @Min(0) @Max(LONGEST_OVERLAP_HOURS) overlapHours = 24;
}

/** What is left out stays as it is. */
export class ChangeTermsDto {
  @IsOptional() @IsString() @Length(1, 100) label?: string;
  @IsOptional() @IsIn(accountModes) mode?: AccountMode;
  /** All of them: what is not among them holds as the provider documents it. */
  @IsOptional() @IsObject() limits?: Record<string, number>;
}

class PreferenceDto {
  @IsIn(operations) operation!: Operation;
  /** A code of the catalogue, or `*`. */
  @Matches(/^(?:\*|[A-Z0-9]{1,20})$/) carrier!: string;
  /** The one to be asked first comes first. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  accountIds!: string[];
}

export class PreferencesDto {
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => PreferenceDto)
  preferences!: PreferenceDto[];
}
