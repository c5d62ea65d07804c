import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { accountModes, providersWith, type AccountMode } from '@cartrail/carriers';

/** What tracking knows of the account: one that could not book before may be able to now. */
export class RotateAccountBody {
  @Matches(/^[a-z0-9]{6,20}-[0-9a-z]{26}$/) connectionId!: string;
  @IsIn(providersWith('book')) provider!: string;
  @IsString() @Length(1, 100) label!: string;
  /** The provider's own settings; the adapter names what is wrong with them. */
  @IsObject() credentials!: Record<string, unknown>;
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  baseUrl?: string;
  @IsOptional() @IsIn(accountModes) mode: AccountMode = 'live';
  /** By the names of the provider's limits; `{"bookingsPerSecond": 5}`. */
  @IsOptional() @IsObject() limits?: Record<string, number>;
}

/** The terms as tracking has them now, all of them. */
export class ChangeTermsBody {
  @IsString() @Length(1, 100) label!: string;
  @IsIn(accountModes) mode!: AccountMode;
  /** None of its own where it is left out. */
  @IsOptional() @IsObject() limits?: Record<string, number>;
}

export class ConnectAccountBody extends RotateAccountBody {
  @IsUUID() accountId!: string;
}

class PreferenceBody {
  @IsString() @Length(1, 20) operation!: string;
  @Matches(/^(?:\*|[A-Z0-9]{1,20})$/) carrier!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(4) @IsUUID('all', { each: true }) accountIds!: string[];
}

/** All rows as tracking has checked and kept them; those about prices and couriers are kept here. */
export class PreferencesBody {
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => PreferenceBody)
  preferences!: PreferenceBody[];
}
