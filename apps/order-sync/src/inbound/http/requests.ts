import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const CODE = /^[\w.:-]{1,64}$/;

export class ConnectShopRequest {
  @IsIn(['douyin']) platform!: 'douyin';
  @Matches(/^\d{1,20}$/) vendorShopId!: string;
  @IsString() @Length(1, 128) name!: string;
  @IsOptional() @IsString() @Length(1, 64) merchantId?: string;
  /** Where the shop's parcels start. */
  @IsOptional() @Matches(CODE) warehouseCode?: string;
}

export class SkuRequest {
  @IsString() @Length(1, 128) skuCode!: string;
  @IsOptional() @IsString() @Length(1, 256) name?: string;
  @IsOptional() @IsString() @Length(1, 256) title?: string;
  @IsOptional() @IsString() @Length(1, 64) category?: string;
  @IsOptional() @IsInt() @Min(0) @Max(10_000_000) weightGrams?: number;
}

export class PutSkusRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => SkuRequest)
  skus!: SkuRequest[];
}

export class PutWarehouseRequest {
  @IsOptional() @IsString() @Length(1, 128) name?: string;
  /** GB/T 2260. */
  @Matches(/^\d{6}$/) regionCode!: string;
  @IsOptional() @IsObject() platformAddressIds?: Record<string, string>;
}

export class DisclosureBody {
  @IsString() @Length(3, 500) reason!: string;
}
