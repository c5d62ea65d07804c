import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { fromIso } from '@cartrail/kernel';
import { returnReasons } from '../../domain/rules/reasons.js';

const CODE = /^[\w.:-]{1,64}$/;
const REGION = /^\d{6}$/;
/** What a mobile, a landline or a virtual number with its extension is written with. */
const PHONE = /^\+?[\d -]{5,24}(?:[-#,转]\d{1,6})?$/;
const LARGEST_AMOUNT = 100_000_000;

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

export class AskedLine {
  @IsString() @Length(1, 64) lineId!: string;
  @IsInt() @Min(1) @Max(10_000) quantity!: number;
}

export class RequestReturnBody {
  @IsUUID() orderId!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AskedLine)
  lines!: AskedLine[];
  @IsIn(returnReasons.filter((reason) => reason !== 'UNKNOWN')) reason!: string;
  @IsOptional() @IsIn(['return_refund']) kind?: string;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

export class SlotBody {
  @IsMoment() from!: string;
  @IsMoment() to!: string;
}

export class ContactBody {
  @IsString() @Length(1, 64) name!: string;
  @Matches(PHONE) phone!: string;
  @IsString() @Length(4, 200) address!: string;
  /** GB/T 2260. */
  @Matches(REGION) regionCode!: string;
}

export class ConfirmBody {
  @IsUUID() offerId!: string;
  @ValidateNested() @Type(() => SlotBody) slot!: SlotBody;
  @ValidateNested() @Type(() => ContactBody) contact!: ContactBody;
}

export class ChangePickupBody {
  @IsUUID() offerId!: string;
  @ValidateNested() @Type(() => SlotBody) slot!: SlotBody;
}

export class NoteBody {
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

export class WhyBody {
  @IsOptional() @IsString() @MaxLength(200) why?: string;
}

export class SettleBody {
  @IsInt() @Min(0) @Max(LARGEST_AMOUNT) amountFen!: number;
  /** Nobody settles alone: a deduction needs the buyer's consent. */
  @Equals(true) buyerAgreed!: boolean;
  @IsOptional() @IsString() @MaxLength(500) note?: string;
}

export class OffersQuery {
  /** Where the courier comes to, if not to where the order went. */
  @IsOptional() @Matches(REGION) regionCode?: string;
}

export class NoticeBody {
  @IsString() @Length(1, 500) zh!: string;
  @IsString() @Length(1, 500) en!: string;
}

export class PolicyBody {
  @IsOptional() @IsMoment() effectiveFrom?: string;
  @IsOptional() @IsInt() @Min(1) @Max(365) windowDays?: number;
  @IsOptional() @IsArray() @ArrayMaxSize(6) @IsIn(['Y', 'S', 'A', 'I', 'O', 'N'], { each: true }) letters?: (
    'Y' | 'S' | 'A' | 'I' | 'O' | 'N'
  )[];
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) waivedObjections?: string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(7)
  @IsIn(['LABEL', 'OUTER', 'OPENED', 'ITEM', 'DEFECT', 'SERIAL', 'WEIGH'], { each: true })
  addedPhotos?: ('LABEL' | 'OUTER' | 'OPENED' | 'ITEM' | 'DEFECT' | 'SERIAL' | 'WEIGH')[];
  @IsOptional() @IsBoolean() freeReturns?: boolean;
  @IsOptional() @ValidateNested() @Type(() => NoticeBody) notice?: NoticeBody;
}

export class ZonePriceBody {
  @IsInt() @Min(0) @Max(LARGEST_AMOUNT) firstFen!: number;
  /** Of every further step. */
  @IsInt() @Min(0) @Max(LARGEST_AMOUNT) nextFen!: number;
}

export class ZonesBody {
  @IsOptional() @ValidateNested() @Type(() => ZonePriceBody) Z1?: ZonePriceBody;
  @IsOptional() @ValidateNested() @Type(() => ZonePriceBody) Z2?: ZonePriceBody;
  @IsOptional() @ValidateNested() @Type(() => ZonePriceBody) Z3?: ZonePriceBody;
  @IsOptional() @ValidateNested() @Type(() => ZonePriceBody) Z4?: ZonePriceBody;
  @IsOptional() @ValidateNested() @Type(() => ZonePriceBody) Z5?: ZonePriceBody;
}

export class RateCardBody {
  @IsOptional() @IsIn(['CONTRACT', 'PLATFORM', 'RETAIL']) kind?: 'CONTRACT' | 'PLATFORM' | 'RETAIL';
  /** One step when left out. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) firstGrams?: number;
  @IsInt() @Min(1) @Max(1_000_000) stepGrams!: number;
  @IsInt() @Min(1_000) @Max(50_000) divisor!: number;
  @IsOptional() @IsInt() @Min(0) minGrams?: number;
  @IsOptional() @IsInt() @Min(1) maxGrams?: number;
  @ValidateNested() @Type(() => ZonesBody) zones!: ZonesBody;
}

export class WarehouseBody {
  @IsString() @Length(1, 64) name!: string;
  @Matches(PHONE) phone!: string;
  @IsString() @Length(4, 200) address!: string;
  @Matches(REGION) regionCode!: string;
}

export class CodedWarehouseBody extends WarehouseBody {
  @Matches(CODE) code!: string;
}

export class SettingsBody {
  @IsOptional() @IsBoolean() autoApprove?: boolean;
  @IsOptional() @Matches(CODE) warehouseCode?: string;
  @IsOptional() @ValidateNested() @Type(() => CodedWarehouseBody) warehouse?: CodedWarehouseBody;
}
