import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { serviceLabels, type ServiceLabel } from '../../domain/service-labels.js';

export class SkuRequest {
  @IsString() @Length(1, 128) skuCode!: string;
  @IsOptional() @IsString() @Length(1, 256) name?: string;
  @IsOptional() @IsString() @Length(1, 256) title?: string;
  @IsOptional() @IsString() @Length(1, 64) category?: string;
  @IsOptional() @IsInt() @Min(0) @Max(10_000_000) weightGrams?: number;
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(serviceLabels, { each: true }) labels?: ServiceLabel[];
}

export class PutSkusRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => SkuRequest)
  skus!: SkuRequest[];
}

const ADDRESS_ID = /^[\w.-]{1,64}$/;
const NUMBER = /^\d{1,20}$/;
/** Their address books number what is in them; elsewhere a merchant chooses the name. */
const numbered = new Set(['douyin', 'kuaishou', 'pinduoduo']);

/** By platform. As text: a number of that many digits is rounded before anybody sees it. */
function IsAddressIds(): PropertyDecorator {
  return ValidateBy({
    name: 'isAddressIds',
    validator: {
      validate: areAddressIds,
      defaultMessage: () =>
        '$property must name at least one address id, each a string: digits where the platform numbers its addresses, else up to 64 letters, digits, dots or dashes',
    },
  });
}

const isAddressId = (platform: string, id: unknown): boolean =>
  typeof id === 'string' && (numbered.has(platform) ? NUMBER : ADDRESS_ID).test(id);

function areAddressIds(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const ids = Object.entries(value as Record<string, unknown>);
  return ids.length > 0 && ids.every(([platform, id]) => isAddressId(platform, id));
}

export class PutWarehouseRequest {
  @IsOptional() @IsString() @Length(1, 128) name?: string;
  /** GB/T 2260. */
  @Matches(/^\d{6}$/) regionCode!: string;
  @IsOptional() @IsAddressIds() platformAddressIds?: Record<string, string>;
}

export class BackfillRequest {
  @IsInt() @Min(1) @Max(90) days!: number;
}

export class DisclosureBody {
  @IsString() @Length(3, 500) reason!: string;
}
