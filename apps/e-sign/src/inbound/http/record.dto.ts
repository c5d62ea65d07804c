import { fromIso } from '@cartrail/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { photoKinds, verdicts, type PhotoKind, type Verdict } from '../../domain/verdict.js';

const CODE = /^[\p{L}\p{N}][\p{L}\p{N} ._:/-]{0,63}$/u;
const HASH = /^[0-9a-f]{64}$/;
export const PART = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_WEIGHT_GRAMS = 1_000_000;
const MAX_QUANTITY = 10_000;

/** RFC 3339, and a moment there is. */
function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value) => typeof value === 'string' && isMoment(value),
      defaultMessage: () => '$property must be an RFC 3339 time',
    },
  });
}

function isMoment(text: string): boolean {
  try {
    return text.length <= 40 && Number.isFinite(fromIso(text));
  } catch {
    return false;
  }
}

export class GeoDto {
  /** Micro-degrees: a record knows no fractions. */
  @IsInt() @Min(-90_000_000) @Max(90_000_000) lat!: number;
  @IsInt() @Min(-180_000_000) @Max(180_000_000) lng!: number;
  /** Metres. */
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000) accuracy?: number;
  @IsOptional() @Matches(CODE) source?: string;
}

export class ItemDto {
  @IsOptional() @IsUUID() returnId?: string;
  @IsOptional() @IsString() @Length(1, 200) lineId?: string;
  @IsOptional() @IsString() @Length(1, 200) merchantSkuCode?: string;
  @IsInt() @Min(0) @Max(MAX_QUANTITY) received!: number;
  @IsIn(verdicts) verdict!: Verdict;
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ArrayUnique() @Matches(CODE, { each: true }) reasons?: string[];
}

export class PhotoDto {
  /** Name of the form's part that holds the bytes. */
  @ValidateIf(({ sha256 }: PhotoDto) => sha256 === undefined)
  @Matches(PART)
  part?: string;
  /** In a correction: a photo of the corrected record. */
  @ValidateIf(({ part }: PhotoDto) => part === undefined)
  @Matches(HASH)
  sha256?: string;
  @IsIn(photoKinds) kind!: PhotoKind;
  @IsOptional() @IsMoment() capturedAt?: string;
  @IsOptional() @IsBoolean() liveCapture?: boolean;
  @IsOptional() @Matches(CODE) reason?: string;
}

/** What the warehouse states; unknown fields are refused. */
export class RecordDto {
  @ValidateIf(({ returnId, number }: RecordDto) => returnId === undefined || number !== undefined)
  @IsString()
  @Length(1, 64)
  @IsNotEmpty()
  number?: string;
  @IsOptional() @IsUUID() returnId?: string;
  @Matches(CODE) warehouseCode!: string;
  @Matches(CODE) deviceId!: string;
  @IsOptional() @IsMoment() deviceTime?: string;
  @IsString() @Length(1, 60) signerName!: string;
  @IsOptional() @IsInt() @Min(0) @Max(MAX_WEIGHT_GRAMS) weightGrams?: number;
  @Matches(CODE) packageState!: string;
  @IsOptional() @ValidateNested() @Type(() => GeoDto) geo?: GeoDto;
  @IsOptional() @IsString() @MaxLength(2_000) notes?: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items!: ItemDto[];
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => PhotoDto) photos!: PhotoDto[];
}

const LIMIT = { least: 1, most: 200, usual: 50 } as const;

class PageQuery {
  @IsOptional() @IsString() @MaxLength(500) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(LIMIT.least) @Max(LIMIT.most) limit: number = LIMIT.usual;
}

export class SignOffQuery extends PageQuery {
  @IsOptional() @IsUUID() returnId?: string;
  @IsOptional() @IsString() @Length(1, 64) number?: string;
  @IsOptional() @IsIn(['true', 'false']) announced?: string;
}

export class ArrivalListQuery extends PageQuery {
  @IsOptional() @IsUUID() returnId?: string;
  @IsOptional() @IsString() @Length(1, 64) number?: string;
}

export class PhotoLinkQuery {
  @Matches(/^\d{1,12}$/) expires!: string;
  @IsString() @MaxLength(100) signature!: string;
}
